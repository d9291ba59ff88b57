// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/model/picking.h"

#include <gtest/gtest.h>

#include "tests/gui/model/model_support.h"

namespace cavea::gui {
namespace {

using test::cameras;
using test::kViewport;
using test::Random;

TEST(Picking, FindsWhatLiesUnderThePointerFromEverywhere) {
    Random random(21);
    for (const Camera& camera : cameras()) {
        std::vector<PickTarget> targets;
        for (std::size_t i = 0; i < 40; ++i) targets.push_back({i + 100, random.in_room(), 0.03});
        for (int i = 0; i < 200; ++i) {
            const Vec2 pixel(random.between(40, 680), random.between(20, 380));
            const auto found = pick(camera, kViewport, targets, pixel);
            // The obvious way: of the discs that hold the pixel the nearest to the eye.
            std::optional<std::size_t> drawn;
            bool any = false;
            double nearest = 2;
            for (const PickTarget& target : targets) {
                const auto at = project(camera, kViewport, target.position);
                const double away = glm::length(at->pixel - pixel);
                any = any || away <= std::max(6.0, 0.03 * at->scale);
                if (away <= 0.03 * at->scale && at->depth < nearest) {
                    nearest = at->depth;
                    drawn = target.item;
                }
            }
            EXPECT_EQ(found.has_value(), any);
            if (drawn) {
                EXPECT_EQ(found, drawn);
            }
        }
    }
}

TEST(Picking, SmallThingsAreAtLeastSixPixels) {
    const Camera camera = Camera::of(ViewKind::Top);
    const std::vector<PickTarget> targets{{7, {0, 0, 0}, 0}};
    const Vec2 centre = project(camera, kViewport, {0, 0, 0})->pixel;
    EXPECT_EQ(pick(camera, kViewport, targets, centre + Vec2(5.9, 0)), 7U);
    EXPECT_FALSE(pick(camera, kViewport, targets, centre + Vec2(6.1, 0)));
}

TEST(Picking, InTheMarginTheClosestCentreIsMeant) {
    const Camera camera = Camera::of(ViewKind::Top);
    const std::vector<PickTarget> targets{{1, {0, 0, 1}, 0}, {2, {0.02, 0, -1}, 0}};
    const Vec2 centre = project(camera, kViewport, {0.02, 0, -1})->pixel;
    EXPECT_EQ(pick(camera, kViewport, targets, centre + Vec2(1, 0)), 2U);
}

TEST(Picking, NothingIsPickedInNoViewport) {
    const std::vector<PickTarget> targets{{1, {0, 0, 0}, 1}};
    EXPECT_FALSE(pick(Camera(), Rect{}, targets, {0, 0}));
    EXPECT_FALSE(pick(Camera(), kViewport, {}, {0, 0}));
    EXPECT_TRUE(pick(Camera(), Rect{0, 0, 1, 1}, targets, {0.5, 0.5}));
    const double nan = std::numeric_limits<double>::quiet_NaN();
    EXPECT_FALSE(pick(Camera(), kViewport, targets, {nan, 0}));
}

TEST(Picking, ALassoHoldsTheCentresInsideIt) {
    Random random(22);
    for (const Camera& camera : cameras()) {
        std::vector<PickTarget> targets;
        for (std::size_t i = 0; i < 100; ++i) targets.push_back({i, random.in_room(), 0.04});
        const Rect box{250, 120, 200, 150};
        const std::vector<Vec2> polygon{{box.x, box.y},
                                        {box.x + box.width, box.y},
                                        {box.x + box.width, box.y + box.height},
                                        {box.x, box.y + box.height}};
        std::vector<std::size_t> inside;
        for (const PickTarget& target : targets) {
            if (box.contains(project(camera, kViewport, target.position)->pixel)) {
                inside.push_back(target.item);
            }
        }
        EXPECT_EQ(lasso(camera, kViewport, targets, polygon), inside);
        EXPECT_FALSE(inside.empty());
    }
}

TEST(Picking, ALassoThatCrossesItselfIsEvenOdd) {
    const Camera camera = Camera::of(ViewKind::Top);
    const Vec2 c = project(camera, kViewport, {0, 0, 0})->pixel;
    const std::vector<PickTarget> targets{{1, {0, 0, 0}, 0.1}};
    const std::vector<Vec2> once{c + Vec2(-9, -9), c + Vec2(9, -9), c + Vec2(9, 9),
                                 c + Vec2(-9, 9)};
    std::vector<Vec2> twice = once;
    twice.insert(twice.end(), once.begin(), once.end());
    EXPECT_EQ(lasso(camera, kViewport, targets, once).size(), 1U);
    EXPECT_TRUE(lasso(camera, kViewport, targets, twice).empty());
    EXPECT_TRUE(lasso(camera, kViewport, targets, std::span(once).first(2)).empty());
    EXPECT_TRUE(lasso(camera, kViewport, targets, {}).empty());
}

}  // namespace
}  // namespace cavea::gui
