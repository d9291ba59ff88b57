// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "assets/demo/motion.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "core/base/error.h"
#include "core/io/text_file.h"
#include "tests/support/support.h"

namespace cavea::demo {
namespace {

Object object_with(std::vector<Keyframe> keyframes) {
    Object object;
    object.keyframes = std::move(keyframes);
    return object;
}

TEST(Motion, RunsThroughTheKeyframesAndStaysBetweenThem) {
    const Object object = object_with({{0, {0, 5, 1}},
                                       {1, {90, 5, 1}},
                                       {1.5, {100, 40, 2}},
                                       {4, {95, 0, 1}},
                                       {4.2, {400, 0, 1}}});
    for (std::size_t i = 0; i < object.keyframes.size(); ++i) {
        const Keyframe& k = object.keyframes[i];
        EXPECT_EQ(coordinates_at(object, k.time_s), k.coordinate);
        if (i == 0) continue;
        const Keyframe& before = object.keyframes[i - 1];
        for (int step = 1; step < 50; ++step) {
            const auto c =
                coordinates_at(object, before.time_s + (k.time_s - before.time_s) * step / 50.0);
            for (std::size_t axis = 0; axis < 3; ++axis) {
                const auto [low, high] = std::minmax(before.coordinate[axis], k.coordinate[axis]);
                EXPECT_GE(c[axis], low - 1e-9);
                EXPECT_LE(c[axis], high + 1e-9);
            }
        }
    }
}

TEST(Motion, KeepsAnEvenSpeedEven) {
    std::vector<Keyframe> keyframes;
    for (int i = 0; i <= 10; ++i) keyframes.push_back({i * 0.5, {i * 36.0, 0, 1}});
    const Object object = object_with(keyframes);
    // The ends start and stop; between them the circle turns at 72 degrees per second.
    for (double t = 0.5; t < 4.5; t += 0.05) {
        EXPECT_NEAR(coordinates_at(object, t)[0], 72 * t, 1e-9) << t;
    }
}

TEST(Motion, PlacesAreInFrontAtZeroAndLeftAt90) {
    const auto front = place_at(object_with({{0, {0, 0, 1}}}), 3);
    EXPECT_NEAR(front.y, 1, 1e-12);
    const auto left = place_at(object_with({{0, {90, 0, 2}}}), 3);
    EXPECT_NEAR(left.x, -2, 1e-12);
    const auto above = place_at(object_with({{0, {0, 90, 1}}}), 3);
    EXPECT_NEAR(above.z, 1, 1e-12);
}

TEST(Motion, LevelsAreLinearInDecibelsAndSilentAtNone) {
    const std::vector<LevelPoint> points{{1, -10.0}, {2, 0.0}, {3, std::nullopt}};
    EXPECT_DOUBLE_EQ(level_db_at(points, 0), -10);
    EXPECT_DOUBLE_EQ(level_db_at(points, 1.5), -5);
    EXPECT_EQ(level_db_at(points, 2.5), -INFINITY);
    EXPECT_DOUBLE_EQ(level_db_at({}, 7), 0);
}

TEST(Motion, AnglesAreWrapped) {
    EXPECT_NEAR(wrapped_deg(740), 20, 1e-12);
    EXPECT_NEAR(wrapped_deg(-190), 170, 1e-12);
}

TEST(Scene, RefusesWhatIsNotAScene) {
    const test::TemporaryFolder folder;
    for (const char* text :
         {"", "[]", "{}", "{\"title\": 1}", "{\"title\": \"x\", \"rate_hz\": -1}"}) {
        io::write_text_file(folder / "scene.json", text);
        EXPECT_THROW(static_cast<void>(read_scene(folder / "scene.json")), Error) << text;
    }
}

TEST(Scene, KnowsItsLanguages) {
    const Scene scene = read_scene(assets_folder() / "scene.json");
    EXPECT_EQ(language_of(scene, "pt").adm, "por");
    EXPECT_THROW(static_cast<void>(language_of(scene, "tlh")), Error);
}

}  // namespace
}  // namespace cavea::demo
