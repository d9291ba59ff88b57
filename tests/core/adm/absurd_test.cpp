// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Metadata that no mixer makes and a damaged or hostile file may hold: each is refused by file,
// element and line, or rendered, and none takes longer than its size explains.
#include <gtest/gtest.h>

#include <algorithm>

#include "core/base/process.h"
#include "tests/core/adm/scene.h"

namespace cavea::adm {
namespace {

using test::block;
using test::kPolar;
using test::times;

/// The line on which \p text stands in the document, from 1.
std::size_t line_of(const std::string& document, const std::string& text) {
    const std::size_t at = document.find(text);
    EXPECT_NE(at, std::string::npos) << text;
    const auto end = document.begin() + static_cast<std::ptrdiff_t>(std::min(at, document.size()));
    return 1 + static_cast<std::size_t>(std::count(document.begin(), end, '\n'));
}

/// The message names file, element and the line on which \p text stands.
void expect_named(const std::string& document, const std::string& id, const std::string& text) {
    const std::string message = test::refusal(document);
    EXPECT_TRUE(message.starts_with("in.wav: ")) << message;
    EXPECT_NE(message.find(id), std::string::npos) << id << " in: " << message;
    const std::string line = fmt::format("line {}", line_of(document, text));
    EXPECT_NE((message + " ").find(line), std::string::npos) << line << " in: " << message;
}

TEST(Absurd, LoopsNameAnElementOfTheLoopAndItsLine) {
    const std::string chain = test::objects_chain(1);
    expect_named(test::wrapped(test::object("AO_1001", test::object_ref("AO_1002")) +
                               test::object("AO_1002", test::object_ref("AO_1001")) + chain),
                 "AO_1001", "audioObjectID=\"AO_1001\"");
    expect_named(
        test::wrapped(test::pack("AP_00031002", "Objects", test::pack_ref("AP_00031003")) +
                      test::pack("AP_00031003", "Objects", test::pack_ref("AP_00031002")) + chain),
        "AP_00031002", "audioPackFormatID=\"AP_00031002\"");
}

/// Two elements on each of 24 levels, each referring to both below: 2^24 ways.
template <class Element>
std::string diamond(Element element) {
    std::string out;
    for (int level = 0; level < 24; ++level) {
        for (int side = 0; side < 2; ++side) out += element(level, side);
    }
    return out;
}

TEST(Absurd, MillionsOfWaysThroughObjectsAreRefusedInLittleTime) {
    const auto name = [](int level, int side) { return fmt::format("AO_2{:02}{}", level, side); };
    const std::string document = test::wrapped(
        diamond([&](int level, int side) {
            return test::object(name(level, side), test::object_ref(name(level + 1, 0)) +
                                                       test::object_ref(name(level + 1, 1)));
        }) +
        test::object(name(24, 0), test::chain_refs(1)) + test::object(name(24, 1), "") +
        test::objects_chain(1));
    const double before = cpu_seconds();
    const std::string message = test::refusal(document);
    EXPECT_LT(cpu_seconds() - before, 2);
    EXPECT_TRUE(message.starts_with("in.wav: AO_2")) << message;
    EXPECT_NE(message.find("line "), std::string::npos) << message;
}

TEST(Absurd, MillionsOfWaysThroughPacksAreRefusedInLittleTime) {
    const auto name = [](int level, int side) {
        return fmt::format("AP_00032{:02}{}", level, side);
    };
    const std::string document = test::wrapped(
        test::programme("APR_1001", {"ACO_1001"}) + test::content("ACO_1001", {"AO_1001"}) +
        test::object("AO_1001", test::pack_ref(name(0, 0)) + test::uid_ref("ATU_00000001")) +
        diamond([&](int level, int side) {
            return test::pack(
                name(level, side), "Objects",
                test::pack_ref(name(level + 1, 0)) + test::pack_ref(name(level + 1, 1)));
        }) +
        test::pack(name(24, 0), "Objects", test::channel_ref("AC_00031001")) +
        test::pack(name(24, 1), "Objects", "") + test::objects_chain(1));
    const double before = cpu_seconds();
    const std::string message = test::refusal(document);
    EXPECT_LT(cpu_seconds() - before, 2);
    EXPECT_TRUE(message.starts_with("in.wav: A")) << message;
    EXPECT_NE(message.find("line "), std::string::npos) << message;
}

TEST(Absurd, BlocksThatAllOverlapNameTheSecond) {
    std::string blocks;
    for (int i = 1; i <= 20'000; ++i) {
        blocks += block("00031001", i, times("00:00:00.00000", "00:00:09.00000"), kPolar);
    }
    const std::string document = test::wrapped(test::one_object(blocks));
    const double before = cpu_seconds();
    expect_named(document, "AB_00031001_00000002", "AB_00031001_00000002");
    EXPECT_LT(cpu_seconds() - before, 2);
}

class AbsurdNumber : public testing::TestWithParam<const char*> {};

TEST_P(AbsurdNumber, IsRefusedWithItsBlockAndLine) {
    const std::string inside = GetParam();
    const std::string document = test::wrapped(
        test::one_object(block("00031001", 1, times("00:00:00.00000", "00:00:01.00000"), kPolar) +
                         block("00031001", 2, times("00:00:01.00000", "00:00:01.00000"), inside)));
    const std::string message = test::refusal(document);
    EXPECT_TRUE(message.starts_with("in.wav: ")) << message;
    EXPECT_NE(message.find("AB_00031001_00000002"), std::string::npos) << message;
    EXPECT_NE(message.find("line "), std::string::npos) << message;
}

#define CAVEA_AT(azimuth, elevation)            \
    "<position coordinate=\"azimuth\">" azimuth \
    "</position>\n<position coordinate=\"elevation\">" elevation "</position>\n"
INSTANTIATE_TEST_SUITE_P(
    All, AbsurdNumber,
    testing::Values(CAVEA_AT("1e308", "0"), CAVEA_AT("nan", "0"), CAVEA_AT("0", "inf"),
                    CAVEA_AT("0x1p4", "0"), CAVEA_AT("1e999999999", "0"), CAVEA_AT("", "0"),
                    CAVEA_AT("30 30", "0"), CAVEA_AT("30", "-1e-400x"),
                    CAVEA_AT("30", "0") "<position coordinate=\"distance\">-1</position>",
                    CAVEA_AT("30", "0") "<position coordinate=\"distance\">1e308</position>",
                    CAVEA_AT("30", "0") "<width>1e30</width>",
                    CAVEA_AT("30", "0") "<width>-1</width>", CAVEA_AT("30", "0") "<depth>2</depth>",
                    CAVEA_AT("30", "0") "<gain>1e300</gain>",
                    CAVEA_AT("30", "0") "<gain>nan</gain>",
                    CAVEA_AT("30", "0") "<diffuse>1.5</diffuse>",
                    CAVEA_AT("30", "0") "<importance>11</importance>",
                    CAVEA_AT("30", "0") "<importance>99999999999999999999</importance>",
                    CAVEA_AT("30", "0") "<objectDivergence>-0.1</objectDivergence>",
                    CAVEA_AT("30", "0") "<jumpPosition interpolationLength=\"-1\">1</jumpPosition>",
                    CAVEA_AT("30", "0") "<jumpPosition interpolationLength=\"1e9\">1"
                                        "</jumpPosition>"));
#undef CAVEA_AT

/// CPU seconds to read and compile \p count blocks.
double seconds_for(int count) {
    std::string blocks;
    for (int i = 0; i < count; ++i) {
        const auto at = [](int n) {
            return fmt::format("00:00:{:02}.{:05}", n / 100'000, n % 100'000);
        };
        blocks += block("00031001", i + 1, times(at(i), "00:00:00.00001"), kPolar);
    }
    const std::string document = test::wrapped(test::one_object(blocks));
    double best = 1e9;
    for (int round = 0; round < 3; ++round) {
        const double before = cpu_seconds();
        EXPECT_EQ(test::refusal(document), "");
        best = std::min(best, cpu_seconds() - before);
    }
    return best;
}

TEST(Absurd, TimeGrowsWithTheBlocksAndNotWithTheirSquare) {
    // Eight times the blocks take eight times as long; a square would be 64 times.
    const double few = seconds_for(10'000);
    const double many = seconds_for(80'000);
    EXPECT_LT(many, 24 * few);
}

}  // namespace
}  // namespace cavea::adm
