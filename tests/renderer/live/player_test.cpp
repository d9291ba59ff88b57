// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "renderer/live/player.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "core/base/error.h"
#include "tests/renderer/live/live_scene.h"

namespace cavea::live {
namespace {

using test::LiveScene;
using test::LiveSceneSettings;
using test::Samples;

PlayerSettings manual(std::uint32_t block = 256) {
    PlayerSettings settings;
    settings.block = block;
    settings.manual = true;
    return settings;
}

/// What was played, without what rings on behind the programme.
Samples programme_part(Samples samples, Frame length) {
    for (auto& channel : samples) channel.resize(static_cast<std::size_t>(length));
    return samples;
}

std::vector<LiveSceneSettings> scenes() {
    LiveSceneSettings plain;
    LiveSceneSettings bed = plain;
    bed.bed_channels = 6;
    LiveSceneSettings room = plain;
    room.room = true;
    LiveSceneSettings diffuse = room;
    diffuse.diffuse = true;
    LiveSceneSettings ears = diffuse;
    ears.binaural = true;
    return {plain, bed, room, diffuse, ears};
}

TEST(Player, GivesTheBytesOfAnOfflineRenderWithTheLivePlan) {
    for (const LiveSceneSettings& settings : scenes()) {
        const LiveScene scene(settings);
        for (const std::uint32_t block : {64U, 256U, 1024U}) {
            Player player(scene.mix(), manual(block));
            player.play();
            const Samples heard =
                programme_part(test::play_all(player), scene.mix().programme->length);
            const auto offline = scene.offline(block);
            EXPECT_EQ(player.plan_key(), offline.result.plan_key);
            EXPECT_EQ(heard, offline.samples)
                << block << (settings.room ? " room" : "") << (settings.diffuse ? " diffuse" : "")
                << (settings.binaural ? " ears" : "");
            EXPECT_FALSE(player.state().playing);
            EXPECT_EQ(player.state().position, scene.mix().programme->length);
        }
    }
}

TEST(Player, StaysWithinTheToleranceOfTheUsualRender) {
    for (const LiveSceneSettings& settings : scenes()) {
        const LiveScene scene(settings);
        Player player(scene.mix(), manual());
        player.play();
        const Samples heard = programme_part(test::play_all(player), scene.mix().programme->length);
        EXPECT_LE(test::peak_difference_db(heard, scene.offline(0).samples), test::kEnginesPeakDb);
    }
}

TEST(Player, RefusesMediaThatAreNotThoseOfTheMix) {
    LiveScene scene({});
    scene.programme().tracks = 7;
    try {
        const Player player(scene.mix(), manual());
        FAIL() << "opened";
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), ErrorCode::Refused);
        EXPECT_NE(std::string(error.what()).find("media.wav"), std::string::npos);
    }
}

TEST(Player, RefusesBlocksThatAreNoPowerOfTwo) {
    const LiveScene scene({});
    for (const std::uint32_t block : {0U, 32U, 100U, 8192U}) {
        EXPECT_THROW(Player(scene.mix(), manual(block)), Error) << block;
    }
}

}  // namespace
}  // namespace cavea::live
