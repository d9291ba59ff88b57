// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Start, stop, locate, loop and controls of a player with a virtual clock.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <memory>

#include "renderer/live/player.h"
#include "tests/renderer/live/live_scene.h"

namespace cavea::live {
namespace {

using test::LiveScene;
using test::Samples;

constexpr Frame kBlock = 256;

class Transport : public testing::Test {
 protected:
    static test::LiveSceneSettings settings() {
        test::LiveSceneSettings s;
        s.objects = 3;
        s.frames = 48000;
        s.steady = s.tones = s.room = s.diffuse = true;
        return s;
    }
    static PlayerSettings manual() {
        PlayerSettings s;
        s.manual = true;
        return s;
    }

    void SetUp() override {
        Player player(scene_.mix(), manual());
        player.play();
        const Samples whole = test::play_all(player);
        for (const auto& channel : whole) {
            usual_step_ = std::max(usual_step_, test::largest_step(channel));
            for (const float x : channel) peak_ = std::max(peak_, std::abs(static_cast<double>(x)));
        }
    }

    /// What two fades over a block at once may add to the step of the sound itself.
    void expect_no_click(const Samples& samples, const char* what) const {
        const double bound = usual_step_ + 2 * peak_ / static_cast<double>(kBlock);
        ASSERT_LT(bound, peak_ / 20);  // a click would be a step of that order
        for (const auto& channel : samples) EXPECT_LE(test::largest_step(channel), bound) << what;
    }

    LiveScene scene_{settings()};
    double usual_step_ = 0;
    double peak_ = 0;
};

Samples silence(const Player& player) {
    return Samples(player.channels(), std::vector<float>(1, 0.0F));
}

TEST_F(Transport, StopAndStartAreFadesAndLoseNoFrame) {
    Player player(scene_.mix(), manual());
    Samples out = silence(player);
    player.play();
    test::append(out, test::play(player, 10001));
    player.stop();
    EXPECT_FALSE(player.state().playing);
    test::append(out, test::play(player, 3000));
    test::append(out, silence(player));
    // Up to a block was rendered ahead, then the fade.
    const Frame stopped = player.state().position;
    EXPECT_GE(stopped, 10001 + kBlock);
    EXPECT_LE(stopped, 10001 + 2 * kBlock);
    EXPECT_EQ(out[0].size(), static_cast<std::size_t>(stopped + 2));
    player.play();
    test::append(out, test::play(player, 5000));
    expect_no_click(out, "stop and start");
    EXPECT_EQ(player.state().position, stopped + 5000);
}

TEST_F(Transport, LocateIsAFadeOutAndAFadeIn) {
    Player player(scene_.mix(), manual());
    Samples out = silence(player);
    player.play();
    test::append(out, test::play(player, 9999));
    player.locate(30011);
    test::append(out, test::play(player, 9000));
    expect_no_click(out, "locate");
    EXPECT_GT(player.state().position, 30011 + 9000 - 3 * kBlock);
    EXPECT_LE(player.state().position, 30011 + 9000);
}

TEST_F(Transport, BehindALocateTheDirectSoundIsThatOfTheWhole) {
    test::LiveSceneSettings dry = settings();
    dry.room = dry.diffuse = dry.tones = false;
    for (const bool binaural : {false, true}) {
        dry.binaural = binaural;
        const LiveScene scene(dry);
        const Samples whole = scene.offline(256).samples;
        Player player(scene.mix(), manual());
        player.locate(20011);
        EXPECT_EQ(player.state().position, 20011);
        player.play();
        const Samples heard = test::play(player, 5000);
        for (std::size_t c = 0; c < whole.size(); ++c) {
            EXPECT_EQ(heard[c][0], 0);  // the fade in
            for (std::size_t i = 256; i < heard[c].size(); ++i) {
                ASSERT_EQ(heard[c][i], whole[c][20011 + i]) << binaural << ' ' << c << ' ' << i;
            }
        }
    }
}

TEST_F(Transport, ALoopGoesRoundWithoutClicks) {
    Player player(scene_.mix(), manual());
    Samples out = silence(player);
    player.set_loop(Span{10000, 14001});
    player.locate(9000);
    player.play();
    for (int i = 0; i < 12; ++i) {
        test::append(out, test::play(player, 1000));
        EXPECT_TRUE(player.state().playing);
        EXPECT_LT(player.state().position, 14001);
    }
    expect_no_click(out, "loop");
    EXPECT_EQ(player.state().position, 9000 + 12000 - 2 * 4001);
    player.set_loop(std::nullopt);
    test::play(player, 5000);
    EXPECT_GT(player.state().position, 14001);
}

TEST_F(Transport, StoppingAtTheEndOfALoopStops) {
    for (const Frame before_the_end : {0, 100, 256, 300, 600}) {
        Player player(scene_.mix(), manual());
        player.set_loop(Span{2000, 6000});
        player.play();
        test::play(player, 6000 - before_the_end - 256);
        player.stop();
        test::play(player, 2000);
        EXPECT_FALSE(player.state().playing) << before_the_end;
    }
}

TEST_F(Transport, EndsByItselfAndBeginsAgainAtTheFront) {
    Player player(scene_.mix(), manual());
    player.locate(46000);
    player.play();
    const Samples out = test::play_all(player);
    // The room rings on behind the end.
    EXPECT_GT(out[0].size(), 2000U + 1000U);
    EXPECT_FALSE(player.state().playing);
    EXPECT_EQ(player.state().position, 48000);
    player.play();
    test::play(player, 100);
    EXPECT_EQ(player.state().position, 100);
}

TEST_F(Transport, AnEndThatWasSetIsExact) {
    Player player(scene_.mix(), manual());
    player.set_end(12345);
    player.play();
    EXPECT_EQ(test::play_all(player)[0].size(), 12345U);
    EXPECT_EQ(player.state().position, 12345);
}

TEST_F(Transport, HandsOnControlsMakeNoClicks) {
    Player player(scene_.mix(), manual());
    Samples out = silence(player);
    player.play();
    for (int i = 0; i < 20; ++i) {
        auto controls = std::make_shared<plan::Controls>();
        controls->sources.resize(3);
        controls->sources[0].gain = i % 2;
        controls->sources[1].position =
            plan::HeldPosition{true, {i % 2 == 0 ? 1.0 : -1.0, i % 3 - 1.0, i % 5 / 4.0}};
        controls->sources[2].sends = {{0, 0, i % 2 == 0 ? 1.0 : 0.0}};
        player.set_controls(controls);
        test::append(out, test::play(player, 1000));
    }
    expect_no_click(out, "controls");
}

TEST_F(Transport, TheMonitorGainMovesWithoutClicksAndLeavesTheMetersAlone) {
    Player player(scene_.mix(), manual());
    Samples out = silence(player);
    player.play();
    test::append(out, test::play(player, 9900));
    const float loud = player.state().output_peak[0];
    player.set_monitor_gain(0);
    test::append(out, test::play(player, 2000));
    EXPECT_EQ(out[0].back(), 0);
    EXPECT_GT(player.state().output_peak[0], loud / 2);
    player.set_monitor_gain(0.5);
    test::append(out, test::play(player, 2000));
    expect_no_click(out, "monitor");
}

TEST_F(Transport, MetersShowWhatPlays) {
    Player player(scene_.mix(), manual());
    auto controls = std::make_shared<plan::Controls>();
    controls->sources.resize(2);
    controls->sources[1].gain = 0;
    player.set_controls(controls);
    player.play();
    test::play(player, 40000);
    const PlayerState state = player.state();
    ASSERT_EQ(state.source_peak.size(), 3U);
    // Tones of 0.5 behind a fader of 0.5.
    EXPECT_GT(state.source_peak[0], 0.2F);
    EXPECT_LE(state.source_peak[0], 0.2501F);
    EXPECT_EQ(state.source_peak[1], 0);
    EXPECT_EQ(state.output_peak.size(), 12U);
    ASSERT_TRUE(state.loudness.momentary && state.loudness.integrated);
    EXPECT_GT(*state.loudness.momentary, -40);
    EXPECT_EQ(state.blocks, (40000U + 255U + 255U) / 256U);
    EXPECT_GT(state.load, 0);
    EXPECT_EQ(state.late_blocks + state.late_wet, 0U);
    EXPECT_EQ(state.problem, "");
}

TEST_F(Transport, MediaThatBreakOffAreAProblemAndAStop) {
    Player player(scene_.mix(), manual());
    player.play();
    test::play(player, 1000);
    std::filesystem::resize_file(scene_.mix().media, 20000);
    test::play(player, 40000);
    EXPECT_FALSE(player.state().playing);
    EXPECT_NE(player.state().problem, "");
}

}  // namespace
}  // namespace cavea::live
