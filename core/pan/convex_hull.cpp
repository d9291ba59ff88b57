// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pan/convex_hull.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>

#include "core/layout/geometry.h"

namespace cavea::pan {
namespace {

using layout::Cartesian;
using layout::cross;
using layout::dot;
using layout::length;

// BS.2127 merges triangles whose plane equations differ by less than 1e-5.
constexpr double kPlanar = 1e-5;

/// All points in the plane of a, b, c when every other point lies on one side of it; else empty.
std::vector<std::size_t> facet_through(std::span<const Cartesian> points, std::size_t a,
                                       std::size_t b, std::size_t c) {
    Cartesian normal = cross(points[b] - points[a], points[c] - points[a]);
    const double size = length(normal);
    if (size < kPlanar) return {};
    normal = normal * (1 / size);
    std::vector<std::size_t> on_plane;
    bool above = false;
    bool below = false;
    for (std::size_t i = 0; i < points.size(); ++i) {
        const double height = dot(normal, points[i] - points[a]);
        if (i == a || i == b || i == c || std::abs(height) < kPlanar) {
            on_plane.push_back(i);
        } else {
            (height > 0 ? above : below) = true;
        }
        if (above && below) return {};
    }
    return on_plane;
}

}  // namespace

std::vector<std::vector<std::size_t>> convex_hull_facets(std::span<const Cartesian> points) {
    // Every triple is tried: n^4 for at most some forty points takes a millisecond and has no
    // special cases.
    std::set<std::vector<std::size_t>> facets;
    for (std::size_t a = 0; a < points.size(); ++a) {
        for (std::size_t b = a + 1; b < points.size(); ++b) {
            for (std::size_t c = b + 1; c < points.size(); ++c) {
                std::vector<std::size_t> facet = facet_through(points, a, b, c);
                if (!facet.empty()) facets.insert(std::move(facet));
            }
        }
    }
    return {facets.begin(), facets.end()};
}

std::vector<std::size_t> polygon_order(std::span<const Cartesian> corners) {
    Cartesian centre;
    for (const Cartesian& corner : corners) centre = centre + corner;
    centre = centre * (1.0 / static_cast<double>(corners.size()));

    // Angles in the plane of one corner and of the one most nearly square to it.
    const Cartesian a = corners[0] - centre;
    Cartesian b = corners[1] - centre;
    for (const Cartesian& corner : corners.subspan(1)) {
        const Cartesian offset = corner - centre;
        if (std::abs(dot(offset, a)) < std::abs(dot(b, a))) b = offset;
    }
    std::vector<double> angle;
    for (const Cartesian& corner : corners) {
        angle.push_back(std::atan2(dot(corner - centre, a), dot(corner - centre, b)));
    }
    std::vector<std::size_t> order(corners.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t i, std::size_t j) { return angle[i] < angle[j]; });
    return order;
}

}  // namespace cavea::pan
