// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Renders that have to be equal to the byte: however many outputs, threads and pieces.
#include "tests/cli/commands/render_case.h"

namespace cavea::test {
namespace {

class SameBytes : public RenderCase {};

TEST_F(SameBytes, SeveralOutputsInOnePassEqualSingleRenders) {
    const std::vector<std::string> layouts{"4+7+0", "0+5+0", "9+10+3", "0+2+0"};
    std::vector<std::string> words{"render", scene(), "--quiet"};
    for (const std::string& layout : layouts) {
        words.insert(words.end(), {"-o", file(layout + ".wav"), "-l", layout});
    }
    const Outcome outcome = cavea(words);
    ASSERT_EQ(outcome.exit_code, 0) << outcome;
    for (const std::string& layout : layouts) {
        render(scene(), file("single.wav"), layout, {"--quiet"});
        EXPECT_TRUE(file_bytes(file(layout + ".wav")) == file_bytes(file("single.wav"))) << layout;
    }
}

TEST_F(SameBytes, SeveralOutputsInOnePassEqualSingleRendersWithRooms) {
    const Outcome outcome = cavea({"render", project(), "--quiet", "-o", file("a.wav"), "-l",
                                   "4+7+0", "-o", file("b.wav"), "-l", "0+5+0"});
    ASSERT_EQ(outcome.exit_code, 0) << outcome;
    EXPECT_TRUE(chunk_of(file("a.wav"), "data") == bytes(project(), "4+7+0"));
    EXPECT_TRUE(chunk_of(file("b.wav"), "data") == bytes(project(), "0+5+0"));
}

TEST_F(SameBytes, ForAnyNumberOfThreads) {
    for (const std::string& input : {scene(), project()}) {
        const std::string one = bytes(input, "4+7+0", {"--threads", "1"});
        EXPECT_EQ(one.size(), kFrames * 12 * sizeof(float));
        EXPECT_TRUE(one == bytes(input, "4+7+0", {"--threads", "2"})) << input;
        EXPECT_TRUE(one == bytes(input, "4+7+0", {"--threads", "4"})) << input;
    }
}

TEST_F(SameBytes, WithAndWithoutMeasuring) {
    render(scene(), file("measured.wav"), "0+5+0", {"--quiet"});
    EXPECT_TRUE(chunk_of(file("measured.wav"), "data") == bytes(scene(), "0+5+0"));
}

/// Stretches of a programme of \p frames: borders of blocks and chunks, single frames, odd places.
std::vector<std::pair<std::int64_t, std::int64_t>> stretches(std::int64_t frames) {
    return {{0, 1},           {0, 1024},        {1, 2},           {1023, 1025},
            {1024, 2048},     {4800, 9600},     {8191, 8193},     {8192, frames},
            {12'345, 54'321}, {48'000, 48'001}, {65'536, frames}, {frames - 1, frames},
            {0, frames - 1},  {0, frames}};
}

class Stretch : public RenderCase {
 protected:
    void expect_pieces_of_the_whole(const std::string& input,
                                    const std::vector<std::string>& options,
                                    const std::string& layout = "0+5+0") const {
        const std::string whole = bytes(input, layout, options);
        ASSERT_EQ(whole.size() % kFrames, 0U);
        const std::size_t frame_bytes = whole.size() / kFrames;
        for (const auto& [from, to] : stretches(kFrames)) {
            std::vector<std::string> all = options;
            all.insert(all.end(), {"--from", std::to_string(from) + "smp", "--to",
                                   std::to_string(to) + "smp"});
            const auto at = static_cast<std::size_t>(from) * frame_bytes;
            const auto size = static_cast<std::size_t>(to - from) * frame_bytes;
            EXPECT_TRUE(bytes(input, layout, all) == whole.substr(at, size))
                << "frames " << from << " to " << to;
        }
    }
};

TEST_F(Stretch, EqualsThatPartOfTheWhole) { expect_pieces_of_the_whole(scene(), {}); }

TEST_F(Stretch, EqualsThatPartOfTheWholeWithAQuickRoom) {
    expect_pieces_of_the_whole(scene(), {"--room", room(), "--send-db", "-6"});
}

TEST_F(Stretch, EqualsThatPartOfTheWholeWithTheRoomsOfAProject) {
    expect_pieces_of_the_whole(project(), {});
}

TEST_F(Stretch, EqualsThatPartOfTheWholeForTwoEars) {
    const Outcome probe = cavea({"render", scene(), "-o", file("o.wav"), "-l", "binaural", "-q"});
    if (probe.exit_code == 3) GTEST_SKIP() << probe.err;
    expect_pieces_of_the_whole(scene(), {"--room", room()}, "binaural");
}

TEST_F(Stretch, TakesTimesInEveryForm) {
    const std::string in_frames =
        bytes(scene(), "0+2+0", {"--from", "24000smp", "--to", "60000smp"});
    EXPECT_TRUE(in_frames == bytes(scene(), "0+2+0", {"--from", "0.5", "--to", "1.25"}));
    EXPECT_TRUE(in_frames == bytes(scene(), "0+2+0", {"--from", "0:00.5", "--to", "00:00:01.25"}));
}

TEST_F(Stretch, BeyondTheEndIsRefused) {
    const std::vector<std::string> start{"render", scene(), "-o", file("o.wav"),
                                         "-l",     "0+2+0", "-q"};
    for (const std::vector<std::string>& times : {std::vector<std::string>{"--to", "3"},
                                                  {"--from", "2.5"},
                                                  {"--from", "1", "--to", "1"},
                                                  {"--from", "2", "--to", "1"}}) {
        std::vector<std::string> words = start;
        words.insert(words.end(), times.begin(), times.end());
        const Outcome outcome = cavea(words);
        EXPECT_EQ(outcome.exit_code, 1) << outcome;
        EXPECT_NE(outcome.err.find("scene.wav"), std::string::npos) << outcome;
        EXPECT_FALSE(std::filesystem::exists(file("o.wav")));
    }
}

class PlanKey : public RenderCase {
 protected:
    [[nodiscard]] Outcome with_key(const std::string& key) const {
        return cavea({"render", scene(), "-o", file("o.wav"), "-l", "4+7+0", "-q", "--plan", key});
    }
};

TEST_F(PlanKey, RepeatsTheBytes) {
    for (const std::string& input : {scene(), project()}) {
        const std::string key = report(input, "4+7+0").at("plan_key");
        const std::string first = chunk_of(file("report.wav"), "data");
        EXPECT_TRUE(first == bytes(input, "4+7+0", {"--plan", key})) << key;
        EXPECT_TRUE(first == bytes(input, "4+7+0", {"--plan", key, "--threads", "3"})) << key;
    }
}

TEST_F(PlanKey, CarriesItsGridAndConvPlanToAnotherRender) {
    std::string key = report(project(), "4+7+0").at("plan_key");
    // cavea-0.1.0/cpu/ISA/b1024/c8192;cpu/ISA/LIBRARY/c4096x2
    const std::size_t grid = key.find("/b");
    const std::size_t rooms = key.find(';');
    ASSERT_LT(grid, rooms);
    ASSERT_NE(rooms, std::string::npos) << key;
    key = key.substr(0, grid) + "/b512/c4096" + key.substr(rooms, key.rfind('/') - rooms) +
          "/c2048x4";
    const auto repeated = report(project(), "4+7+0", {"--plan", key});
    EXPECT_EQ(repeated.at("plan_key"), key);
}

TEST_F(PlanKey, OfAnotherVersionIsAUsageError) {
    const Outcome outcome = with_key("cavea-99.0.0/cpu/avx2/b1024/c8192");
    EXPECT_EQ(outcome.exit_code, 2) << outcome;
    EXPECT_NE(outcome.err.find("version"), std::string::npos) << outcome;
    EXPECT_FALSE(std::filesystem::exists(file("o.wav")));
}

TEST_F(PlanKey, OfAnInstructionSetThatDoesNotExistIsAUsageError) {
    std::string key = report(scene(), "4+7+0").at("plan_key");
    key = key.substr(0, key.find('/')) + "/cpu/abacus/b1024/c8192";
    const Outcome outcome = with_key(key);
    EXPECT_EQ(outcome.exit_code, 2) << outcome;
    EXPECT_NE(outcome.err.find("abacus"), std::string::npos) << outcome;
    EXPECT_FALSE(std::filesystem::exists(file("o.wav")));
}

TEST_F(PlanKey, OfADeviceThatIsNotHereIsTheMachinesFault) {
    std::string key = report(scene(), "4+7+0").at("plan_key");
    key = key.substr(0, key.find('/')) + "/vulkan/0000-0000/none/b1024/c8192";
    const Outcome outcome = with_key(key);
    EXPECT_EQ(outcome.exit_code, 3) << outcome;
    EXPECT_EQ(outcome.lines().size(), 1U) << outcome;
    EXPECT_FALSE(std::filesystem::exists(file("o.wav")));
}

TEST_F(PlanKey, OfRoomsDoesNotFitAProgrammeWithoutThem) {
    const std::string key = report(project(), "4+7+0").at("plan_key");
    write_plain(file("bed.wav"), decaying_noise(2, 1000, 3));
    const Outcome outcome =
        cavea({"render", file("bed.wav"), "-o", file("o.wav"), "-l", "4+7+0", "-q", "--plan", key});
    EXPECT_EQ(outcome.exit_code, 3) << outcome;
    EXPECT_EQ(outcome.lines().size(), 1U) << outcome;
    EXPECT_FALSE(std::filesystem::exists(file("o.wav")));
}

}  // namespace
}  // namespace cavea::test
