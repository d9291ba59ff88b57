// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/model/labels.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <limits>

#include "tests/gui/model/model_support.h"

namespace cavea::gui {
namespace {

using test::Random;

const Rect kBounds{10, 10, 600, 400};

bool overlap(const Rect& a, const Rect& b) {
    return std::min(a.x + a.width, b.x + b.width) > std::max(a.x, b.x) &&
           std::min(a.y + a.height, b.y + b.height) > std::max(a.y, b.y);
}

std::vector<LabelRequest> crowd(std::size_t count, std::uint64_t seed) {
    Random random(seed);
    std::vector<LabelRequest> out;
    for (std::size_t i = 0; i < count; ++i) {
        out.push_back({i,
                       {random.between(0, 620), random.between(0, 420)},
                       random.between(2, 9),
                       {random.between(20, 90), 14},
                       static_cast<int>(random.below(4))});
    }
    return out;
}

TEST(Labels, NeverOverlapAndStayInside) {
    for (const std::size_t count : {1U, 30U, 400U}) {
        const auto requests = crowd(count, count);
        const auto placed = place_labels(requests, kBounds);
        EXPECT_FALSE(placed.empty());
        for (std::size_t i = 0; i < placed.size(); ++i) {
            const Rect& r = placed[i].rect;
            EXPECT_GE(r.x, kBounds.x);
            EXPECT_GE(r.y, kBounds.y);
            EXPECT_LE(r.x + r.width, kBounds.x + kBounds.width);
            EXPECT_LE(r.y + r.height, kBounds.y + kBounds.height);
            EXPECT_EQ(r.width, requests[placed[i].item].size.x);
            for (std::size_t k = 0; k < i; ++k) EXPECT_FALSE(overlap(r, placed[k].rect));
        }
    }
}

TEST(Labels, TheImportantOneIsPlacedFirst) {
    std::vector<LabelRequest> requests(9, {0, {300, 200}, 4, {100, 14}, 0});
    for (std::size_t i = 0; i < requests.size(); ++i) requests[i].item = i;
    requests[8].priority = 5;
    const auto placed = place_labels(requests, kBounds);
    ASSERT_FALSE(placed.empty());
    EXPECT_EQ(placed.front().item, 8U);
    EXPECT_LT(placed.size(), requests.size());
}

TEST(Labels, ALabelKeepsOffItsPoint) {
    for (const LabelRequest& request : crowd(200, 5)) {
        for (const PlacedLabel& label : place_labels({&request, 1}, kBounds)) {
            const double x =
                std::clamp(request.anchor.x, label.rect.x, label.rect.x + label.rect.width);
            const double y =
                std::clamp(request.anchor.y, label.rect.y, label.rect.y + label.rect.height);
            EXPECT_GE(glm::length(Vec2(x, y) - request.anchor), request.radius);
        }
    }
}

TEST(Labels, WhatCannotBeDrawnIsLeftOut) {
    const double nan = std::numeric_limits<double>::quiet_NaN();
    const std::vector<LabelRequest> requests{
        {0, {nan, 1}, 1, {5, 5}, 0}, {1, {50, 50}, 1, {0, 0}, 0}, {2, {50, 50}, 1, {1e6, 14}, 0}};
    EXPECT_TRUE(place_labels(requests, kBounds).empty());
    EXPECT_TRUE(place_labels({}, kBounds).empty());
    EXPECT_TRUE(place_labels(crowd(10, 1), Rect{}).empty());
}

}  // namespace
}  // namespace cavea::gui
