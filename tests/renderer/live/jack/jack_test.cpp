// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What arrives at a real sound server.
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <memory>
#include <string>
#include <thread>

#include "core/base/error.h"
#include "renderer/live/audio_device.h"
#include "renderer/live/player.h"
#include "tests/renderer/live/jack/jack_server.h"
#include "tests/renderer/live/live_scene.h"

namespace cavea::live {
namespace {

using namespace std::chrono_literals;
using test::Samples;

constexpr std::uint32_t kChannels = 12;
constexpr Frame kFrames = 48000;

test::LiveSceneSettings settings() {
    test::LiveSceneSettings s;
    s.frames = kFrames;
    s.room = s.diffuse = true;
    return s;
}

void wait_for_the_end(const Player& player) {
    for (int i = 0; i < 500 && player.state().playing; ++i) std::this_thread::sleep_for(20ms);
    std::this_thread::sleep_for(100ms);
}

/// The programme in what was heard: from where its first sample that is not 0 is found.
Samples programme_in(const Samples& heard, const Samples& wanted) {
    const auto sounds = [](float x) { return x != 0; };
    Samples out;
    for (std::size_t c = 0; c < wanted.size(); ++c) {
        const auto first = std::find_if(wanted[c].begin(), wanted[c].end(), sounds);
        const auto found = std::find_if(heard[c].begin(), heard[c].end(), sounds);
        if (first == wanted[c].end()) {
            out.push_back(wanted[c]);  // a channel of nothing is judged by the others
            EXPECT_EQ(found, heard[c].end());
            continue;
        }
        const auto begin = found - (first - wanted[c].begin());
        const auto count = std::min<std::ptrdiff_t>(kFrames, heard[c].end() - begin);
        out.emplace_back(begin, begin + count);
    }
    return out;
}

class Jack : public testing::Test {
 protected:
    void SetUp() override {
        if (!server_.problem().empty()) GTEST_SKIP() << server_.problem();
    }
    test::JackServer server_{kChannels, 256};
};

TEST_F(Jack, HearsTheBytesOfAnOfflineRender) {
    const test::LiveScene scene(settings());
    const Samples wanted = scene.offline(256).samples;
    PlayerSettings patient;
    patient.wait_for_rooms = true;
    // A busy machine may miss a block; then what is heard is not what is to be judged.
    for (int attempt = 0; attempt < 3; ++attempt) {
        const auto player = std::make_shared<Player>(scene.mix(), patient);
        const auto device = open_audio_device("", kChannels, 48000, 256);
        ASSERT_EQ(device->info().id, "jack:system");
        EXPECT_EQ(device->buffer_frames(), 256U);
        test::JackRecorder recorder(kChannels, 10 * 48000);
        ASSERT_TRUE(recorder.listen_to("cavea"));
        device->set_source(player);
        player->play();
        wait_for_the_end(*player);
        EXPECT_EQ(device->problem(), "");
        if (player->state().late_blocks > 0) continue;
        const Samples heard = programme_in(recorder.heard(), wanted);
        // The server itself leaves a client out that did not get the processor in time.
        if (heard != wanted && attempt < 2) continue;
        EXPECT_EQ(heard, wanted);
        return;
    }
    GTEST_SKIP() << "the machine is too busy to play in time";
}

TEST_F(Jack, RefusesMoreChannelsOrAnotherRateThanThereAre) {
    for (const auto& [channels, rate] : {std::pair(kChannels + 1, 48000U), {2U, 96000U}}) {
        try {
            static_cast<void>(open_audio_device("jack:system", channels, rate, 256));
            FAIL() << channels << ' ' << rate;
        } catch (const Error& error) {
            EXPECT_EQ(error.code(), ErrorCode::Machine);
            const std::string number = rate == 48000 ? "13" : "96000";
            EXPECT_NE(std::string(error.what()).find(number), std::string::npos) << error.what();
        }
    }
}

TEST_F(Jack, AServerThatDiesIsAProblemAndNotAHang) {
    const auto device = open_audio_device("jack:system", 2, 48000, 256);
    EXPECT_EQ(device->problem(), "");
    server_.kill();
    std::this_thread::sleep_for(500ms);
    static_cast<void>(device->problem());
    std::this_thread::sleep_for(1200ms);
    EXPECT_NE(device->problem().find("server ended"), std::string::npos);
}

}  // namespace
}  // namespace cavea::live
