// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/rational.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <limits>
#include <random>

#include "core/base/error.h"

namespace cavea {
namespace {

TEST(Rational, IsKeptInLowestTermsWithAPositiveDenominator) {
    EXPECT_EQ(Rational(6, -4), Rational(-3, 2));
    EXPECT_EQ(Rational(0, 5), Rational(0));
    EXPECT_EQ(Rational(6, 3).den, 1);
}

TEST(Rational, AddsAndMultipliesLikeFractions) {
    EXPECT_EQ(Rational(1, 6) + Rational(1, 10), Rational(4, 15));
    EXPECT_EQ(Rational(1, 6) - Rational(1, 6), Rational(0));
    EXPECT_EQ(Rational(4, 9) * Rational(3, 8), Rational(1, 6));
}

TEST(Rational, TwoWaysToOneInstantAgree) {
    // A block that ends where the next one starts, written with different denominators.
    const Rational end = Rational(1, 3) + Rational(1, 7);
    EXPECT_EQ(end, Rational(10, 21));
    EXPECT_FALSE(end < Rational(10, 21));
}

TEST(Rational, ComparesExactlyWhereDoublesCannot) {
    const std::int64_t big = std::numeric_limits<std::int64_t>::max();
    EXPECT_TRUE(Rational(big - 1, big) < Rational(1));
    EXPECT_TRUE(Rational(big - 2, big) < Rational(big - 1, big));
    EXPECT_FALSE(Rational(big - 1, big) < Rational(big - 1, big));
}

TEST(Rational, RefusesWhatLeaves64Bits) {
    const std::int64_t big = std::numeric_limits<std::int64_t>::max();
    EXPECT_THROW(static_cast<void>(Rational(big) + Rational(big)), Error);
    EXPECT_THROW(static_cast<void>(Rational(1, big) * Rational(1, big)), Error);
    EXPECT_THROW(static_cast<void>(Rational(1, big) + Rational(1, big - 1)), Error);
}

TEST(Rational, CeilFrameIsTheFirstFrameAtOrAfter) {
    EXPECT_EQ(ceil_frame(Rational(5)), 5);
    EXPECT_EQ(ceil_frame(Rational(9, 2)), 5);
    EXPECT_EQ(ceil_frame(Rational(-9, 2)), -4);
    EXPECT_EQ(ceil_frame(Rational(-5)), -5);
    EXPECT_EQ(ceil_frame(Rational(1, 1000000)), 1);
}

TEST(Rational, SumsOfRandomFractionsMatchDoubles) {
    std::mt19937_64 random(11);
    for (int i = 0; i < 2000; ++i) {
        const auto num = [&] { return static_cast<std::int64_t>(random() % 2000001) - 1000000; };
        const auto den = [&] { return static_cast<std::int64_t>(random() % 1000000) + 1; };
        const Rational a(num(), den());
        const Rational b(num(), den());
        EXPECT_NEAR((a + b).to_double(), a.to_double() + b.to_double(), 1e-9) << "seed 11, " << i;
        EXPECT_EQ(a < b, a.to_double() < b.to_double()) << "seed 11, " << i;
    }
}

}  // namespace
}  // namespace cavea
