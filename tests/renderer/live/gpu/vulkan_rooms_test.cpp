// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Rooms on a Vulkan device while a person moves everything.
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <chrono>
#include <cmath>
#include <memory>
#include <thread>

#include "core/base/error.h"
#include "renderer/engines.h"
#include "renderer/live/player.h"
#include "tests/renderer/live/live_scene.h"
#include "tests/support/gpu.h"

namespace cavea::live {
namespace {

using namespace std::chrono_literals;

class VulkanRooms : public testing::Test {
 protected:
    void SetUp() override {
        try {
            static_cast<void>(make_convolver(choice()));
        } catch (const Error& error) {
            CAVEA_NO_GPU(error.what());
        }
    }
    static EngineChoice choice() { return {"vulkan", test::test_device(), 0, "", {}}; }
};

/// How often this thread gave up the processor to wait for something.
long waits() {
    rusage usage{};
    getrusage(RUSAGE_THREAD, &usage);
    return usage.ru_nvcsw;
}

std::shared_ptr<plan::Controls> controls_at(int picture, std::size_t objects) {
    auto controls = std::make_shared<plan::Controls>();
    controls->sources.resize(objects);
    for (std::size_t i = 0; i < objects; ++i) {
        const double angle = 0.1 * picture + static_cast<double>(i);
        controls->sources[i].position =
            plan::HeldPosition{true, {std::sin(angle), std::cos(angle), 0.5}};
        controls->sources[i].gain = 0.5 + 0.5 * std::sin(angle);
    }
    return controls;
}

TEST_F(VulkanRooms, NeverMakeTheAudioThreadWait) {
    constexpr std::size_t kObjects = 64;
    constexpr std::size_t kBuffer = 1024;
    test::LiveSceneSettings settings;
    settings.objects = kObjects;
    settings.frames = 4 * 48000;
    settings.room = settings.diffuse = true;
    const test::LiveScene scene(settings);
    PlayerSettings on_vulkan;
    on_vulkan.wet = choice();
    Player player(scene.mix(), on_vulkan);
    PlanarBuffer<float> out(player.channels(), kBuffer);
    player.play();
    long waited = 0;
    auto next = std::chrono::steady_clock::now();
    // Three seconds of a device, with new controls 30 times in each.
    for (int i = 0; i < 3 * 48000 / static_cast<int>(kBuffer); ++i) {
        next += std::chrono::microseconds(kBuffer * 1000000 / 48000);
        std::this_thread::sleep_until(next);
        if (i * 30 * static_cast<int>(kBuffer) / 48000 !=
            (i - 1) * 30 * static_cast<int>(kBuffer) / 48000) {
            player.set_controls(controls_at(i, kObjects));
        }
        const long before = waits();
        player.fill(out.view());
        waited += waits() - before;
    }
    const PlayerState state = player.state();
    EXPECT_EQ(waited, 0);
    EXPECT_TRUE(state.playing);
    EXPECT_EQ(state.problem, "");
    EXPECT_GT(state.blocks, 400U);
    RecordProperty("late_blocks", static_cast<int>(state.late_blocks));
    RecordProperty("late_rooms", static_cast<int>(state.late_wet));
    RecordProperty("load_percent", static_cast<int>(100 * state.load));
}

TEST_F(VulkanRooms, AreThoseOfTheCpuWithinTheTolerance) {
    test::LiveSceneSettings settings;
    settings.room = settings.diffuse = true;
    const test::LiveScene scene(settings);
    PlayerSettings on_vulkan;
    on_vulkan.wet = choice();
    on_vulkan.manual = true;
    Player player(scene.mix(), on_vulkan);
    player.play();
    test::Samples heard = test::play_all(player);
    for (auto& channel : heard) channel.resize(static_cast<std::size_t>(settings.frames));
    EXPECT_LE(test::peak_difference_db(heard, scene.offline(256).samples), test::kEnginesPeakDb);
    EXPECT_NE(player.plan_key().find("vulkan"), std::string::npos);
}

}  // namespace
}  // namespace cavea::live
