// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/model/drag.h"

#include <gtest/gtest.h>

#include <limits>

#include "tests/gui/model/model_support.h"

namespace cavea::gui {
namespace {

using test::cameras;
using test::kViewport;
using test::Random;

Vec2 pixel_of(const Camera& camera, Vec3 point) {
    const auto at = project(camera, kViewport, point);
    return at ? at->pixel : Vec2(0);
}

/// Cameras in which a drag along the floor goes anywhere.
std::vector<Camera> dragging_cameras() {
    std::vector<Camera> out;
    for (const Camera& camera : cameras()) {
        const bool edge_on = camera.kind == ViewKind::Perspective && std::abs(camera.pitch_deg) < 5;
        if (!edge_on) out.push_back(camera);
    }
    return out;
}

/// Where a drag may take the grabbed point, from \p start.
Vec3 reachable(const Camera& camera, Vec3 start, Vec3 wish) {
    switch (camera.kind) {
        case ViewKind::Rear:
            return {wish.x, start.y, wish.z};
        case ViewKind::Side:
            return {start.x, wish.y, wish.z};
        default:
            return {wish.x, wish.y, start.z};
    }
}

TEST(Drag, TheGrabbedPointIsUnderThePointerInEveryView) {
    Random random(11);
    for (const Camera& camera : dragging_cameras()) {
        for (int i = 0; i < 100; ++i) {
            const Vec3 start = random.in_room(0.9);
            const Vec2 off(random.between(-5, 5), random.between(-5, 5));
            const Vec3 goal = reachable(camera, start, random.in_room(0.9));
            Drag drag(camera, kViewport, pixel_of(camera, start), {start});
            // By way of somewhere else: a drag is no sum of errors.
            static_cast<void>(drag.update(pixel_of(camera, start) + off, {}, {}));
            const Vec3 at = drag.update(pixel_of(camera, goal), {}, {}).front();
            EXPECT_LT(glm::length(at - goal), 1e-9)
                << name(camera.kind) << " pitch " << camera.pitch_deg;
        }
    }
}

TEST(Drag, HeightMovesZAlone) {
    Random random(12);
    for (const Camera& camera : cameras()) {
        const Vec3 start = random.in_room(0.5);
        Drag drag(camera, kViewport, pixel_of(camera, start), {start});
        const Vec3 at =
            drag.update(pixel_of(camera, start) + Vec2(25, -30), {.height = true}, {}).front();
        EXPECT_EQ(at.x, start.x);
        EXPECT_EQ(at.y, start.y);
        EXPECT_GT(at.z, start.z);
    }
}

TEST(Drag, HeightFollowsThePointerUpAndDown) {
    Random random(13);
    for (const Camera& camera : cameras()) {
        if (camera.kind == ViewKind::Top || std::abs(camera.pitch_deg) > 75) continue;
        const Vec3 start = random.in_room(0.5);
        const Vec3 goal(start.x, start.y, random.between(-0.9, 0.9));
        Drag drag(camera, kViewport, pixel_of(camera, start), {start});
        const Vec3 at = drag.update(pixel_of(camera, goal), {.height = true}, {}).front();
        EXPECT_NEAR(at.z, goal.z, 1e-9);
    }
}

TEST(Drag, FineIsATenth) {
    for (const Camera& camera : dragging_cameras()) {
        for (const bool height : {false, true}) {
            const Vec3 start(0.1, 0.2, 0.1);
            const Vec2 from = pixel_of(camera, start);
            const Vec2 to = from + Vec2(7, -9);
            Drag coarse(camera, kViewport, from, {start});
            Drag fine(camera, kViewport, from, {start});
            const Vec3 whole = coarse.update(to, {.height = height}, {}).front() - start;
            const Vec3 tenth =
                fine.update(to, {.height = height, .fine = true}, {}).front() - start;
            EXPECT_LT(glm::length(tenth * 10.0 - whole), 1e-9);
            EXPECT_GT(glm::length(whole), 1e-4);
        }
    }
}

TEST(Drag, AChangeOfModifiersDoesNotJump) {
    for (const Camera& camera : dragging_cameras()) {
        const Vec3 start(0.1, 0.2, 0.1);
        const Vec2 from = pixel_of(camera, start);
        Drag drag(camera, kViewport, from, {start});
        Vec3 at = drag.update(from + Vec2(8, 5), {}, {}).front();
        for (const DragModifiers modifiers :
             {DragModifiers{.fine = true}, DragModifiers{.height = true},
              DragModifiers{.height = true, .fine = true}, DragModifiers{}}) {
            const Vec3 next = drag.update(from + Vec2(8, 5), modifiers, {}).front();
            EXPECT_EQ(next, at);
            at = next;
        }
    }
}

TEST(Drag, SnapGoesToTheNearestPointAndBack) {
    const Camera camera = Camera::of(ViewKind::Top);
    const Vec3 start(0.4, 0.4, 0.3);
    const std::vector<Vec3> points{{1, 1, 0}, {-1, 1, 0}, {0.5, 0.5, 1}};
    Drag drag(camera, kViewport, pixel_of(camera, start), {start, {0, 0, 0}});
    const Vec2 to = pixel_of(camera, {0.9, 0.8, 0.3});
    const auto snapped = drag.update(to, {.snap = true}, points);
    EXPECT_EQ(snapped[0], points[0]);
    EXPECT_LT(glm::length(snapped[1] - Vec3(0.6, 0.6, -0.3)), 1e-12);
    const auto free = drag.update(to, {}, points);
    EXPECT_LT(glm::length(free[0] - Vec3(0.9, 0.8, 0.3)), 1e-9);
}

TEST(Drag, StaysInTheRoomAndComesBackTheSameWay) {
    for (const Camera& camera : dragging_cameras()) {
        const std::vector<Vec3> starts{{0.5, 0.2, 0}, {0.9, -0.4, 0.7}, {0, 0, 0}};
        const Vec2 from = pixel_of(camera, starts[0]);
        Drag drag(camera, kViewport, from, starts);
        for (const Vec3& at : drag.update(from + Vec2(3000, 900), {}, {})) {
            EXPECT_LE(std::abs(at.x), 1);
            EXPECT_LE(std::abs(at.y), 1);
            EXPECT_LE(std::abs(at.z), 1);
        }
        const auto back = drag.update(from, {}, {});
        for (std::size_t i = 0; i < starts.size(); ++i) {
            EXPECT_LT(glm::length(back[i] - starts[i]), 1e-9);
        }
    }
}

TEST(Drag, AboveTheHorizonAndBeyondNumbersItStaysWhereItIs) {
    const Camera camera = Camera::of(CameraPreset::Audience);
    const Vec3 start(0, 0, 0);
    const Vec2 from = pixel_of(camera, start);
    Drag drag(camera, kViewport, from, {start});
    const Vec3 sky = drag.update({from.x, -2000}, {}, {}).front();
    EXPECT_EQ(sky, start);
    const double nan = std::numeric_limits<double>::quiet_NaN();
    EXPECT_EQ(drag.update({nan, 3}, {}, {}).front(), start);
    EXPECT_EQ(drag.update(from, {}, {}).front(), start);
    Drag nothing(camera, kViewport, from, {});
    EXPECT_TRUE(nothing.update(from, {}, {}).empty());
    Drag flat(camera, Rect{}, from, {start});
    EXPECT_TRUE(test::finite(flat.update({5, 5}, {}, {}).front()));
}

}  // namespace
}  // namespace cavea::gui
