// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/adm/block_order.h"

#include <gtest/gtest.h>

#include "tests/core/adm/scene.h"

namespace cavea::adm {
namespace {

using test::kPolar;
using test::times;

struct Timed {
    std::string attributes;
    std::string inside = kPolar;
};

std::string document(const std::vector<Timed>& blocks, const std::string& object_attributes = "") {
    std::string xml;
    int number = 0;
    for (const Timed& b : blocks) xml += test::block("00031001", ++number, b.attributes, b.inside);
    return test::wrapped(test::one_object(xml, object_attributes));
}

const std::string kJump = "<jumpPosition interpolationLength=\"0.5\">1</jumpPosition>";

TEST(BlockOrder, BlocksKeepTheirTimesExactly) {
    const auto scene = test::compiled(document({{times("00:00:00.0", "00:00:00.1")},
                                                {times("00:00:00.1", "00:00:00.7S48000")},
                                                {times("00:00:01", "00:00:00.00000")}}));
    const auto& blocks = scene.objects().blocks;
    ASSERT_EQ(blocks.size(), 3U);
    EXPECT_EQ(blocks[1].rtime_s(), Rational(1, 10));
    EXPECT_EQ(blocks[1].duration_s(), Rational(7, 48000));
    EXPECT_EQ(blocks[2].duration_s(), Rational(0));
    EXPECT_EQ(scene.warnings("adm-version-2-feature"), 1U);
}

TEST(BlockOrder, BlocksInDisorderAreSortedWithAWarning) {
    const auto scene = test::compiled(document({{times("00:00:02.0", "00:00:01.0")},
                                                {times("00:00:00.0", "00:00:01.0")},
                                                {times("00:00:01.0", "00:00:01.0")}}));
    std::vector<std::uint32_t> numbers;
    for (const auto& b : scene.objects().blocks) numbers.push_back(b.number);
    EXPECT_EQ(numbers, (std::vector<std::uint32_t>{2, 3, 1}));
    EXPECT_EQ(scene.warnings("adm-block-order"), 1U);
}

TEST(BlockOrder, OverlapNamesTheLaterBlock) {
    const std::string message = test::refusal(
        document({{times("00:00:00.0", "00:00:01.0")}, {times("00:00:00.5", "00:00:01.0")}}));
    EXPECT_NE(message.find("AC_00031001, AB_00031001_00000002, line "), std::string::npos)
        << message;
    EXPECT_NE(test::refusal(document({{times("00:00:00.0", "00:00:01.0")},
                                      {times("00:00:00.0", "00:00:01.0")}}))
                  .find("AC_00031001"),
              std::string::npos);
}

TEST(BlockOrder, AMissByRoundingIsClosedWithAWarning) {
    for (const char* length : {"00:00:00.33333", "00:00:00.33335"}) {
        const auto scene = test::compiled(
            document({{times("00:00:00.0", length)}, {times("00:00:00.33334", "00:00:00.5")}}));
        EXPECT_EQ(scene.objects().blocks[0].duration_s(), Rational(33334, 100000)) << length;
        EXPECT_EQ(scene.warnings("adm-block-duration"), 1U);
    }
}

TEST(BlockOrder, GapsThatRoundingDoesNotExplainStay) {
    // Three steps; and one step of a finer grid than five digits.
    for (const char* length : {"00:00:00.33331", "00:00:00.333333"}) {
        const auto scene = test::compiled(
            document({{times("00:00:00.0", length)}, {times("00:00:00.33334", "00:00:00.5")}}));
        EXPECT_LT(scene.objects().blocks[0].duration_s(), Rational(33334, 100000)) << length;
        EXPECT_EQ(scene.warnings("adm-block-duration"), 0U);
    }
    EXPECT_NE(test::refusal(document({{times("00:00:00.0", "00:00:00.33337")},
                                      {times("00:00:00.33334", "00:00:00.5")}})),
              "");
}

TEST(BlockOrder, TimesComeInPairs) {
    const std::string message =
        test::refusal(document({{" rtime=\"00:00:00.0\""}, {times("00:00:01.0", "00:00:01.0")}}));
    EXPECT_NE(message.find("AB_00031001_00000001"), std::string::npos) << message;
    const auto scene = test::compiled(
        document({{" duration=\"00:00:01.0\""}, {times("00:00:01.0", "00:00:01.0")}}));
    EXPECT_EQ(scene.objects().blocks[0].rtime_s(), Rational(0));
    EXPECT_EQ(scene.warnings("adm-block-rtime"), 1U);
}

TEST(BlockOrder, ABlockWithoutTimesStandsAlone) {
    EXPECT_EQ(test::refusal(document({{""}})), "");
    EXPECT_NE(test::refusal(document({{""}, {""}})).find("AB_00031001_00000001"),
              std::string::npos);
    EXPECT_NE(test::refusal(document({{times("00:00:00.0", "00:00:01.0")}, {""}}))
                  .find("AB_00031001_00000002"),
              std::string::npos);
}

TEST(BlockOrder, InterpolationEndsWithTheBlock) {
    EXPECT_EQ(test::refusal(document({{times("00:00:00.0", "00:00:00.5"), kPolar + kJump}})), "");
    EXPECT_NE(test::refusal(document({{times("00:00:00.0", "00:00:00.49"), kPolar + kJump}}))
                  .find("AB_00031001_00000001"),
              std::string::npos);
    const auto scene =
        test::compiled(document({{times("00:00:00.0", "00:00:00.49999"), kPolar + kJump}}));
    const auto& block = scene.objects().blocks[0];
    EXPECT_EQ(scene.objects().of(block).interpolation_s, Rational(49999, 100000));
    EXPECT_EQ(scene.warnings("adm-interpolation-length"), 1U);
}

TEST(BlockOrder, NoBlockEndsAfterItsObject) {
    const std::vector<Timed> blocks{{times("00:00:00.0", "00:00:01.0")}};
    EXPECT_EQ(test::refusal(document(blocks, " start=\"00:00:05.0\" duration=\"00:00:01.0\"")), "");
    const std::string message = test::refusal(document(blocks, " duration=\"00:00:00.9\""));
    EXPECT_NE(message.find("AB_00031001_00000001"), std::string::npos) << message;
    const auto rounded = test::compiled(document(blocks, " duration=\"00:00:00.99999\""));
    EXPECT_EQ(rounded.warnings("adm-block-end"), 1U);
    EXPECT_NE(test::refusal(document({{"", kPolar + kJump}}, " duration=\"00:00:00.4\"")), "");
}

TEST(BlockOrder, LoudspeakerBlocksFollowTheSameRules) {
    const auto refused_as = [](const std::string& second) {
        return test::refusal(test::wrapped(
            test::object("AO_1001", test::chain_refs(1)) +
            test::pack("AP_00031001", "DirectSpeakers", test::channel_ref("AC_00031001")) +
            test::channel("AC_00031001", "DirectSpeakers",
                          test::block("00031001", 1, times("00:00:00.0", "00:00:01.0"), kPolar) +
                              test::block("00031001", 2, second, kPolar)) +
            test::stream_and_track("00031001") +
            test::uid("ATU_00000001", "AT_00031001_01", "AP_00031001")));
    };
    EXPECT_EQ(refused_as(times("00:00:01.0", "00:00:01.0")), "");
    EXPECT_NE(refused_as(times("00:00:00.5", "00:00:01.0")).find("AB_00031001_00000002"),
              std::string::npos);
    EXPECT_NE(refused_as(""), "");
}

TEST(BlockOrder, SumsThatLeave64BitsNameTheBlock) {
    // Three denominators without a common factor, each of 32 bits.
    const std::string message =
        test::refusal(document({{times("00:00:00.1S4294967291", "00:00:01.1S4294967279")},
                                {times("00:00:01.5S4294967231", "00:00:01.0")}}));
    EXPECT_NE(message.find("AC_00031001, AB_00031001_0000000"), std::string::npos) << message;
    EXPECT_NE(message.find("finely"), std::string::npos) << message;
}

TEST(BlockOrder, TimesDividedTooFinelyAreRefused) {
    EXPECT_NE(test::refusal(document({{times("00:00:00.12345678901", "00:00:01.0")}})).find("nine"),
              std::string::npos);
    EXPECT_EQ(test::refusal(document({{times("00:00:00.123456789", "00:00:01.0")}})), "");
}

}  // namespace
}  // namespace cavea::adm
