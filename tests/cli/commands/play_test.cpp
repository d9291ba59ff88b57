// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// `cavea play` on the device without hardware.
#include <signal.h>

#include <chrono>
#include <thread>

#include "tests/cli/commands/render_case.h"

namespace cavea::test {
namespace {

using namespace std::chrono_literals;
using Json = nlohmann::json;

class Play : public RenderCase {
 protected:
    [[nodiscard]] static std::vector<std::string> words(const std::string& input,
                                                        const std::vector<std::string>& more) {
        // Large blocks: a machine that tests many things at once is late with small ones.
        std::vector<std::string> out{"play",    input,  "--audio-device", "null",
                                     "--block", "4096", "--json",         "--quiet"};
        out.insert(out.end(), more.begin(), more.end());
        return out;
    }
};

TEST_F(Play, RecordsTheBytesOfARenderWithTheLivePlan) {
    const std::string recorded = file("played.wav");
    for (const std::string& input : {scene(), project()}) {
        Json json;
        for (int attempt = 0; attempt < 3; ++attempt) {
            const Outcome outcome =
                cavea(words(input, {"-l", "0+5+0", "--to", "1.5", "--record", recorded}));
            ASSERT_EQ(outcome.exit_code, 0) << outcome;
            json = Json::parse(outcome.out);
            if (json.at("late_blocks") == 0 && json.at("late_rooms") == 0) break;
        }
        if (json.at("late_blocks") != 0 || json.at("late_rooms") != 0) {
            GTEST_SKIP() << "the machine is too busy to play in time";
        }
        EXPECT_EQ(json.at("recorded_frames"), 72000);
        EXPECT_EQ(json.at("position"), 72000);
        EXPECT_EQ(json.at("audio_device"), "null");
        const std::vector<std::string> live{"--plan", "live:4096", "--to", "1.5"};
        EXPECT_TRUE(chunk_of(recorded, "data") == bytes(input, "0+5+0", live)) << input;
        EXPECT_EQ(json.at("plan_key"), report(input, "0+5+0", live).at("plan_key"));
    }
}

TEST_F(Play, EndsWith130WhenInterruptedAndKeepsTheRecording) {
    const std::string recorded = file("part.wav");
    Process process(cavea_command(words(scene(), {"--loop", "--record", recorded, "--to", "1"})));
    std::this_thread::sleep_for(2000ms);
    ASSERT_TRUE(process.runs());
    process.send(SIGINT);
    const Outcome outcome = process.wait();
    EXPECT_EQ(outcome.exit_code, 130) << outcome;
    const Json json = Json::parse(outcome.out);
    const Audio audio = read_audio(recorded);
    EXPECT_EQ(audio.frames, json.at("recorded_frames").get<std::size_t>());
    EXPECT_GT(audio.frames, 48000U / static_cast<unsigned>(slowness()));
}

TEST_F(Play, RefusesWhatItCannotPlay) {
    EXPECT_EQ(cavea(words(scene(), {"-l", "9+9"})).exit_code, 2);
    EXPECT_EQ(cavea(words(scene(), {"--block", "100"})).exit_code, 2);
    EXPECT_EQ(cavea(words(scene(), {"--from", "1", "--to", "1"})).exit_code, 1);
    EXPECT_EQ(cavea(words(file("nothing.wav"), {})).exit_code, 1);
    const Outcome outcome =
        cavea({"play", scene(), "--audio-device", "jack:nobody", "--record", file("none.wav")});
    EXPECT_EQ(outcome.exit_code, 3) << outcome;
    EXPECT_NE(outcome.err.find("cavea devices"), std::string::npos) << outcome;
    EXPECT_FALSE(std::filesystem::exists(file("none.wav")));
}

TEST_F(Play, ALivePlanIsAPowerOfTwo) {
    for (const char* plan : {"live:", "live:100", "live:32", "live:8192", "live:256x"}) {
        const Outcome outcome =
            cavea({"render", scene(), "-o", file("o.wav"), "-l", "0+2+0", "--plan", plan});
        EXPECT_EQ(outcome.exit_code, 2) << outcome;
    }
}

}  // namespace
}  // namespace cavea::test
