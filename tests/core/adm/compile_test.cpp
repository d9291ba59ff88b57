// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include "tests/core/adm/scene.h"

namespace cavea::adm {
namespace {

using test::chain_refs;
using test::compiled;
using test::kPolar;
using test::kVersion2;
using test::object;
using test::objects_chain;
using test::refusal;
using test::wrapped;

TEST(Compile, ASourceSaysWhatSoundsWhereAndWhen) {
    const auto scene = compiled(wrapped(
        test::programme("APR_1001", {"ACO_1001"},
                        "<audioProgrammeReferenceScreen aspectRatio=\"1.5\"><screenCentrePosition "
                        "azimuth=\"10\" elevation=\"5\"/><screenWidth azimuth=\"40\"/>"
                        "</audioProgrammeReferenceScreen>") +
            test::content("ACO_1001", {"AO_1002"}) +
            object("AO_1002",
                   chain_refs(2) + "<positionOffset coordinate=\"azimuth\">5"
                                   "</positionOffset>",
                   " start=\"00:00:01.5\" duration=\"00:00:02.0\"") +
            objects_chain(1) + objects_chain(2),
        kVersion2));
    EXPECT_EQ(scene.programme.rate_hz, 48000U);
    EXPECT_EQ(scene.programme.length, 480000);
    EXPECT_EQ(scene.programme.tracks, 16U);
    ASSERT_EQ(scene.programme.sources.size(), 1U);
    const programme::Source& source = *scene.programme.sources[0];
    EXPECT_EQ(source.id, "AO_1002 ATU_00000002");
    EXPECT_EQ(source.taps, (std::vector<programme::Tap>{{1, 1, 0}}));
    EXPECT_EQ(source.start_s, Rational(3, 2));
    EXPECT_EQ(source.duration_s, Rational(2));
    EXPECT_EQ(source.position_offset, (programme::PositionOffset{false, {5, 0, 0}}));
    EXPECT_EQ(source.bs2076_version, 2);
    EXPECT_EQ(source.reference_screen.aspect_ratio, 1.5);
    EXPECT_EQ(source.reference_screen.centre_polar, (layout::Polar{10, 5, 1}));
    EXPECT_EQ(source.reference_screen.width, 40);
    EXPECT_EQ(scene.objects().id, "AC_00031002");
    EXPECT_TRUE(scene.diagnostics.list().empty());
}

TEST(Compile, ASourceKnowsTheContentItBelongsTo) {
    const auto scene = compiled(
        wrapped(test::programme("APR_1001", {"ACO_1001", "ACO_1002"}) +
                    test::content("ACO_1001", {"AO_1001"}, "<dialogue>1</dialogue>") +
                    test::content("ACO_1002", {"AO_1002"}) + object("AO_1001", chain_refs(1)) +
                    object("AO_1002", chain_refs(2)) + objects_chain(1) + objects_chain(2),
                kVersion2));
    ASSERT_EQ(scene.programme.sources.size(), 2U);
    EXPECT_EQ(scene.programme.sources[0]->content, "c");
    EXPECT_EQ(scene.programme.sources[0]->dialogue, 1);
    EXPECT_FALSE(scene.programme.sources[1]->dialogue);
    const auto loose = compiled(wrapped(object("AO_1001", chain_refs(1)) + objects_chain(1)));
    EXPECT_EQ(loose.programme.sources.at(0)->content, "");
}

TEST(Compile, SourcesOfOneChannelShareItsBlocks) {
    const auto scene = compiled(wrapped(object("AO_1001", chain_refs(1)) +
                                        object("AO_1002", chain_refs(1)) + objects_chain(1)));
    EXPECT_EQ(&scene.objects(0), &scene.objects(1));
}

TEST(Compile, UnimportantBlocksFallSilentInACopy) {
    const std::string blocks =
        test::block("00031001", 1, test::times("00:00:00.0", "00:00:01.0"),
                    kPolar + "<gain>0.5</gain><importance>3</importance>") +
        test::block("00031001", 2, test::times("00:00:01.0", "00:00:01.0"), kPolar);
    const std::string axml = wrapped(object("AO_1001", chain_refs(1)) +
                                     object("AO_1002", chain_refs(1)) + objects_chain(1, blocks));
    const auto gains = [&](int threshold) {
        Selection selection;
        selection.importance = threshold;
        const auto scene = compiled(axml, selection);
        EXPECT_EQ(&scene.objects(0), &scene.objects(1));
        return std::pair{scene.objects().blocks.at(0).gain, scene.objects().blocks.at(1).gain};
    };
    EXPECT_EQ(gains(3), std::pair(0.5, 1.0));
    EXPECT_EQ(gains(4), std::pair(0.0, 1.0));
    EXPECT_EQ(gains(10), std::pair(0.0, 1.0));
}

TEST(Compile, UnimportantPacksAreLeftOutEvenWhenTheyCannotBeRendered) {
    const std::string axml =
        wrapped(object("AO_1001", chain_refs(1)) + objects_chain(1) +
                object("AO_1002", test::pack_ref("AP_00041001") + test::uid_ref("ATU_00000009")) +
                test::pack("AP_00041001", "Binaural", test::channel_ref("AC_00050001"),
                           " importance=\"4\"") +
                test::uid("ATU_00000009", "AT_00050001_01", "AP_00041001"));
    const std::vector<ChnaRow> rows{test::chain_row(1),
                                    {2, "ATU_00000009", "AT_00050001_01", "AP_00041001"}};
    Selection selection;
    const std::string message = refusal(axml, selection, rows);
    EXPECT_EQ(message.find("in.wav: AP_00041001, line"), 0U) << message;
    EXPECT_NE(message.find("a channel for each ear, this one has 1"), std::string::npos);
    selection.importance = 5;
    EXPECT_EQ(compiled(axml, selection, rows).programme.sources.size(), 1U);
}

/// The common pack of two ears on tracks 2 and 3.
std::vector<ChnaRow> rows_of_ears() {
    return {test::chain_row(1),
            {2, "ATU_00000008", "AT_00050001_01", "AP_00050001"},
            {3, "ATU_00000009", "AT_00050002_01", "AP_00050001"}};
}

TEST(Compile, EarsOfTheCommonDefinitionsSoundInTheirOwnProgramme) {
    const std::string axml = wrapped(
        test::programme("APR_1001", {"ACO_1001"}) + test::programme("APR_1002", {"ACO_1002"}) +
        test::content("ACO_1001", {"AO_1001"}) + test::content("ACO_1002", {"AO_1002"}) +
        object("AO_1001", chain_refs(1)) + objects_chain(1) +
        object("AO_1002",
               test::pack_ref("AP_00050001") + test::uid_ref("ATU_00000008") +
                   test::uid_ref("ATU_00000009"),
               " start=\"00:00:01.0\" duration=\"00:00:02.0\"") +
        test::uid("ATU_00000008", "AT_00050001_01", "AP_00050001") +
        test::uid("ATU_00000009", "AT_00050002_01", "AP_00050001"));
    EXPECT_EQ(compiled(axml, {}, rows_of_ears()).programme.sources.size(), 1U);
    Selection selection;
    selection.programme = "APR_1002";
    const auto scene = compiled(axml, selection, rows_of_ears());
    ASSERT_EQ(scene.programme.sources.size(), 2U);
    for (std::size_t i = 0; i < 2; ++i) {
        const programme::Source& source = *scene.programme.sources[i];
        const auto& ear = std::get<programme::BinauralSource>(source.metadata);
        EXPECT_EQ(ear.ear, i == 0 ? programme::Ear::Left : programme::Ear::Right);
        EXPECT_EQ(ear.pack_id, "AP_00050001");
        EXPECT_EQ(source.taps, (std::vector<programme::Tap>{{static_cast<std::uint32_t>(i + 1)}}));
        EXPECT_EQ(source.start_s, Rational(1));
        EXPECT_EQ(source.duration_s, Rational(2));
    }
}

/// A programme of a Binaural pack whose channels have these names, with blocks of their own.
std::string ears_named(const std::string& first, const std::string& second,
                       const std::string& blocks = "") {
    std::string axml =
        object("AO_1001", test::pack_ref("AP_00051001") + test::uid_ref("ATU_00000001") +
                              test::uid_ref("ATU_00000002")) +
        test::pack("AP_00051001", "Binaural",
                   test::channel_ref("AC_00051001") + test::channel_ref("AC_00051002"));
    for (int n = 1; n <= 2; ++n) {
        const std::string digits = fmt::format("{:08x}", 0x00051000 + n);
        axml += fmt::format(
                    "<audioChannelFormat audioChannelFormatID=\"AC_{}\" audioChannelFormatName="
                    "\"{}\" typeDefinition=\"Binaural\">\n{}</audioChannelFormat>\n",
                    digits, n == 1 ? first : second,
                    blocks.empty() ? test::block(digits, 1, "", "") : blocks) +
                test::stream_and_track(digits) +
                test::uid(fmt::format("ATU_{:08x}", n), "AT_" + digits + "_01", "AP_00051001");
    }
    return wrapped(axml, kVersion2);
}
const std::vector<ChnaRow> kNamedEars{{1, "ATU_00000001", "AT_00051001_01", "AP_00051001"},
                                      {2, "ATU_00000002", "AT_00051002_01", "AP_00051001"}};

TEST(Compile, EarsAreToldByTheirNamesAndElseByTheirOrder) {
    using programme::Ear;
    const auto ears = [](const std::string& first, const std::string& second) {
        const auto scene = compiled(ears_named(first, second), {}, kNamedEars);
        std::vector<Ear> out;
        for (const auto& source : scene.programme.sources) {
            out.push_back(std::get<programme::BinauralSource>(source->metadata).ear);
        }
        return out;
    };
    const std::vector<Ear> in_order{Ear::Left, Ear::Right};
    const std::vector<Ear> swapped{Ear::Right, Ear::Left};
    EXPECT_EQ(ears("leftEar", "rightEar"), in_order);
    EXPECT_EQ(ears("RightEar", "LeftEar"), swapped);
    EXPECT_EQ(ears("a", "b"), in_order);
    EXPECT_EQ(ears("right", "b"), in_order);
    EXPECT_EQ(ears("left", "left"), in_order);
}

TEST(Compile, UnimportantBlocksForEarsFallSilent) {
    const std::string blocks =
        test::block("00051001", 1, test::times("00:00:00.0", "00:00:01.0"),
                    "<gain>0.5</gain><importance>3</importance>") +
        test::block("00051001", 2, test::times("00:00:01.0", "00:00:01.0"), "");
    Selection selection;
    selection.importance = 4;
    const auto scene = compiled(ears_named("left", "right", blocks), selection, kNamedEars);
    const auto& ear = std::get<programme::BinauralSource>(scene.programme.sources.at(0)->metadata);
    EXPECT_EQ(ear.channel->blocks.at(0).gain, 0);
    EXPECT_EQ(ear.channel->blocks.at(1).gain, 1);
}

TEST(Compile, EarsWhoseBlocksOverlapAreRefused) {
    const std::string blocks =
        test::block("00051001", 1, test::times("00:00:00.0", "00:00:01.0"), "") +
        test::block("00051001", 2, test::times("00:00:00.5", "00:00:01.0"), "");
    EXPECT_NE(refusal(ears_named("left", "right", blocks), {}, kNamedEars).find("begins before"),
              std::string::npos);
}

TEST(Compile, EarsInChnaAloneAreACompletePack) {
    test::MemoryWav file;
    file.add_chna({{1, "ATU_00000001", "AT_00050001_01", "AP_00050001"},
                   {2, "ATU_00000002", "AT_00050002_01", "AP_00050001"}});
    EXPECT_EQ(compiled(file).programme.sources.size(), 2U);
}

TEST(Compile, AFileWithChnaAloneIsItsCommonBed) {
    test::MemoryWav file;
    const auto layout = *layout::find("4+7+0");
    file.add_chna(chna_for(layout));
    const auto scene = compiled(file);
    ASSERT_EQ(scene.programme.sources.size(), layout.size());
    for (std::size_t i = 0; i < layout.size(); ++i) {
        const programme::Source& source = *scene.programme.sources[i];
        EXPECT_EQ(source.taps.at(0).track, i);
        const auto& block = scene.speakers(i).channel->blocks.at(0);
        EXPECT_EQ(scene.speakers(i).pack_ids, std::vector<std::string>{"AP_00010017"});
        if (!layout.channels[i].lfe) {
            EXPECT_EQ(block.labels.at(0), layout.channels[i].name);
        }
        EXPECT_EQ(scene.speakers(i).channel->low_pass_hz.has_value(), layout.channels[i].lfe);
    }
    EXPECT_FALSE(scene.document->has_axml);
    EXPECT_TRUE(scene.diagnostics.list().empty());
}

TEST(Compile, OffsetsFitTheirPositions) {
    const auto with = [](const std::string& coordinate, const std::string& value) {
        return refusal(
            wrapped(object("AO_1001", chain_refs(1) + "<positionOffset coordinate=\"" + coordinate +
                                          "\">" + value + "</positionOffset>") +
                        objects_chain(1),
                    kVersion2));
    };
    EXPECT_EQ(with("azimuth", "150"), "");
    EXPECT_EQ(with("distance", "-1"), "");
    for (const auto& [coordinate, value] :
         {std::pair{"azimuth", "151"}, {"elevation", "91"}, {"distance", "-1.1"}, {"X", "0.5"}}) {
        EXPECT_NE(with(coordinate, value).find("AB_00031001_00000001"), std::string::npos)
            << coordinate;
    }
    EXPECT_NE(with("theta", "0"), "");
}

TEST(Compile, AnObjectAfterTheEndIsAWarning) {
    const auto scene = compiled(
        wrapped(object("AO_1001", chain_refs(1), " start=\"00:10:00.0\"") + objects_chain(1)));
    EXPECT_EQ(scene.warnings("adm-object-after-end"), 1U);
    EXPECT_EQ(scene.programme.sources.at(0)->start_s, Rational(600));
}

TEST(Compile, TracksMayReferToTheirChannelDirectly) {
    std::string xml = wrapped(object("AO_1001", chain_refs(1)) + objects_chain(1), kVersion2);
    const std::string old = test::references("audioTrackFormatIDRef", {"AT_00031001_01"});
    xml.replace(xml.rfind(old), old.size(), test::channel_ref("AC_00031001"));
    ChnaRow row = test::chain_row(1);
    row.format_ref = "AC_00031001_00";
    const auto scene = compiled(xml, {}, {row});
    EXPECT_EQ(scene.objects().id, "AC_00031001");
    EXPECT_TRUE(scene.diagnostics.list().empty());
}

}  // namespace
}  // namespace cavea::adm
