// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/adm/hoa_scene.h"

#include <gtest/gtest.h>

#include "tests/core/adm/scene.h"

namespace cavea::adm {
namespace {

using programme::HoaComponent;
using programme::HoaSource;
using programme::Normalisation;

struct Component {
    int order;
    int degree;
    std::string inside;      ///< more of the block
    std::string attributes;  ///< of the block
    std::string after;       ///< the block
};

std::string digits(std::size_t i) { return fmt::format("0004100{}", i + 1); }

std::string hoa_channel(std::size_t i, const Component& c) {
    return test::channel(
        "AC_" + digits(i), "HOA",
        test::block(
            digits(i), 1, c.attributes,
            fmt::format("<order>{}</order><degree>{}</degree>", c.order, c.degree) + c.inside) +
            c.after);
}

// Object AO_1001 with pack AP_00041009 of these components on tracks 1, 2, ...
struct Scene {
    std::vector<Component> components;
    std::string pack_extra;  ///< attributes, or children
    std::string object_attributes;
    std::string object_inside;

    std::string pack(const std::string& channels) const {
        if (!pack_extra.starts_with("<")) {
            return test::pack("AP_00041009", "HOA", channels, pack_extra);
        }
        return test::pack("AP_00041009", "HOA", channels + pack_extra);
    }
    std::string axml() const {
        std::string uids, body, channels;
        for (std::size_t i = 0; i < components.size(); ++i) {
            const std::string uid = fmt::format("ATU_0000000{}", i + 1);
            uids += test::uid_ref(uid);
            channels += test::channel_ref("AC_" + digits(i));
            body += hoa_channel(i, components[i]) + test::stream_and_track(digits(i)) +
                    test::uid(uid, "AT_" + digits(i) + "_01", "AP_00041009");
        }
        return test::wrapped(
            test::object("AO_1001", object_inside + test::pack_ref("AP_00041009") + uids,
                         object_attributes) +
                pack(channels) + body,
            test::kVersion2);
    }
    std::vector<ChnaRow> rows() const {
        std::vector<ChnaRow> out;
        for (std::size_t i = 0; i < components.size(); ++i) {
            out.push_back({static_cast<std::uint16_t>(i + 1), fmt::format("ATU_0000000{}", i + 1),
                           "AT_" + digits(i) + "_01", "AP_00041009"});
        }
        return out;
    }
    test::Compiled compiled(const Selection& selection = {}) const {
        return test::compiled(axml(), selection, rows());
    }
    std::string refusal() const { return test::refusal(axml(), {}, rows()); }
};

const HoaSource& hoa(const test::Compiled& compiled, std::size_t source = 0) {
    return std::get<HoaSource>(compiled.programme.sources.at(source)->metadata);
}

const std::vector<Component> kThree{{0, 0, "", "", ""}, {1, -1, "", "", ""}, {1, 1, "", "", ""}};

TEST(HoaScene, ChannelsOfAPackShareTheirComponents) {
    const auto compiled =
        Scene{kThree, "", " start=\"00:00:01.00000\"", "<gain>0.5</gain>"}.compiled();
    ASSERT_EQ(compiled.programme.sources.size(), 3U);
    for (std::size_t i = 0; i < 3; ++i) {
        const programme::Source& source = *compiled.programme.sources[i];
        EXPECT_EQ(hoa(compiled, i).scene, hoa(compiled).scene);
        EXPECT_EQ(hoa(compiled, i).component, i);
        EXPECT_EQ(source.taps.at(0).track, i);
        EXPECT_EQ(source.start_s, Rational(1));
        EXPECT_EQ(source.gain, 0.5);
    }
    const programme::HoaScene& scene = *hoa(compiled).scene;
    EXPECT_EQ(scene.components, (std::vector<HoaComponent>{{0, 0}, {1, -1}, {1, 1}}));
    EXPECT_EQ(scene.normalisation, Normalisation::Sn3d);
    EXPECT_EQ(scene.pack_id, "AP_00041009");
    EXPECT_TRUE(compiled.diagnostics.list().empty());
}

TEST(HoaScene, ParametersStandInBlocksOrPacks) {
    auto components = kThree;
    EXPECT_EQ(hoa(Scene{components, "<normalization>N3D</normalization>", "", ""}.compiled())
                  .scene->normalisation,
              Normalisation::N3d);
    for (Component& c : components) c.inside = "<normalization>FuMa</normalization>";
    EXPECT_EQ(hoa(Scene{components, "", "", ""}.compiled()).scene->normalisation,
              Normalisation::FuMa);
    EXPECT_NE(Scene({components, "<normalization>N3D</normalization>", "", ""})
                  .refusal()
                  .find("normalization"),
              std::string::npos);
}

struct Contradiction {
    const char* inside;
    const char* attributes;
    const char* word;
};
class HoaContradiction : public testing::TestWithParam<Contradiction> {};

TEST_P(HoaContradiction, IsRefusedWithItsChannel) {
    auto components = kThree;
    components[1].inside = GetParam().inside;
    components[1].attributes = GetParam().attributes;
    const std::string message = Scene{components, "", "", ""}.refusal();
    EXPECT_NE(message.find("AC_00041002"), std::string::npos) << message;
    EXPECT_NE(message.find(GetParam().word), std::string::npos) << message;
}
INSTANTIATE_TEST_SUITE_P(
    , HoaContradiction,
    testing::Values(Contradiction{"<normalization>N3D</normalization>", "", "normalization"},
                    Contradiction{"<nfcRefDist>2</nfcRefDist>", "", "nfcRefDist"},
                    Contradiction{"<screenRef>1</screenRef>", "", "screenRef"},
                    Contradiction{"", " rtime=\"00:00:00.0\" duration=\"00:00:01.0\"", "rtime"},
                    Contradiction{"<equation>x</equation>", "", "equation"}));

TEST(HoaScene, AComponentStandsForOneChannel) {
    auto components = kThree;
    components[2].degree = -1;
    const std::string message = Scene{components, "", "", ""}.refusal();
    EXPECT_NE(message.find("AC_00041003"), std::string::npos) << message;
    EXPECT_NE(message.find("AC_00041002"), std::string::npos) << message;
}

TEST(HoaScene, OrdersBeyondTheDecoderAreRefused) {
    auto components = kThree;
    components[2] = {11, 0, "", "", ""};
    EXPECT_NE(Scene({components, "", "", ""}).refusal().find("AC_00041003"), std::string::npos);
    components[2] = {4, 0, "", "", ""};
    EXPECT_EQ(Scene({components, "<normalization>N3D</normalization>", "", ""}).refusal(), "");
    EXPECT_NE(Scene({components, "<normalization>FuMa</normalization>", "", ""})
                  .refusal()
                  .find("order 3"),
              std::string::npos);
}

TEST(HoaScene, SeveralBlocksAreRefused) {
    auto components = kThree;
    components[0].attributes = test::times("00:00:00.0", "00:00:01.0");
    components[0].after = test::block("00041001", 2, test::times("00:00:01.0", "00:00:01.0"),
                                      "<order>0</order><degree>0</degree>");
    EXPECT_NE(Scene({components, "", "", ""}).refusal().find("AC_00041001"), std::string::npos);
}

TEST(HoaScene, WhatIsNotRenderedIsSaid) {
    auto components = kThree;
    for (Component& c : components) c.inside = "<screenRef>1</screenRef>";
    components[0].after = "<frequency typeDefinition=\"lowPass\">80</frequency>";
    const auto compiled = Scene{components, "<nfcRefDist>2</nfcRefDist>", "",
                                "<positionOffset coordinate=\"azimuth\">10</positionOffset>"}
                              .compiled();
    EXPECT_EQ(compiled.warnings("adm-hoa-screen-ref"), 1U);
    EXPECT_EQ(compiled.warnings("adm-hoa-nfc"), 1U);
    EXPECT_EQ(compiled.warnings("adm-frequency"), 1U);
    EXPECT_EQ(compiled.warnings("adm-position-offset"), 3U);
    EXPECT_FALSE(compiled.programme.sources[0]->position_offset);
}

TEST(HoaScene, NoReferenceDistanceIsTheSameAsNone) {
    auto components = kThree;
    components[0].inside = "<nfcRefDist>0</nfcRefDist>";
    EXPECT_EQ(Scene({components, "", "", ""}).compiled().warnings("adm-hoa-nfc"), 0U);
}

TEST(HoaScene, ABlockEndsWithItsObject) {
    auto components = kThree;
    for (Component& c : components) c.attributes = test::times("00:00:00.0", "00:00:02.0");
    EXPECT_EQ(Scene({components, "", " duration=\"00:00:02.00000\"", ""}).refusal(), "");
    EXPECT_NE(Scene({components, "", " duration=\"00:00:01.00000\"", ""})
                  .refusal()
                  .find("AB_00041001_00000001"),
              std::string::npos);
}

// The decoder is that of all channels: leaving one out must not change the others.
TEST(HoaScene, ImportanceMutesChannelsAndLeavesTheScene) {
    auto components = kThree;
    components[1].inside = "<importance>3</importance>";
    Selection selection;
    selection.importance = 5;
    const auto compiled = Scene{components, "", "", ""}.compiled(selection);
    ASSERT_EQ(compiled.programme.sources.size(), 3U);
    EXPECT_EQ(hoa(compiled, 0).channel->blocks[0].gain, 1);
    EXPECT_EQ(hoa(compiled, 1).channel->blocks[0].gain, 0);
    EXPECT_EQ(hoa(compiled, 2).scene->components.size(), 3U);
    EXPECT_EQ(Scene({components, " importance=\"4\"", "", ""})
                  .compiled(selection)
                  .programme.sources.size(),
              0U);
}

TEST(HoaScene, TwoInstancesOfAPackAreTwoScenes) {
    const std::vector<ChnaRow> rows{{1, "ATU_00000001", "AT_00040001_01", "AP_00040001"},
                                    {2, "ATU_00000002", "AT_00040002_01", "AP_00040001"},
                                    {3, "ATU_00000003", "AT_00040003_01", "AP_00040001"},
                                    {4, "ATU_00000004", "AT_00040004_01", "AP_00040001"}};
    auto twice = rows;
    for (const ChnaRow& row : rows) {
        twice.push_back(row);
        twice.back().track = static_cast<std::uint16_t>(row.track + 4);
        twice.back().uid[11] = static_cast<char>(row.uid[11] + 4);
    }
    test::MemoryWav file;
    file.add_chna(twice);
    const auto compiled = test::compiled(file);
    ASSERT_EQ(compiled.programme.sources.size(), 8U);
    for (std::size_t i = 0; i < 8; ++i) {
        EXPECT_EQ(hoa(compiled, i).component, i % 4);
        EXPECT_EQ(hoa(compiled, i).scene, hoa(compiled, i - i % 4).scene);
        EXPECT_EQ(hoa(compiled, i).scene->components[i % 4],
                  (std::vector<HoaComponent>{{0, 0}, {1, -1}, {1, 0}, {1, 1}})[i % 4]);
    }
    EXPECT_NE(hoa(compiled, 0).scene, hoa(compiled, 4).scene);
}

}  // namespace
}  // namespace cavea::adm
