// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Layouts that are no loudspeakers: spherical harmonics and ears.
#include <gtest/gtest.h>

#include <cmath>
#include <cstring>

#include "core/adm/common/chna.h"
#include "core/layout/ambix.h"
#include "tests/cli/commands/render_case.h"

namespace cavea::test {
namespace {

class AmbixCommand : public RenderCase {
 protected:
    [[nodiscard]] static std::vector<float> floats(const std::string& bytes) {
        std::vector<float> out(bytes.size() / sizeof(float));
        std::memcpy(out.data(), bytes.data(), out.size() * sizeof(float));
        return out;
    }
    /// Two tracks that a chna chunk alone says to be ears.
    [[nodiscard]] std::string ears() const {
        const auto rows = adm::serialise_chna(
            std::vector<adm::ChnaRow>{{1, "ATU_00000001", "AT_00050001_01", "AP_00050001"},
                                      {2, "ATU_00000002", "AT_00050002_01", "AP_00050001"}});
        const std::string chna(reinterpret_cast<const char*>(rows.data()), rows.size());
        return write_file(folder_ / "ears.wav",
                          riff(fmt_chunk({.channels = 2}) + chunk("chna", chna) +
                               chunk("data", counting_pcm24(2, 4800))));
    }
    static constexpr const char* kNoSpeakers = "AP_00050001";
};

TEST_F(AmbixCommand, AFileOfItsOwnIsASceneThatStaysAsItIs) {
    render(scene(), file("a.wav"), "ambix3", {"--quiet"});
    const std::string first = chunk_of(file("a.wav"), "data");
    EXPECT_EQ(first.size(), kFrames * 16U * 4U);
    render(file("a.wav"), file("b.wav"), "ambix3", {"--quiet"});
    const auto a = floats(first);
    const auto b = floats(chunk_of(file("b.wav"), "data"));
    ASSERT_EQ(a.size(), b.size());
    float loudest = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        loudest = std::max(loudest, std::abs(a[i]));
        ASSERT_NEAR(a[i], b[i], 1e-6F) << i;
    }
    EXPECT_GT(loudest, 0.01F);
    // A lower order is the beginning of a higher one.
    const auto low = floats(bytes(file("a.wav"), "ambix1"));
    for (std::size_t n = 0; n < 1000; ++n) {
        for (std::size_t c = 0; c < 4; ++c) ASSERT_NEAR(low[n * 4 + c], a[n * 16 + c], 1e-6F);
    }
}

TEST_F(AmbixCommand, LoudnessIsNotDefined) {
    const auto output = report(scene(), "ambix1")["outputs"][0];
    EXPECT_EQ(output["layout"], "ambix1");
    EXPECT_TRUE(output["integrated_lufs"].is_null());
    EXPECT_TRUE(output["true_peak_dbtp"].is_number());
    EXPECT_EQ(output["channels"][3]["name"], "ACN3");
    const Outcome text = render(scene(), file("o.wav"), "ambix1");
    EXPECT_NE(text.out.find("ambix1  - LUFS"), std::string::npos) << text;
}

TEST_F(AmbixCommand, OtherOrdersAreNoLayouts) {
    for (const char* name : {"ambix0", "ambix8", "ambix"}) {
        const Outcome outcome = cavea({"render", scene(), "-o", file("o.wav"), "-l", name});
        EXPECT_EQ(outcome.exit_code, 2) << outcome;
        EXPECT_NE(outcome.err.find("ambix1 to ambix7"), std::string::npos) << outcome;
    }
}

TEST_F(AmbixCommand, ARoomIsAmbixByLabelsOrByItsChna) {
    const auto noise = decaying_noise(4, 3000, 3);
    write_plain(folder_ / "room4.wav", noise);
    const std::string room = file("room4.wav");
    const std::vector<std::string> named{"--room", room, "--room-labels", "ambix1"};
    const std::string by_label = bytes(scene(), "4+7+0", named);
    EXPECT_NE(by_label, bytes(scene(), "4+7+0"));
    const auto rows = adm::serialise_chna(adm::chna_for(layout::ambix(1)));
    const std::string chna(reinterpret_cast<const char*>(rows.data()), rows.size());
    write_file(folder_ / "told.wav",
               riff(fmt_chunk({.channels = 4, .bits = 32, .tag = 3}) + chunk("chna", chna) +
                    chunk("data", chunk_of(room, "data"))));
    EXPECT_TRUE(bytes(scene(), "4+7+0", {"--room", file("told.wav")}) == by_label);
}

TEST_F(AmbixCommand, RoomLabelsHaveToFit) {
    write_plain(folder_ / "room4.wav", decaying_noise(4, 300, 3));
    const std::vector<std::string> words{"render", scene(), "-o", file("o.wav"), "-l", "2.0"};
    auto wrong = words;
    for (const char* w : {"--room", "ROOM", "--room-labels", "ambix2"}) wrong.emplace_back(w);
    wrong[wrong.size() - 3] = file("room4.wav");
    const Outcome refused = cavea(wrong);
    EXPECT_EQ(refused.exit_code, 1) << refused;
    EXPECT_NE(refused.err.find("4 channels for 9 labels"), std::string::npos) << refused;
    auto alone = words;
    for (const char* w : {"--room-labels", "ambix1"}) alone.emplace_back(w);
    EXPECT_EQ(cavea(alone).exit_code, 2);
}

TEST_F(AmbixCommand, EarsAreHeardAsTheyAreOrFoldedDownWhenAsked) {
    const std::string plain = bytes(ears(), "2.0", {"--input-layout", "0+2+0"});
    EXPECT_TRUE(bytes(ears(), "2.0", {"--binaural-downmix"}) == plain);
    const Outcome outcome = cavea({"render", ears(), "-o", file("o.wav"), "-l", "2.0"});
    EXPECT_EQ(outcome.exit_code, 1) << outcome;
    EXPECT_EQ(outcome.err.find("cavea: " + ears() + ": ATU_00000001: is of type Binaural"), 0U)
        << outcome;
    EXPECT_NE(outcome.err.find(kNoSpeakers), std::string::npos);
    const Outcome probe = cavea({"render", ears(), "-o", file("o.wav"), "-l", "binaural", "-q"});
    if (probe.exit_code == 3) GTEST_SKIP() << probe.err;
    EXPECT_TRUE(bytes(ears(), "binaural") == plain);
}

}  // namespace
}  // namespace cavea::test
