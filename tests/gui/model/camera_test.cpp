// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/model/camera.h"

#include <gtest/gtest.h>

#include <limits>

#include "tests/gui/model/model_support.h"

namespace cavea::gui {
namespace {

using test::cameras;
using test::kViewport;
using test::Random;

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

TEST(Camera, TheRayThroughAProjectedPointMeetsThePoint) {
    Random random(1);
    for (const Camera& camera : cameras()) {
        for (int i = 0; i < 200; ++i) {
            const Vec3 point = random.in_room();
            const auto at = project(camera, kViewport, point);
            ASSERT_TRUE(at);
            const Ray ray = ray_through(camera, kViewport, at->pixel);
            const Vec3 to = point - ray.origin;
            const Vec3 off = to - ray.direction * glm::dot(to, ray.direction);
            EXPECT_LT(glm::length(off), 1e-9);
            EXPECT_NEAR(glm::length(ray.direction), 1, 1e-12);
        }
    }
}

TEST(Camera, TheMatricesSayTheSameAsProject) {
    Random random(2);
    for (const Camera& camera : cameras()) {
        const double aspect = kViewport.width / kViewport.height;
        const Mat4 all = camera.projection(aspect) * camera.view();
        for (int i = 0; i < 100; ++i) {
            const Vec3 point = random.in_room();
            const auto at = project(camera, kViewport, point);
            ASSERT_TRUE(at);
            const Vec4 clip = all * Vec4(point, 1);
            EXPECT_NEAR(at->pixel.x, kViewport.x + (clip.x / clip.w + 1) / 2 * kViewport.width,
                        1e-8);
            EXPECT_NEAR(at->pixel.y, kViewport.y + (clip.y / clip.w + 1) / 2 * kViewport.height,
                        1e-8);
            EXPECT_NEAR(at->depth, clip.z / clip.w, 1e-12);
            EXPECT_GT(at->depth, 0);
            EXPECT_LT(at->depth, 1);
        }
    }
}

TEST(Camera, ScaleIsPixelsPerRoomUnitAcrossThePicture) {
    Random random(3);
    constexpr double kStep = 1e-6;
    for (const Camera& camera : cameras()) {
        const Mat4 view = camera.view();
        const Vec3 right(view[0][0], view[1][0], view[2][0]);
        const Vec3 point = random.in_room();
        const auto here = project(camera, kViewport, point);
        const auto there = project(camera, kViewport, point + right * kStep);
        ASSERT_TRUE(here && there);
        EXPECT_NEAR((there->pixel.x - here->pixel.x) / kStep, here->scale, here->scale * 1e-4);
        EXPECT_NEAR(there->pixel.y, here->pixel.y, 1e-6);
    }
}

TEST(Camera, WhatIsFartherHasMoreDepth) {
    for (const Camera& camera : cameras()) {
        const Mat4 view = camera.view();
        const Vec3 forward(-view[0][2], -view[1][2], -view[2][2]);
        const auto near = project(camera, kViewport, -forward * 0.5);
        const auto far = project(camera, kViewport, forward * 0.5);
        ASSERT_TRUE(near && far);
        EXPECT_LT(near->depth, far->depth);
    }
}

TEST(Camera, OrthographicViewsShowTheAxesOfTheirNames) {
    const auto way = [](ViewKind kind, Vec3 axis) {
        const auto at = project(Camera::of(kind), kViewport, axis * 0.5);
        const auto zero = project(Camera::of(kind), kViewport, Vec3(0));
        return glm::normalize(at->pixel - zero->pixel);
    };
    const Vec2 right(1, 0);
    const Vec2 up(0, -1);
    EXPECT_NEAR(glm::dot(way(ViewKind::Top, {1, 0, 0}), right), 1, 1e-12);
    EXPECT_NEAR(glm::dot(way(ViewKind::Top, {0, 1, 0}), up), 1, 1e-12);
    EXPECT_NEAR(glm::dot(way(ViewKind::Rear, {1, 0, 0}), right), 1, 1e-12);
    EXPECT_NEAR(glm::dot(way(ViewKind::Rear, {0, 0, 1}), up), 1, 1e-12);
    EXPECT_NEAR(glm::dot(way(ViewKind::Side, {0, 1, 0}), right), 1, 1e-12);
    EXPECT_NEAR(glm::dot(way(ViewKind::Side, {0, 0, 1}), up), 1, 1e-12);
}

TEST(Camera, LookingStraightDownHasTheFrontOnTop) {
    const Camera camera = Camera::of(CameraPreset::Top);
    const auto front = project(camera, kViewport, {0, 1, 0});
    const auto back = project(camera, kViewport, {0, -1, 0});
    ASSERT_TRUE(front && back);
    EXPECT_LT(front->pixel.y, back->pixel.y);
    EXPECT_NEAR(front->pixel.x, back->pixel.x, 1e-9);
}

TEST(Camera, ShowsTheWholeRoomFromEveryPreset) {
    for (const Camera& camera : cameras()) {
        for (int corner = 0; corner < 8; ++corner) {
            const Vec3 at((corner & 1) != 0 ? 1 : -1, (corner & 2) != 0 ? 1 : -1,
                          (corner & 4) != 0 ? 1 : 0);
            const auto seen = project(camera, {0, 0, 800, 600}, at);
            ASSERT_TRUE(seen);
            EXPECT_TRUE((Rect{0, 0, 800, 600}).contains(seen->pixel))
                << camera.yaw_deg << " " << camera.pitch_deg << " " << at.x << at.y << at.z;
        }
    }
}

TEST(Camera, FrameMakesEveryPointVisible) {
    Random random(4);
    for (Camera camera : cameras()) {
        for (const std::size_t count : {1U, 2U, 30U}) {
            std::vector<Vec3> points;
            for (std::size_t i = 0; i < count; ++i) points.push_back(random.in_room(3));
            for (const Rect& viewport : {kViewport, Rect{0, 0, 100, 700}}) {
                camera.frame(points, viewport.width / viewport.height);
                for (const Vec3& point : points) {
                    const auto at = project(camera, viewport, point);
                    ASSERT_TRUE(at);
                    EXPECT_TRUE(viewport.contains(at->pixel));
                }
            }
        }
    }
}

TEST(Camera, FrameOfNothingLeavesItAsItIs) {
    for (Camera camera : cameras()) {
        const Camera before = camera;
        camera.frame({}, 1);
        EXPECT_EQ(camera, before);
        const std::vector<Vec3> nowhere{{kNan, 0, 0}};
        camera.frame(nowhere, 1);
        EXPECT_EQ(camera, before);
    }
}

TEST(Camera, PanTakesTheTargetAlongWithThePointer) {
    for (Camera camera : cameras()) {
        const Vec3 grabbed = camera.target;
        camera.pan({30, -17}, kViewport);
        const auto at = project(camera, kViewport, grabbed);
        ASSERT_TRUE(at);
        EXPECT_NEAR(at->pixel.x, kViewport.x + kViewport.width / 2 + 30, 1e-6);
        EXPECT_NEAR(at->pixel.y, kViewport.y + kViewport.height / 2 - 17, 1e-6);
    }
}

TEST(Camera, OrbitStopsAtThePolesAndKeepsItsDistance) {
    Camera camera;
    camera.orbit({0, 1e9});
    EXPECT_EQ(camera.pitch_deg, 90);
    EXPECT_NEAR(glm::length(camera.eye() - camera.target), camera.distance, 1e-12);
    camera.orbit({1e7, -1e9});
    EXPECT_EQ(camera.pitch_deg, -90);
    EXPECT_LE(std::abs(camera.yaw_deg), 360);
    Camera top = Camera::of(ViewKind::Top);
    top.orbit({100, 100});
    EXPECT_EQ(top, Camera::of(ViewKind::Top));
}

TEST(Camera, ZoomInThenOutIsWhereItWas) {
    for (Camera camera : cameras()) {
        const Camera before = camera;
        camera.zoom(3);
        EXPECT_FALSE(camera == before);
        camera.zoom(-3);
        EXPECT_NEAR(camera.distance, before.distance, 1e-12);
        EXPECT_NEAR(camera.half_height, before.half_height, 1e-12);
        camera.zoom(1e9);
        EXPECT_TRUE(test::finite(camera.projection(1)));
    }
}

TEST(Camera, NothingDegenerateGivesWhatIsNotFinite) {
    std::vector<Camera> bad = cameras();
    Camera broken;
    broken.target = {kNan, 0, 0};
    broken.yaw_deg = broken.pitch_deg = broken.distance = broken.half_height = broken.fov_deg =
        kNan;
    bad.push_back(broken);
    broken = {};
    broken.distance = broken.half_height = broken.fov_deg = 0;
    bad.push_back(broken);
    const double inf = std::numeric_limits<double>::infinity();
    for (Camera camera : bad) {
        camera.orbit({kNan, inf});
        camera.zoom(kNan);
        camera.pan({inf, 1}, kViewport);
        camera.pan({1, 1}, {0, 0, 0, 0});
        EXPECT_TRUE(test::finite(camera.view()));
        for (const double aspect : {0.0, 1.0, inf, kNan, -3.0}) {
            EXPECT_TRUE(test::finite(camera.projection(aspect)));
        }
        for (const Rect& viewport : {Rect{}, Rect{0, 0, 1, 1}, Rect{0, 0, kNan, 5}}) {
            const auto at = project(camera, viewport, {0, 0, 0});
            if (at) {
                EXPECT_TRUE(std::isfinite(at->pixel.x + at->pixel.y + at->depth + at->scale));
            }
            const Ray ray = ray_through(camera, viewport, {kNan, 3});
            EXPECT_TRUE(test::finite(ray.origin) && test::finite(ray.direction));
        }
        EXPECT_FALSE(project(camera, kViewport, {kNan, 0, 0}));
        EXPECT_FALSE(project(camera, kViewport, camera.eye()));
    }
    EXPECT_FALSE(project(Camera(), Rect{}, {0, 0, 0}));
    EXPECT_TRUE(project(Camera(), Rect{0, 0, 1, 1}, {0, 0, 0}));
}

TEST(Camera, NothingBehindTheCameraIsSeen) {
    const Camera camera;
    EXPECT_FALSE(project(camera, kViewport, camera.eye() + (camera.eye() - camera.target)));
}

}  // namespace
}  // namespace cavea::gui
