// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include "tests/core/adm/scene.h"

namespace cavea::adm {
namespace {

using test::kPolar;

// A document whose one channel is of a type; the object and the tracks fit.
std::string document(const std::string& type, const std::string& inside,
                     const std::string& channel_extra = "") {
    return test::wrapped(test::object("AO_1001", test::chain_refs(1)) +
                             test::pack("AP_00031001", type, test::channel_ref("AC_00031001")) +
                             test::channel("AC_00031001", type,
                                           test::block("00031001", 1, "", inside) + channel_extra) +
                             test::stream_and_track("00031001") +
                             test::uid("ATU_00000001", "AT_00031001_01", "AP_00031001"),
                         test::kVersion2);
}

std::string refused_at_reading(const std::string& type, const std::string& inside) {
    Diagnostics diagnostics;
    const auto file = test::file_of(document(type, inside));
    return test::refusal([&] { (void)read_document(*file, diagnostics); });
}

template <class Channel>
Channel channel_of(const std::string& type, const std::string& inside) {
    Diagnostics diagnostics;
    const auto file = test::file_of(document(type, inside));
    const auto read = read_document(*file, diagnostics);
    return *std::get<std::shared_ptr<const Channel>>(read->channels.find("AC_00031001")->blocks);
}

TEST(DirectSpeakersBlock, LabelsBoundsGainAndFrequencyArrive) {
    const auto scene = test::compiled(document(
        "DirectSpeakers",
        "<speakerLabel>urn:itu:bs:2051:0:speaker:M+030</speakerLabel><speakerLabel>L</speakerLabel>"
        "<position coordinate=\"azimuth\" screenEdgeLock=\"left\">30</position>"
        "<position coordinate=\"azimuth\" bound=\"min\">20</position>"
        "<position coordinate=\"azimuth\" bound=\"max\">40</position>"
        "<position coordinate=\"elevation\">5</position>"
        "<gain>0.5</gain><importance>4</importance>",
        "<frequency typeDefinition=\"lowPass\">120</frequency>"));
    const auto& channel = *scene.speakers().channel;
    ASSERT_EQ(channel.blocks.size(), 1U);
    const auto& block = channel.blocks[0];
    EXPECT_EQ(block.labels, (std::vector<std::string>{"urn:itu:bs:2051:0:speaker:M+030", "L"}));
    EXPECT_EQ(block.coordinate[0], (programme::Bounded{30, 20, 40}));
    EXPECT_EQ(block.coordinate[1], (programme::Bounded{5, {}, {}}));
    EXPECT_EQ(block.coordinate[2], (programme::Bounded{1, {}, {}}));
    EXPECT_EQ(block.screen_edge_lock.horizontal, programme::HorizontalEdge::Left);
    EXPECT_EQ(block.gain, 0.5);
    EXPECT_EQ(block.importance, 4);
    EXPECT_EQ(channel.low_pass_hz, 120);
    EXPECT_EQ(channel.high_pass_hz, std::nullopt);
    EXPECT_EQ(scene.speakers().pack_ids, (std::vector<std::string>{"AP_00031001"}));
}

TEST(DirectSpeakersBlock, MayBeCartesianWithoutTheFlag) {
    const auto scene = test::compiled(document(
        "DirectSpeakers",
        "<position coordinate=\"X\">-1</position><position coordinate=\"Y\">1</position>"));
    const auto& block = scene.speakers().channel->blocks[0];
    EXPECT_TRUE(block.cartesian);
    EXPECT_EQ(block.coordinate[0].value, -1);
    EXPECT_EQ(block.coordinate[1].value, 1);
    EXPECT_EQ(block.coordinate[2].value, 0);
}

TEST(DirectSpeakersBlock, BoundsNeedTheirValueOnce) {
    const std::string bound = "<position coordinate=\"azimuth\" bound=\"min\">0</position>";
    EXPECT_EQ(refused_at_reading("DirectSpeakers", kPolar + bound), "");
    EXPECT_NE(refused_at_reading("DirectSpeakers", kPolar + bound + bound), "");
    EXPECT_NE(refused_at_reading("DirectSpeakers", kPolar + kPolar), "");
    EXPECT_NE(refused_at_reading("DirectSpeakers", bound), "");
    EXPECT_NE(refused_at_reading("DirectSpeakers",
                                 kPolar + "<position coordinate=\"X\" bound=\"max\">0</position>"),
              "");
    EXPECT_NE(refused_at_reading("DirectSpeakers", "<speakerLabel>M+030</speakerLabel>"), "");
}

TEST(DirectSpeakersBlock, TheRoomCentricLfeOfDolbyMastersGetsItsFrequency) {
    const std::string inside = "<speakerLabel>RC_LFE</speakerLabel>" + kPolar;
    const auto repaired = test::compiled(document("DirectSpeakers", inside));
    EXPECT_EQ(repaired.speakers().channel->low_pass_hz, 120);
    EXPECT_EQ(repaired.warnings("adm-dolby-lfe"), 1U);
    const auto given = test::compiled(
        document("DirectSpeakers", inside, "<frequency typeDefinition=\"lowPass\">80</frequency>"));
    EXPECT_EQ(given.speakers().channel->low_pass_hz, 80);
    EXPECT_EQ(given.warnings("adm-dolby-lfe"), 0U);
}

TEST(HoaBlock, IsReadAndRendered) {
    const std::string inside =
        "<order>2</order><degree>-1</degree><normalization>N3D</normalization>"
        "<nfcRefDist>2.5</nfcRefDist><screenRef>1</screenRef><gain>0.5</gain>";
    const auto block = channel_of<programme::HoaChannel>("HOA", inside).blocks.at(0);
    EXPECT_EQ(block.component, (programme::HoaComponent{2, -1}));
    EXPECT_EQ(block.normalisation, programme::Normalisation::N3d);
    EXPECT_EQ(block.nfc_reference_distance, 2.5);
    EXPECT_EQ(block.screen_ref, true);
    EXPECT_EQ(block.gain, 0.5);
    const auto scene = test::compiled(document("HOA", inside));
    EXPECT_TRUE(
        std::holds_alternative<programme::HoaSource>(scene.programme.sources.at(0)->metadata));
}

TEST(HoaBlock, OrderAndDegreeMustExist) {
    const auto refused_as = [](const char* order, const char* degree) {
        return refused_at_reading(
            "HOA", std::string("<order>") + order + "</order><degree>" + degree + "</degree>");
    };
    EXPECT_EQ(refused_as("1", "1"), "");
    for (const auto& [order, degree] :
         {std::pair{"9999", "0"}, {"1", "5"}, {"-1", "0"}, {"1", "-2"}, {"", "0"}, {"1.0", "0"}}) {
        EXPECT_NE(refused_as(order, degree).find("AB_00031001_00000001"), std::string::npos)
            << order;
    }
    EXPECT_NE(refused_at_reading("HOA", "<order>1</order>"), "");
    EXPECT_EQ(refused_at_reading("HOA", "<equation>cos(A)</equation>"), "");
    EXPECT_NE(refused_at_reading("HOA",
                                 "<order>1</order><degree>0</degree>"
                                 "<normalization>maxN</normalization>"),
              "");
}

TEST(MatrixBlock, IsReadAndNeedsItsPacks) {
    const std::string inside =
        "<outputChannelFormatIDRef>AC_00010001</outputChannelFormatIDRef><matrix>"
        "<coefficient gain=\"0.5\" delay=\"1.5\">AC_00010002</coefficient>"
        "<coefficient phase=\"90\" gainVar=\"g\">AC_00010003</coefficient></matrix>";
    const auto block = channel_of<MatrixChannel>("Matrix", inside).blocks.at(0);
    EXPECT_EQ(block.output_channel_id, "AC_00010001");
    ASSERT_EQ(block.coefficients.size(), 2U);
    EXPECT_EQ(block.coefficients[0].input_channel_id, "AC_00010002");
    EXPECT_EQ(block.coefficients[0].gain, 0.5);
    EXPECT_EQ(block.coefficients[0].delay_ms, 1.5);
    EXPECT_EQ(block.coefficients[1].phase_deg, 90);
    EXPECT_TRUE(block.coefficients[1].variable);
    EXPECT_NE(test::refusal(document("Matrix", inside)).find("AP_00031001"), std::string::npos);
    EXPECT_NE(
        refused_at_reading("Matrix", "<matrix><coefficient>AC_00031fff</coefficient></matrix>")
            .find("AC_00031fff"),
        std::string::npos);
    EXPECT_NE(refused_at_reading("Matrix",
                                 "<matrix><coefficient delay=\"-1\">AC_00010001"
                                 "</coefficient></matrix>"),
              "");
}

TEST(BinauralBlock, HasALevelAndNothingElse) {
    EXPECT_EQ(channel_of<BinauralChannel>("Binaural", "<gain>0.5</gain>").blocks.at(0).gain, 0.5);
    // The document has a pack of one channel, and ears come in pairs.
    EXPECT_NE(test::refusal(document("Binaural", "")).find("a channel for each ear"),
              std::string::npos);
}

}  // namespace
}  // namespace cavea::adm
