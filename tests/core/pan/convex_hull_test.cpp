// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pan/convex_hull.h"

#include <gtest/gtest.h>

#include <set>

#include "tests/core/pan/pan_test_support.h"

namespace cavea::pan {
namespace {

using layout::Cartesian;

TEST(ConvexHull, OfACubeHasSixSquares) {
    std::vector<Cartesian> corners;
    corners.reserve(8);
    for (double x : {-1, 1}) {
        for (double y : {-1, 1}) {
            for (double z : {-1, 1}) corners.push_back({x, y, z});
        }
    }
    const auto facets = convex_hull_facets(corners);
    ASSERT_EQ(facets.size(), 6U);
    for (const auto& facet : facets) EXPECT_EQ(facet.size(), 4U);
}

TEST(ConvexHull, IsClosedAndKeepsEveryPointOfASphere) {
    Random random(4);
    std::vector<Cartesian> points;
    for (int i = 0; i < 25; ++i) points.push_back(random_direction(random));
    const auto facets = convex_hull_facets(points);
    std::size_t corners = 0;
    std::set<std::size_t> used;
    for (const auto& facet : facets) {
        corners += facet.size();
        used.insert(facet.begin(), facet.end());
    }
    EXPECT_EQ(used.size(), points.size());
    // Euler: V - E + F = 2, where every edge has two facets.
    EXPECT_EQ(2 * points.size() + 2 * facets.size() - corners, 4U);
}

TEST(PolygonOrder, FollowsTheOutline) {
    const std::vector<Cartesian> square = {{-1, 1, 0}, {1.1, 1, 0}, {-1, 1, 1}, {1, 1, 1}};
    const auto order = polygon_order(square);
    for (std::size_t i = 0; i < 4; ++i) {
        const Cartesian side = square[order[i]] - square[order[(i + 1) % 4]];
        EXPECT_LT(layout::length(side), 2.15) << "a diagonal";
    }
}

}  // namespace
}  // namespace cavea::pan
