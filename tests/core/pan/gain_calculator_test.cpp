// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pan/gain_calculator.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "core/base/error.h"
#include "core/pan/gain_case.h"

namespace cavea::pan {
namespace {

using Json = nlohmann::json;

TEST(GainCase, IsReadWithDefaults) {
    const GainCase c = parse_gain_case(
        R"({"id":"x","layout":"5.1","block":{"type":"Objects","position":{"azimuth":3,"elevation":4}}})");
    EXPECT_EQ(c.id, "x");
    EXPECT_EQ(c.layout, "5.1");
    const auto& objects = std::get<ObjectsCase>(c.metadata);
    EXPECT_EQ(objects.block.coordinate[0], 3);
    EXPECT_EQ(objects.block.coordinate[1], 4);
    EXPECT_EQ(objects.block.coordinate[2], 1);
    EXPECT_EQ(objects.attributes, programme::ObjectAttributes{});
    EXPECT_EQ(objects.source.bs2076_version, 1);
}

TEST(GainCase, IsReadWithEverything) {
    const GainCase c = parse_gain_case(R"({"id":"x","layout":"5.1","bs2076Version":2,
        "referenceScreen":{"aspectRatio":2,"centrePosition":{"X":0,"Y":1,"Z":0.5},"widthX":0.5},
        "object":{"gain":0.5,"mute":true,"positionOffset":{"Y":0.25}},
        "block":{"type":"Objects","cartesian":true,"position":{"X":1,"Y":0.5},
          "width":0.1,"height":0.2,"depth":0.3,"gain":2,"diffuse":0.4,
          "channelLock":{"maxDistance":0.6},"objectDivergence":{"value":0.7,"positionRange":0.8},
          "screenRef":true,"screenEdgeLock":{"horizontal":"right","vertical":"bottom"},
          "zoneExclusion":[{"minX":-1,"maxX":0,"minY":-1,"maxY":0,"minZ":-1,"maxZ":0},
            {"minAzimuth":10,"maxAzimuth":20,"minElevation":-5,"maxElevation":5}]}})");
    const auto& [block, a, source] = std::get<ObjectsCase>(c.metadata);
    EXPECT_TRUE(a.cartesian);
    EXPECT_EQ(block.coordinate[2], 0);
    EXPECT_EQ(block.gain, 2);
    EXPECT_EQ(a.width, 0.1);
    EXPECT_EQ(a.height, 0.2);
    EXPECT_EQ(a.depth, 0.3);
    EXPECT_EQ(a.diffuse, 0.4);
    EXPECT_TRUE(a.channel_lock);
    EXPECT_EQ(a.channel_lock_max_distance, 0.6);
    EXPECT_EQ(a.divergence, 0.7);
    EXPECT_EQ(a.divergence_position_range, 0.8);
    EXPECT_FALSE(a.divergence_azimuth_range_deg);
    EXPECT_TRUE(a.screen_ref);
    EXPECT_EQ(a.screen_edge_lock.horizontal, programme::HorizontalEdge::Right);
    EXPECT_EQ(a.screen_edge_lock.vertical, programme::VerticalEdge::Bottom);
    ASSERT_EQ(a.zones.size(), 2U);
    EXPECT_EQ(std::get<programme::PolarZone>(a.zones[1]).max_azimuth_deg, 20);
    EXPECT_EQ(source.gain, 0.5);
    EXPECT_TRUE(source.mute);
    EXPECT_TRUE(source.position_offset->cartesian);
    EXPECT_EQ(source.position_offset->coordinate[1], 0.25);
    EXPECT_EQ(source.bs2076_version, 2);
    EXPECT_TRUE(source.reference_screen.cartesian);
    EXPECT_EQ(source.reference_screen.width, 0.5);
}

TEST(GainCalculator, AnswersInTheOrderOfTheLayout) {
    GainCalculator calculator;
    const GainAnswer answer = calculator.answer(
        R"({"id":"a b","layout":"0+5+0","block":{"type":"DirectSpeakers","speakerLabel":["LFE"],"position":{"azimuth":0,"elevation":-30}}})");
    EXPECT_TRUE(answer.ok);
    EXPECT_EQ(answer.line.find('\n'), std::string::npos);
    const Json out = Json::parse(answer.line);
    EXPECT_EQ(out["id"], "a b");
    EXPECT_EQ(out["direct"], (Json{0, 0, 0, 1, 0, 0}));
}

TEST(GainCalculator, AppliesTheGainsOfHoaComponents) {
    GainCalculator calculator;
    const auto matrix = [&](const std::string& extra) {
        const GainAnswer answer = calculator.answer(
            R"({"id":"h","layout":"0+5+0","block":{"type":"HOA","orders":[0,1],"degrees":[0,1])" +
            extra + "}");
        EXPECT_TRUE(answer.ok) << answer.line;
        return Json::parse(answer.line)["matrix"];
    };
    const Json plain = matrix("}");
    const Json scaled = matrix(R"(,"gains":[2,0]},"object":{"gain":0.5})");
    ASSERT_EQ(plain.size(), 6U);
    EXPECT_EQ(scaled[0][0], plain[0][0]);
    EXPECT_EQ(scaled[0][1], 0);
    EXPECT_EQ(plain[3], (Json{0, 0}));
}

class BadGainCase : public testing::TestWithParam<const char*> {};

TEST_P(BadGainCase, IsAnsweredWithItsReason) {
    GainCalculator calculator;
    const GainAnswer answer = calculator.answer(GetParam());
    EXPECT_FALSE(answer.ok) << answer.line;
    const Json out = Json::parse(answer.line);
    EXPECT_TRUE(out["error"].is_string());
    EXPECT_GT(out["error"].get<std::string>().size(), 10U);
    EXPECT_EQ(out.size(), 2U);
    EXPECT_TRUE(out["id"].is_null() || out["id"] == "x");
}

INSTANTIATE_TEST_SUITE_P(
    , BadGainCase,
    testing::Values(
        "", "{", "3", "[]", "{}", "\xff\xfe", R"({"id":7})", R"({"id":"x"})",
        R"({"id":"x","layout":"5.1","block":[]})", R"({"id":"x","layout":"5.1","block":{}})",
        R"({"id":"x","layout":"5.1","block":{"type":"Matrix"}})",
        R"({"id":"x","layout":"5.1","block":{"type":"Objects"}})",
        R"({"id":"x","block":{"type":"Objects","position":{"azimuth":0,"elevation":0}}})",
        R"({"id":"x","layout":"6.1","block":{"type":"Objects","position":{"azimuth":0,"elevation":0}}})",
        R"({"id":"x","layout":"5.1","block":{"type":"Objects","position":{"azimuth":181,"elevation":0}}})",
        R"({"id":"x","layout":"5.1","block":{"type":"Objects","position":{"azimuth":"0","elevation":0}}})",
        R"({"id":"x","layout":"5.1","block":{"type":"Objects","position":{"azimuth":0,"elevation":1e999}}})",
        R"({"id":"x","layout":"5.1","block":{"type":"Objects","position":{"X":0,"Y":0,"azimuth":0}}})",
        R"({"id":"x","layout":"5.1","block":{"type":"Objects","cartesian":true,"position":{"azimuth":0,"elevation":0}}})",
        R"({"id":"x","layout":"5.1","block":{"type":"Objects","diffuse":2,"position":{"azimuth":0,"elevation":0}}})",
        R"({"id":"x","layout":"5.1","object":{"positionOffset":{"azimuth":90}},"block":{"type":"Objects","position":{"azimuth":100,"elevation":0}}})",
        R"({"id":"x","layout":"5.1","referenceScreen":{"widthAzimuth":350},"block":{"type":"Objects","screenRef":true,"position":{"azimuth":0,"elevation":0}}})",
        R"({"id":"x","layout":"5.1","block":{"type":"HOA","orders":[0],"degrees":[0,1]}})",
        R"({"id":"x","layout":"5.1","block":{"type":"HOA","orders":[0.5],"degrees":[0]}})",
        R"({"id":"x","layout":"5.1","block":{"type":"HOA","orders":[1],"degrees":[0],"gains":[]}})",
        R"({"id":"x","op":"to_polar","block":{"type":"HOA","orders":[0],"degrees":[0]}})",
        R"({"id":"x","op":"invert","block":{"type":"Objects","position":{"azimuth":0,"elevation":0}}})"));

}  // namespace
}  // namespace cavea::pan
