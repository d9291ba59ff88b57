// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <cmath>

#include "tests/core/adm/scene.h"

namespace cavea::adm {
namespace {

using programme::ObjectAttributes;
using test::compiled;
using test::kPolar;
using test::refusal;

std::string document(const std::string& inside, const std::string& version = "") {
    return test::wrapped(test::one_object(test::block("00031001", 1, "", inside)), version);
}

std::string refused_as(const std::string& inside, const std::string& version = "") {
    const std::string message = refusal(document(inside, version));
    // Every refusal of a block names the file, the block and a line.
    if (!message.empty()) {
        EXPECT_EQ(message.find("in.wav: AC_00031001, AB_00031001_00000001, line "), 0U) << message;
    }
    return message;
}

ObjectAttributes attributes_of(const std::string& inside, const std::string& version = "") {
    const auto scene = compiled(document(inside, version));
    return scene.objects().of(scene.objects().blocks.at(0));
}

std::string position(const std::string& coordinate, const std::string& value,
                     const std::string& more = "") {
    return "<position coordinate=\"" + coordinate + "\"" + more + ">" + value + "</position>";
}
const std::string kCartesian =
    "<cartesian>1</cartesian>" + position("X", "0.5") + position("Y", "-1");

TEST(ObjectsBlock, DefaultsAreThoseOfBs2076) {
    const auto scene = compiled(document(kPolar));
    const auto& block = scene.objects().blocks.at(0);
    EXPECT_EQ(block.coordinate[0], 30);
    EXPECT_EQ(block.coordinate[1], 0);
    EXPECT_EQ(block.coordinate[2], 1);
    EXPECT_EQ(block.gain, 1);
    EXPECT_EQ(block.number, 1U);
    EXPECT_FALSE(block.timed());
    EXPECT_EQ(scene.objects().of(block), ObjectAttributes{});
    EXPECT_TRUE(scene.diagnostics.list().empty());
}

TEST(ObjectsBlock, CartesianHasZ0AndItsFlag) {
    const auto scene = compiled(document(kCartesian));
    const auto& block = scene.objects().blocks.at(0);
    EXPECT_EQ(block.coordinate[0], 0.5);
    EXPECT_EQ(block.coordinate[1], -1);
    EXPECT_EQ(block.coordinate[2], 0);
    EXPECT_TRUE(scene.objects().of(block).cartesian);
}

TEST(ObjectsBlock, EveryParameterArrives) {
    const ObjectAttributes a = attributes_of(
        kPolar +
        "<width>45</width><height>20</height><depth>0.5</depth><diffuse>0.25</diffuse>"
        "<channelLock maxDistance=\"1.5\">1</channelLock>"
        "<objectDivergence azimuthRange=\"60\" positionRange=\"0.5\">0.75</objectDivergence>"
        "<jumpPosition interpolationLength=\"0.005208\">1</jumpPosition>"
        "<screenRef>1</screenRef><importance>3</importance>"
        "<zoneExclusion><zone minX=\"-1\" maxX=\"0\" minY=\"-1\" maxY=\"1\" minZ=\"0\" "
        "maxZ=\"1\"/><zone minAzimuth=\"150\" maxAzimuth=\"-150\" minElevation=\"-10\" "
        "maxElevation=\"10\">back</zone></zoneExclusion>");
    ObjectAttributes expected;
    expected.width = 45;
    expected.height = 20;
    expected.depth = 0.5;
    expected.diffuse = 0.25;
    expected.channel_lock = true;
    expected.channel_lock_max_distance = 1.5;
    expected.divergence = 0.75;
    expected.divergence_azimuth_range_deg = 60;
    expected.divergence_position_range = 0.5;
    expected.jump = true;
    expected.interpolation_s = Rational(5208, 1'000'000);
    expected.screen_ref = true;
    expected.importance = 3;
    expected.zones = {programme::CartesianZone{-1, 0, -1, 1, 0, 1},
                      programme::PolarZone{150, -150, -10, 10}};
    EXPECT_EQ(a, expected);
}

TEST(ObjectsBlock, ScreenEdgesLockOnTheirAxes) {
    const ObjectAttributes a =
        attributes_of(position("azimuth", "0", " screenEdgeLock=\"left\"") +
                      position("elevation", "0", " screenEdgeLock=\"bottom\""));
    EXPECT_EQ(a.screen_edge_lock.horizontal, programme::HorizontalEdge::Left);
    EXPECT_EQ(a.screen_edge_lock.vertical, programme::VerticalEdge::Bottom);
    EXPECT_NE(refused_as(position("azimuth", "0", " screenEdgeLock=\"top\"") +
                         position("elevation", "0")),
              "");
}

TEST(ObjectsBlock, ALockThatIsOffHasNoDistanceAndAJumpThatIsOffNoLength) {
    const ObjectAttributes a =
        attributes_of(kPolar +
                      "<channelLock maxDistance=\"1\">0</channelLock>"
                      "<jumpPosition interpolationLength=\"1\">0</jumpPosition>");
    EXPECT_EQ(a, ObjectAttributes{});
}

TEST(ObjectsBlock, GainIsLinearOrInDecibels) {
    const auto gain = [](const std::string& element, const std::string& version) {
        return compiled(document(kPolar + element, version)).objects().blocks.at(0).gain;
    };
    EXPECT_EQ(gain("<gain>-0.5</gain>", ""), -0.5);
    EXPECT_NEAR(gain("<gain gainUnit=\"dB\">-6</gain>", test::kVersion2), std::pow(10, -0.3),
                1e-15);
    EXPECT_EQ(gain("<gain gainUnit=\"dB\">-inf</gain>", test::kVersion2), 0);
    EXPECT_EQ(gain("<gain gainUnit=\"linear\">2</gain>", test::kVersion2), 2);
    EXPECT_EQ(compiled(document(kPolar + "<gain gainUnit=\"dB\">0</gain>"))
                  .warnings("adm-version-2-feature"),
              1U);
    for (const char* bad :
         {"<gain>NaN</gain>", "<gain>1e30</gain>", "<gain>-inf</gain>",
          "<gain gainUnit=\"furlong\">1</gain>", "<gain gainUnit=\"dB\">70</gain>"}) {
        EXPECT_NE(refused_as(kPolar + bad, test::kVersion2), "") << bad;
    }
}

TEST(ObjectsBlock, WhatIsOutOfRangeIsRefused) {
    for (const char* bad :
         {"<width>-10</width>", "<width>361</width>", "<height>1e9</height>", "<depth>1.1</depth>",
          "<diffuse>2</diffuse>", "<objectDivergence>1.5</objectDivergence>",
          "<objectDivergence azimuthRange=\"NaN\">0</objectDivergence>",
          "<channelLock maxDistance=\"-1\">1</channelLock>", "<channelLock>2</channelLock>",
          "<jumpPosition interpolationLength=\"-1\">1</jumpPosition>",
          "<importance>11</importance>", "<importance>5.5</importance>",
          "<screenRef>yes</screenRef>",
          "<zoneExclusion><zone minX=\"0\" maxX=\"1\"/></zoneExclusion>",
          "<zoneExclusion><zone/></zoneExclusion>"}) {
        EXPECT_NE(refused_as(kPolar + bad), "") << bad;
    }
    EXPECT_NE(refused_as(kCartesian + "<width>1.5</width>"), "");
}

TEST(ObjectsBlock, PositionsAreOfOneKindCompleteAndInRange) {
    const std::string elevation = position("elevation", "0");
    for (const char* azimuth :
         {"181", "-180.1", "NaN", "inf", "", "left", "30,5", "0x1p3", "1e308", "30.0abc"}) {
        EXPECT_NE(refused_as(position("azimuth", azimuth) + elevation), "") << azimuth;
    }
    const std::string az = position("azimuth", "180");
    EXPECT_EQ(refused_as(az + position("elevation", "-90") + position("distance", "0.0")), "");
    EXPECT_EQ(refused_as(az + elevation + position("distance", "1e-310")), "");
    EXPECT_NE(refused_as(az + position("elevation", "91")), "");
    EXPECT_NE(refused_as(az + elevation + position("distance", "-1")), "");
    EXPECT_NE(refused_as(az + elevation + position("distance", "1e308")), "");
    EXPECT_NE(refused_as(""), "");
    EXPECT_NE(refused_as(az), "");
    EXPECT_NE(refused_as(az + az + elevation), "");
    EXPECT_NE(refused_as(az + position("Y", "0")), "");
    EXPECT_NE(refused_as(az + elevation + position("Z", "0")), "");
    EXPECT_NE(refused_as(az + elevation + position("theta", "0")), "");
    EXPECT_NE(refused_as(az + elevation + "<cartesian>1</cartesian>"), "");
    EXPECT_NE(refused_as(position("X", "0") + position("Y", "0")), "");
}

TEST(ObjectsBlock, AnElementGivenTwiceIsRefused) {
    for (const char* twice :
         {"<gain>1</gain>", "<width>1</width>", "<jumpPosition>1</jumpPosition>",
          "<cartesian>0</cartesian>", "<importance>1</importance>"}) {
        EXPECT_EQ(refused_as(kPolar + twice), "") << twice;
        EXPECT_NE(refused_as(kPolar + twice + twice), "") << twice;
    }
}

TEST(ObjectsBlock, WhatIsUnknownIsCountedAndLeftOut) {
    const auto scene = compiled(document(kPolar + "<vendor><deep/></vendor><gainn>2</gainn>"));
    EXPECT_EQ(scene.warnings("adm-unknown-element"), 2U);
    EXPECT_EQ(scene.objects().blocks.at(0).gain, 1);
}

}  // namespace
}  // namespace cavea::adm
