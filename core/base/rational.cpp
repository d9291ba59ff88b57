// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/rational.h"

#include <limits>
#include <numeric>

#include "core/base/assert.h"
#include "core/base/error.h"

namespace cavea {
namespace {

// Products of two 64-bit numbers fit; GCC and Clang have the type on every 64-bit target.
__extension__ using Wide = __int128;

constexpr Wide kMax = std::numeric_limits<std::int64_t>::max();

bool fits(Wide value) { return value <= kMax && value >= -kMax; }

Wide gcd(Wide a, Wide b) {
    if (a < 0) a = -a;
    if (b < 0) b = -b;
    while (b > kMax || a > kMax) {
        if (b == 0) return a;
        const Wide rest = a % b;
        a = b;
        b = rest;
    }
    // Nearly always from the start: a 64-bit remainder costs a tenth of a 128-bit one.
    return std::gcd(static_cast<std::int64_t>(a), static_cast<std::int64_t>(b));
}

Rational narrow(Wide num, Wide den) {
    const Wide common = den == 1 ? Wide{1} : gcd(num, den);
    if (common > 1) {
        num /= common;
        den /= common;
    }
    if (!fits(num) || !fits(den)) {
        throw Error(ErrorCode::Refused, "a time is too large or too finely divided to be computed");
    }
    Rational out;
    out.num = static_cast<std::int64_t>(num);
    out.den = static_cast<std::int64_t>(den);
    return out;
}

}  // namespace

Rational::Rational(std::int64_t numerator, std::int64_t denominator) {
    CAVEA_ASSERT(denominator != 0);
    *this = denominator < 0 ? narrow(-Wide{numerator}, -Wide{denominator})
                            : narrow(numerator, denominator);
}

double Rational::to_double() const { return static_cast<double>(num) / static_cast<double>(den); }

Rational operator+(Rational a, Rational b) {
    if (a.den == b.den) return narrow(Wide{a.num} + b.num, a.den);
    // Over the least common denominator, so that the products stay below 2^127.
    const std::int64_t common = std::gcd(a.den, b.den);
    return narrow(Wide{a.num} * (b.den / common) + Wide{b.num} * (a.den / common),
                  Wide{a.den} * (b.den / common));
}

Rational operator-(Rational a, Rational b) {
    b.num = -b.num;
    return a + b;
}

Rational operator*(Rational a, Rational b) {
    return narrow(Wide{a.num} * b.num, Wide{a.den} * b.den);
}

bool operator<(Rational a, Rational b) { return Wide{a.num} * b.den < Wide{b.num} * a.den; }

Frame ceil_frame(Rational t) {
    const std::int64_t whole = t.num / t.den;
    return whole + (t.num % t.den > 0 ? 1 : 0);
}

}  // namespace cavea
