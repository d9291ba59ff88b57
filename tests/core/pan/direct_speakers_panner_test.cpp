// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pan/direct_speakers_panner.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "core/base/error.h"
#include "core/pan/speaker_mapping.h"
#include "tests/core/pan/pan_test_support.h"

namespace cavea::pan {
namespace {

using layout::Layout;
using programme::DirectSpeakersBlock;
using programme::DirectSpeakersChannel;
using programme::DirectSpeakersSource;
using programme::Source;

DirectSpeakersBlock block_at(double azimuth, double elevation,
                             std::vector<std::string> labels = {}) {
    DirectSpeakersBlock block;
    block.coordinate[0].value = azimuth;
    block.coordinate[1].value = elevation;
    block.coordinate[2].value = 1;
    block.labels = std::move(labels);
    return block;
}

Source in_pack(const std::string& pack) {
    Source source;
    source.metadata = DirectSpeakersSource{nullptr, {pack}};
    return source;
}

class Bed {
 public:
    explicit Bed(const std::string& name) : layout_(*layout::find(name)), panner_(layout_) {}

    /// Gains by label, the silent ones left out.
    [[nodiscard]] std::map<std::string, double> gains(
        const DirectSpeakersBlock& block, const Source& source = {},
        const DirectSpeakersChannel& channel = {}) const {
        std::vector<double> gains(layout_.size(), 7.0);
        panner_.gains(block, channel, source, gains);
        std::map<std::string, double> out;
        for (std::size_t i = 0; i < gains.size(); ++i) {
            if (gains[i] != 0) out[layout_.channels[i].name] = gains[i];
        }
        return out;
    }

 private:
    Layout layout_;
    DirectSpeakersPanner panner_;
};

using Map = std::map<std::string, double>;

TEST(NominalLabel, DropsTheUrnAndSpellsLfeOut) {
    EXPECT_EQ(nominal_label("M+030"), "M+030");
    EXPECT_EQ(nominal_label("urn:itu:bs:2051:0:speaker:M+030"), "M+030");
    EXPECT_EQ(nominal_label("urn:itu:bs:2051:12:speaker:LFEL"), "LFE1");
    EXPECT_EQ(nominal_label("urn:itu:bs:2051::speaker:M+030"), "urn:itu:bs:2051::speaker:M+030");
    EXPECT_EQ(nominal_label("urn:itu:bs:2051:x:speaker:M+030"), "urn:itu:bs:2051:x:speaker:M+030");
    EXPECT_EQ(nominal_label("LFER"), "LFE2");
    EXPECT_EQ(nominal_label("LFE"), "LFE1");
    EXPECT_EQ(nominal_label(""), "");
}

TEST(DirectSpeakersPanner, PrefersTheFirstLabelThatIsInTheLayout) {
    const Bed bed("5.1");
    EXPECT_EQ(bed.gains(block_at(0, 0, {"M+045", "M-110", "M+030"})), (Map{{"M-110", 1}}));
    EXPECT_EQ(bed.gains(block_at(0, 0, {"urn:itu:bs:2051:0:speaker:M+030"})), (Map{{"M+030", 1}}));
}

TEST(DirectSpeakersPanner, KeepsLfeToLfe) {
    const Bed bed("5.1");
    EXPECT_EQ(bed.gains(block_at(0, -30, {"LFE"})), (Map{{"LFE1", 1}}));
    EXPECT_EQ(bed.gains(block_at(0, -30, {"LFER"})), (Map{{"LFE1", 1}}));
    DirectSpeakersChannel low;
    low.low_pass_hz = 120;
    EXPECT_EQ(bed.gains(block_at(30, 0, {"M+030"}), {}, low), (Map{{"LFE1", 1}}));
    low.high_pass_hz = 20;
    EXPECT_EQ(bed.gains(block_at(30, 0, {"M+030"}), {}, low), (Map{{"M+030", 1}}));
    EXPECT_EQ(Bed("stereo").gains(block_at(0, -30, {"LFE"})), Map{});
    EXPECT_EQ(Bed("10.2").gains(block_at(0, -30, {"LFER"})), (Map{{"LFE2", 1}}));
}

TEST(DirectSpeakersPanner, TakesTheNearestLoudspeakerWithinBounds) {
    const Bed bed("7.1");
    DirectSpeakersBlock block = block_at(110, 0);
    EXPECT_GT(bed.gains(block).size(), 1U) << "no loudspeaker stands there";
    block.coordinate[0].min = 80;
    block.coordinate[0].max = 140;
    EXPECT_EQ(bed.gains(block), (Map{{"M+090", 1}}));
    block.coordinate[0].value = 112.5;  // as near to one as to the other: panned between them
    EXPECT_EQ(bed.gains(block).size(), 2U);
    EXPECT_NEAR(bed.gains(block)["M+090"], std::sqrt(0.5), 1e-9);
}

TEST(DirectSpeakersPanner, UsesTheRoomForCartesianPositions) {
    DirectSpeakersBlock block;
    block.cartesian = true;
    block.coordinate[0].value = -1;
    block.coordinate[1].value = -1;
    EXPECT_EQ(Bed("5.1").gains(block), (Map{{"M+110", 1}}));
    block.coordinate[1].value = 0;
    const Map between = Bed("5.1").gains(block);
    EXPECT_NEAR(between.at("M+030"), std::sqrt(0.5), 1e-12);
    EXPECT_NEAR(between.at("M+110"), std::sqrt(0.5), 1e-12);
}

TEST(DirectSpeakersPanner, MapsBedsOfTheCommonDefinitions) {
    const auto block = block_at(0, 0, {"M+000"});
    EXPECT_NEAR(Bed("stereo").gains(block, in_pack("AP_00010003")).at("M+030"), std::sqrt(0.5),
                1e-15);
    // 22.2 into 5.1 has a rule of its own.
    const auto side = block_at(-90, 0, {"M-090"});
    const Map from_22 = Bed("5.1").gains(side, in_pack("AP_00010009"));
    EXPECT_NEAR(from_22.at("M-030"), std::sqrt(1.0 / 3), 1e-15);
    EXPECT_NEAR(from_22.at("M-110"), std::sqrt(2.0 / 3), 1e-15);
    const Map from_7 = Bed("5.1").gains(side, in_pack("AP_0001000F"));  // either case
    EXPECT_NEAR(from_7.at("M-030"), std::sqrt(0.5), 1e-15);
    // Two LFE channels become one, at half the power each; where there are two, both stay.
    const auto lfe = block_at(-45, -30, {"LFE2"});
    EXPECT_NEAR(Bed("5.1").gains(lfe, in_pack("AP_00010009")).at("LFE1"), std::sqrt(0.5), 1e-15);
    EXPECT_EQ(Bed("10.2").gains(lfe, in_pack("AP_00010009")), (Map{{"LFE2", 1}}));
    // Only the innermost pack decides, and only one with a table.
    EXPECT_NE(Bed("5.1").gains(side, in_pack("AP_00019999")), from_7);
}

TEST(DirectSpeakersPanner, GivesEveryBedOfOurOwnLayoutsAPlace) {
    for (const Layout& layout : all_layouts()) {
        const Bed same(layout.name);
        for (const Layout& other : all_layouts()) {
            const Bed bed(other.name);
            for (const layout::Channel& c : layout.channels) {
                const auto block =
                    block_at(c.nominal.azimuth_deg, c.nominal.elevation_deg, {c.name});
                const Map gains = bed.gains(block);
                if (c.lfe) continue;
                double power = 0;
                for (const auto& [label, g] : gains) power += g * g;
                EXPECT_GE(power, 0.5 - 1e-9) << layout.name << " " << c.name << " " << other.name;
                EXPECT_LE(power, 1 + 1e-9);
            }
        }
        for (const layout::Channel& c : layout.channels) {
            const auto block = block_at(c.nominal.azimuth_deg, c.nominal.elevation_deg, {c.name});
            EXPECT_EQ(same.gains(block), (Map{{c.name, 1}}));
        }
    }
}

TEST(DirectSpeakersPanner, AppliesGainsAndMute) {
    const Bed bed("5.1");
    DirectSpeakersBlock block = block_at(30, 0, {"M+030"});
    block.gain = 0.5;
    Source source;
    source.gain = 3;
    EXPECT_EQ(bed.gains(block, source), (Map{{"M+030", 1.5}}));
    source.mute = true;
    EXPECT_EQ(bed.gains(block, source), Map{});
}

TEST(DirectSpeakersPanner, RefusesAPositionOffset) {
    Source source;
    source.position_offset = programme::PositionOffset{};
    EXPECT_THROW(static_cast<void>(Bed("5.1").gains(block_at(0, 0), source)), Error);
}

TEST(DirectSpeakersPanner, PutsAChannelWithoutDirectionInFront) {
    DirectSpeakersBlock block = block_at(50, 20);
    block.coordinate[2].value = 0;
    EXPECT_EQ(Bed("5.1").gains(block), (Map{{"M+000", 1}}));
}

}  // namespace
}  // namespace cavea::pan
