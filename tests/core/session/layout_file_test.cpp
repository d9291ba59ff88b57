// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/layout_file.h"

#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <vector>

#include "core/base/error.h"
#include "core/pan/object_panner.h"

namespace cavea::session {
namespace {

LayoutFile parse(const std::string& text, Diagnostics& diagnostics) {
    return parse_layout_file(text, "room.json", diagnostics);
}
LayoutFile parse(const std::string& text) {
    Diagnostics diagnostics;
    return parse(text, diagnostics);
}

std::vector<double> pan(const layout::Layout& layout, double azimuth, double elevation) {
    std::vector<double> direct(layout.size()), diffuse(layout.size());
    programme::ObjectsBlock block;
    block.coordinate[0] = azimuth;
    block.coordinate[1] = elevation;
    pan::ObjectPanner(layout).gains(block, {}, {}, direct, diffuse);
    return direct;
}

TEST(LayoutFile, ABaseWithoutChangesIsTheBase) {
    const LayoutFile read =
        parse(R"({"cavea_layout": 1, "name": "studio", "base": "7.1.4", "speakers": []})");
    const layout::Layout base = *layout::find("4+7+0");
    EXPECT_EQ(read.layout.name, "4+7+0");
    ASSERT_EQ(read.layout.size(), base.size());
    EXPECT_TRUE(read.layout.screen);
    EXPECT_TRUE(read.layout.standard);
    EXPECT_EQ(read.trims.size(), base.size());
    EXPECT_EQ(pan(read.layout, 20, 10), pan(base, 20, 10));
}

TEST(LayoutFile, RealPositionsGainsAndDelaysGoToTheirChannels) {
    Diagnostics diagnostics;
    const LayoutFile read = parse(R"({"cavea_layout": 1, "base": "0+5+0", "speakers": [
        {"channel": "M-110", "azimuth": -105, "elevation": 2, "gain_db": -6, "delay_ms": 2.5},
        {"channel": "LFE1", "gain_db": 4}]})",
                                  diagnostics);
    EXPECT_EQ(read.layout.channels[5].real, (layout::Polar{-105, 2, 1}));
    EXPECT_EQ(read.layout.channels[5].nominal, (layout::Polar{-110, 0, 1}));
    EXPECT_NEAR(read.trims[5].gain, std::pow(10, -0.3), 1e-12);
    EXPECT_EQ(read.trims[5].delay_ms, 2.5);
    EXPECT_NEAR(read.trims[3].gain, std::pow(10, 0.2), 1e-12);
    EXPECT_EQ(read.trims[0].gain, 1);
    EXPECT_TRUE(diagnostics.list().empty());
    const auto gains = pan(read.layout, -105, 2);
    EXPECT_NEAR(gains[5], 1, 1e-9);
    EXPECT_LT(pan(read.layout, -110, 0)[5], 0.995);
}

TEST(LayoutFile, PositionsOutsideTheStandardAreSaid) {
    Diagnostics diagnostics;
    parse(R"({"cavea_layout": 1, "base": "0+5+0", "speakers": [
        {"channel": "M+030", "azimuth": 33, "elevation": 0}]})",
          diagnostics);
    EXPECT_EQ(diagnostics.counts().at("layout-position"), 1U);
    Diagnostics screen;
    parse(R"({"cavea_layout": 1, "base": "4+9+0", "speakers": [
        {"channel": "M+SC", "azimuth": 40, "elevation": 0},
        {"channel": "M-SC", "azimuth": -40, "elevation": 0}]})",
          screen);
    EXPECT_TRUE(screen.list().empty());
}

TEST(LayoutFile, ScreensAreReadOrLeftOut) {
    const std::string head = R"({"cavea_layout": 1, "base": "0+5+0", "speakers": [], "screen": )";
    EXPECT_FALSE(parse(head + "null}").layout.screen);
    const auto polar =
        parse(head + R"({"azimuth": 5, "width_deg": 40, "aspect_ratio": 2.4}})").layout.screen;
    ASSERT_TRUE(polar);
    EXPECT_FALSE(polar->cartesian);
    EXPECT_EQ(polar->centre_polar, (layout::Polar{5, 0, 1}));
    EXPECT_EQ(polar->width, 40);
    EXPECT_EQ(polar->aspect_ratio, 2.4);
    const auto room = parse(head + R"({"x": 0, "y": 1, "z": 0.1, "width": 0.8}})").layout.screen;
    ASSERT_TRUE(room);
    EXPECT_TRUE(room->cartesian);
    EXPECT_EQ(room->centre_cartesian, (layout::Cartesian{0, 1, 0.1}));
    EXPECT_EQ(room->width, 0.8);
}

const std::string kHexagon = R"({"cavea_layout": 1, "name": "hexagon", "speakers": [
    {"channel": "M+030", "azimuth": 30, "elevation": 0, "delay_ms": 1},
    {"channel": "M-030", "azimuth": -30, "elevation": 0},
    {"channel": "left", "azimuth": 90, "elevation": 0},
    {"channel": "right", "azimuth": -90, "elevation": 0},
    {"channel": "sub", "azimuth": 0, "elevation": -30, "lfe": true},
    {"channel": "back left", "azimuth": 150, "elevation": 0},
    {"channel": "back right", "azimuth": -150, "elevation": 0},
    {"channel": "above", "azimuth": 0, "elevation": 90}]})";

TEST(LayoutFile, LoudspeakersOfOnesOwnArePannedOver) {
    const LayoutFile read = parse(kHexagon);
    EXPECT_EQ(read.layout.name, "hexagon");
    EXPECT_FALSE(read.layout.standard);
    ASSERT_EQ(read.layout.size(), 8U);
    EXPECT_TRUE(read.layout.channels[4].lfe);
    EXPECT_EQ(read.trims[0].delay_ms, 1);
    EXPECT_EQ(read.layout.channels[0].allocentric, (layout::Cartesian{-1, 1, 0}));
    for (const auto& [channel, azimuth, elevation] :
         {std::tuple{0, 30, 0}, {2, 90, 0}, {6, -150, 0}, {7, 0, 90}}) {
        EXPECT_NEAR(pan(read.layout, azimuth, elevation)[static_cast<std::size_t>(channel)], 1,
                    1e-9);
    }
    const auto between = pan(read.layout, 120, 0);
    EXPECT_NEAR(between[2], std::sqrt(0.5), 1e-9);
    EXPECT_NEAR(between[5], std::sqrt(0.5), 1e-9);
    EXPECT_EQ(between[4], 0);
}

TEST(LayoutFile, PlacesInTheRoomCanBeSaid) {
    const LayoutFile read = parse(R"({"cavea_layout": 1, "name": "quad", "speakers": [
        {"channel": "a", "azimuth": 45, "elevation": 0, "room": {"x": -1, "y": 1, "z": 0}},
        {"channel": "b", "azimuth": -45, "elevation": 0,
         "nominal": {"azimuth": -30, "elevation": 0}},
        {"channel": "c", "azimuth": 135, "elevation": 0},
        {"channel": "d", "azimuth": -135, "elevation": 0}]})");
    EXPECT_EQ(read.layout.channels[0].allocentric, (layout::Cartesian{-1, 1, 0}));
    EXPECT_EQ(read.layout.channels[1].nominal, (layout::Polar{-30, 0, 1}));
    EXPECT_EQ(read.layout.channels[1].allocentric, (layout::Cartesian{1, 1, 0}));
}

class BadLayoutFile : public testing::TestWithParam<const char*> {};

TEST_P(BadLayoutFile, IsRefusedWithItsName) {
    try {
        parse(GetParam());
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), ErrorCode::Refused);
        EXPECT_EQ(std::string(error.what()).find("room.json: "), 0U) << error.what();
    }
}

INSTANTIATE_TEST_SUITE_P(
    , BadLayoutFile,
    testing::Values(
        "", "[]", "{}", R"({"cavea_layout": 2, "base": "5.1", "speakers": []})",
        R"({"cavea_layout": 1, "base": "6.1", "speakers": []})",
        R"({"cavea_layout": 1, "base": "5.1"})",
        R"({"cavea_layout": 1, "base": "5.1", "speakers": [], "colour": 1})",
        R"({"cavea_layout": 1, "base": "5.1", "speakers": [{"channel": "M+045"}]})",
        R"({"cavea_layout": 1, "base": "5.1", "speakers": [{"channel": "LFE1"}, {"channel": "LFE1"}]})",
        R"({"cavea_layout": 1, "base": "5.1", "speakers": [{"channel": "M+030", "azimuth": 30}]})",
        R"({"cavea_layout": 1, "base": "5.1", "speakers": [{"channel": "M+030", "azimuth": 181, "elevation": 0}]})",
        R"({"cavea_layout": 1, "base": "5.1", "speakers": [{"channel": "M+030", "delay_ms": -1}]})",
        R"({"cavea_layout": 1, "base": "5.1", "speakers": [{"channel": "M+030", "delay_ms": 1001}]})",
        R"({"cavea_layout": 1, "base": "5.1", "speakers": [{"channel": "M+030", "gain_db": "loud"}]})",
        R"({"cavea_layout": 1, "base": "5.1", "speakers": [], "screen": {"x": 0, "azimuth": 0}})",
        R"({"cavea_layout": 1, "base": "5.1", "speakers": [], "screen": {"width_deg": 360}})",
        R"({"cavea_layout": 1, "speakers": [{"channel": "a", "azimuth": 0, "elevation": 0}]})",
        R"({"cavea_layout": 1, "name": "5.1", "speakers": [{"channel": "a", "azimuth": 0, "elevation": 0}]})",
        R"({"cavea_layout": 1, "name": "one", "speakers": [{"channel": "a", "azimuth": 0, "elevation": 0}]})",
        R"({"cavea_layout": 1, "name": "none", "speakers": []})",
        R"({"cavea_layout": 1, "name": "same", "speakers": [
            {"channel": "a", "azimuth": 30, "elevation": 0}, {"channel": "b", "azimuth": 30, "elevation": 0},
            {"channel": "c", "azimuth": -110, "elevation": 0}]})"));

}  // namespace
}  // namespace cavea::session
