// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plan/envelope.h"

#include <gtest/gtest.h>

#include <cmath>

namespace cavea::plan {
namespace {

constexpr std::uint32_t kRate = 1000;

double at(const std::vector<Line>& curve, Frame n) {
    for (const Line& line : curve) {
        if (n >= line.span.begin && n < line.span.end) return line.at(n);
    }
    ADD_FAILURE() << "nothing at " << n;
    return -1;
}

TEST(Lines, HoldBeforeAndAfterAndRunStraightBetween) {
    const auto curve = lines({{Rational(1), 0.5}, {Rational(2), 1.5}}, kRate, {0, 4000});
    EXPECT_DOUBLE_EQ(at(curve, 0), 0.5);
    EXPECT_DOUBLE_EQ(at(curve, 999), 0.5);
    EXPECT_NEAR(at(curve, 1500), 1.0, 1e-12);
    EXPECT_DOUBLE_EQ(at(curve, 2000), 1.5);
    EXPECT_DOUBLE_EQ(at(curve, 3999), 1.5);
}

TEST(Lines, CoverTheSpanWithoutGapsWhereverItLies) {
    const std::vector<programme::Breakpoint> points = {
        {Rational(1, 3), 0}, {Rational(1, 2), 1}, {Rational(1, 2), 0.25}, {Rational(5, 7), 0.75}};
    for (const Span span : {Span{0, 1000}, Span{100, 200}, Span{400, 600}, Span{499, 501},
                            Span{900, 901}, Span{-50, 20}}) {
        Frame next = span.begin;
        for (const Line& line : lines(points, kRate, span)) {
            EXPECT_EQ(line.span.begin, next);
            next = line.span.end;
        }
        EXPECT_EQ(next, span.end) << span.begin;
    }
}

TEST(Lines, TwoPointsAtOneTimeAreAJump) {
    const auto curve = lines({{Rational(1), 1}, {Rational(1), 0}}, kRate, {0, 2000});
    EXPECT_EQ(at(curve, 999), 1);
    EXPECT_EQ(at(curve, 1000), 0);
}

TEST(Lines, NoPointIsOne) { EXPECT_EQ(at(lines({}, kRate, {5, 10}), 7), 1); }

TEST(Lines, ASpanSeesWhatTheWholeSees) {
    const std::vector<programme::Breakpoint> points = {
        {Rational(1, 7), 0.2}, {Rational(2, 3), 0.9}, {Rational(1), 0.1}};
    const auto whole = lines(points, kRate, {0, 1200});
    for (Frame begin = 0; begin < 1200; begin += 100) {
        const auto part = lines(points, kRate, {begin, begin + 100});
        for (Frame n = begin; n < begin + 100; ++n) EXPECT_NEAR(at(part, n), at(whole, n), 1e-13);
    }
}

TEST(Product, IsExactWhereOneFactorIsConstant) {
    const Line a{{0, 100}, 0.5, 0};
    const Line b{{0, 100}, 0.2, 0.01};
    const auto out = product(a, b, {10, 90});
    ASSERT_EQ(out.size(), 1U);
    for (Frame n = 10; n < 90; ++n) EXPECT_NEAR(out[0].at(n), a.at(n) * b.at(n), 1e-15);
}

TEST(Product, FollowsTheParabolaAndIsTheSameInEverySpan) {
    const Line a{{0, 480}, 0, 1.0 / 480};
    const Line b{{0, 480}, 1, -1.0 / 480};
    const auto whole = product(a, b, {0, 480});
    for (Frame n = 0; n < 480; ++n) EXPECT_NEAR(at(whole, n), a.at(n) * b.at(n), 7e-5);
    for (const Frame begin : {1, 7, 16, 100, 301}) {
        const auto part = product(a, b, {begin, 480});
        for (Frame n = begin; n < 480; ++n) EXPECT_NEAR(at(part, n), at(whole, n), 1e-15) << n;
    }
}

}  // namespace
}  // namespace cavea::plan
