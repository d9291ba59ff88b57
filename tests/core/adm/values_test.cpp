// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/adm/values.h"

#include <gtest/gtest.h>

#include <cstdio>
#include <random>
#include <string>

namespace cavea::adm {
namespace {

TEST(Values, NumbersAreWholeTextsWithoutLocale) {
    EXPECT_EQ(parse_number(" 30.5\n"), 30.5);
    EXPECT_EQ(parse_number("-0.25"), -0.25);
    EXPECT_EQ(parse_number("+3"), 3.0);
    EXPECT_EQ(parse_number("1e-310"), 1e-310);
    EXPECT_EQ(parse_number("1e-400"), 0.0);
    for (const char* bad : {"", " ", "left", "30,5", "30.0abc", "0x1p3", "nan", "NaN", "inf",
                            "-inf", "1e400", "1 2", "+", "+-3", "--3", "1e-400x"}) {
        EXPECT_FALSE(parse_number(bad)) << bad;
    }
}

TEST(Values, IntegersAndFlagsAreExact) {
    EXPECT_EQ(parse_integer(" -7 "), -7);
    EXPECT_FALSE(parse_integer("7.0"));
    EXPECT_FALSE(parse_integer("99999999999999999999"));
    EXPECT_EQ(parse_flag("1"), true);
    EXPECT_EQ(parse_flag(" 0 "), false);
    for (const char* bad : {"", "true", "2", "01"}) EXPECT_FALSE(parse_flag(bad)) << bad;
}

TEST(Values, DecimalTimesAreExactForEveryNumberOfDigits) {
    std::mt19937 random(1);
    const auto below = [&](unsigned n) { return static_cast<unsigned>(random() % n); };
    for (int i = 0; i < 2000; ++i) {
        const unsigned h = below(100), m = below(60), s = below(60);
        const unsigned digits = below(9) + 1;
        std::int64_t scale = 1;
        for (unsigned d = 0; d < digits; ++d) scale *= 10;
        const auto fraction = static_cast<std::int64_t>(random()) % scale;
        char text[64];
        std::snprintf(text, sizeof text, "%02u:%02u:%02u.%0*lld", h, m, s, static_cast<int>(digits),
                      static_cast<long long>(fraction));
        const auto time = parse_time(text);
        ASSERT_TRUE(time) << text;
        const std::int64_t whole = (std::int64_t{h} * 60 + m) * 60 + s;
        EXPECT_EQ(time->seconds, Rational(whole * scale + fraction, scale)) << text;
        EXPECT_FALSE(time->fractional);
    }
}

TEST(Values, SampleTimesAreExactFractions) {
    const auto time = parse_time("01:00:02.47999S48000");
    ASSERT_TRUE(time);
    EXPECT_TRUE(time->fractional);
    EXPECT_EQ(time->seconds, Rational(3602) + Rational(47999, 48000));
    EXPECT_EQ(parse_time("00:00:00.0S1")->seconds, Rational(0));
}

TEST(Values, ManyDigitsAreTakenAsLongAsTheFractionFits) {
    EXPECT_EQ(parse_time("00:00:01.5" + std::string(400, '0'))->seconds, Rational(3, 2));
    // 2^-24 has 24 digits and a small denominator.
    EXPECT_EQ(parse_time("00:00:00.000000059604644775390625")->seconds, Rational(1, 1 << 24));
    EXPECT_FALSE(parse_time("00:00:00.1234567890123456789012345678901"));
    EXPECT_FALSE(parse_time("99:00:00.0000000000000000001"));
}

TEST(Values, WhatIsNoTimeIsRefused) {
    for (const char* bad : {"",
                            "soon",
                            "0.25",
                            "-00:00:01.0",
                            "00:00:61.0",
                            "00:60:00.0",
                            "100:00:00.0",
                            "00:00:1.",
                            "00:00:00.1S0",
                            "00:00:00.2S2",
                            "00:00:00.3S2",
                            "00:00:00.S2",
                            "00:00:00.1S",
                            "00:00",
                            "0:0:0:0.0",
                            "00:00:00.0 1",
                            "00:00:+1.0",
                            "00:00:00.1s2",
                            "00:00:001.0",
                            "00:00:00.1S99999999999999999999"}) {
        EXPECT_FALSE(parse_time(bad)) << bad;
    }
    EXPECT_EQ(parse_time("1:2:3")->seconds, Rational(3723));
}

TEST(Values, SecondsAreExactAndNotNegative) {
    EXPECT_EQ(parse_seconds("0.005208"), Rational(5208, 1'000'000));
    EXPECT_EQ(parse_seconds("0.000000"), Rational(0));
    EXPECT_EQ(parse_seconds("2"), Rational(2));
    EXPECT_EQ(parse_seconds("2."), Rational(2));
    for (const char* bad : {"", "-1", ".5", "1e3", "nan", "1:00", "999999999999"}) {
        EXPECT_FALSE(parse_seconds(bad)) << bad;
    }
}

}  // namespace
}  // namespace cavea::adm
