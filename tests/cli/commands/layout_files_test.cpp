// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Renders to layout files: real positions, gains and delays at the loudspeakers.
#include "tests/cli/commands/render_case.h"

namespace cavea::test {
namespace {

class LayoutFiles : public RenderCase {
 protected:
    std::string layout(const std::string& text) const {
        write_text(file("room.json"), R"({"cavea_layout": 1, )" + text + "}");
        return file("room.json");
    }
    Audio rendered(const std::string& to, const std::vector<std::string>& more = {}) const {
        render(scene(), file("o.wav"), to, more);
        return read_audio(file("o.wav"));
    }
};

TEST_F(LayoutFiles, ABaseAloneRendersTheSameBytes) {
    EXPECT_TRUE(bytes(scene(), "0+5+0") ==
                bytes(scene(), layout(R"("base": "0+5+0", "speakers": [])")));
}

TEST_F(LayoutFiles, GainsAndDelaysMoveTheChannels) {
    const Audio plain = rendered("0+5+0");
    const Audio trimmed = rendered(layout(R"("base": "0+5+0", "speakers": [
        {"channel": "M+030", "gain_db": -6.0205999132796239},
        {"channel": "M-110", "delay_ms": 400}])"));
    constexpr std::size_t kDelay = 19'200;
    constexpr std::size_t kEarly = 255;  // diffuse sound begins before its source
    ASSERT_EQ(trimmed.frames, plain.frames);
    for (std::size_t i = 0; i < plain.frames; ++i) {
        ASSERT_NEAR(trimmed.at(i, 0), plain.at(i, 0) / 2, 1e-7);
        ASSERT_EQ(trimmed.at(i, 2), plain.at(i, 2));
        if (i >= kDelay) {
            ASSERT_EQ(trimmed.at(i, 5), plain.at(i - kDelay, 5));
        } else if (i + kEarly < kDelay) {
            ASSERT_EQ(trimmed.at(i, 5), 0);
        }
    }
}

TEST_F(LayoutFiles, AStretchIsThatStretchOfTheWhole) {
    const std::string to = layout(R"("base": "0+5+0", "speakers": [
        {"channel": "M+030", "delay_ms": 700}])");
    const std::string whole = bytes(scene(), to);
    const std::string part = bytes(scene(), to, {"--from", "60000smp", "--to", "70000smp"});
    constexpr std::size_t kFrameBytes = 6 * sizeof(float);
    ASSERT_EQ(part.size(), 10'000 * kFrameBytes);
    EXPECT_TRUE(part == whole.substr(60'000 * kFrameBytes, part.size()));
}

TEST_F(LayoutFiles, LoudspeakersOfOnesOwnAreAnOutput) {
    const Audio own = rendered(layout(R"("name": "quad", "speakers": [
        {"channel": "a", "azimuth": 45, "elevation": 0}, {"channel": "b", "azimuth": -45, "elevation": 0},
        {"channel": "c", "azimuth": 135, "elevation": 0}, {"channel": "d", "azimuth": -135, "elevation": 0},
        {"channel": "top", "azimuth": 0, "elevation": 90}])"));
    EXPECT_EQ(own.channels, 5U);
    EXPECT_EQ(own.frames, static_cast<std::size_t>(kFrames));
}

TEST_F(LayoutFiles, BadOnesAreRefusedAndOddOnesSaid) {
    const Outcome bad = cavea({"render", scene(), "-o", file("o.wav"), "-l",
                               layout(R"("base": "0+5+0", "speakers": [{"channel": "M+031"}])")});
    EXPECT_EQ(bad.exit_code, 1) << bad;
    EXPECT_NE(bad.err.find("room.json"), std::string::npos) << bad;
    EXPECT_FALSE(std::filesystem::exists(file("o.wav")));
    const Outcome odd = render(scene(), file("o.wav"), layout(R"("base": "0+5+0", "speakers": [
        {"channel": "M+030", "azimuth": 35, "elevation": 0}])"));
    EXPECT_NE(odd.err.find("layout-position"), std::string::npos) << odd;
    EXPECT_EQ(cavea({"render", scene(), "-o", file("o.wav"), "-l", file("missing.json")}).exit_code,
              1);
}

}  // namespace
}  // namespace cavea::test
