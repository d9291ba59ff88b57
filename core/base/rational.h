// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Exact times. Metadata blocks begin between samples, and two ways to the same instant must agree,
// so times stay fractions until they meet the sample grid.
#pragma once

#include <cstdint>
#include <optional>

#include "core/base/frame.h"

namespace cavea {

/// num/den in lowest terms, den > 0. Sums and products that leave 64 bits throw
/// Error{Refused}; comparisons are always exact.
struct Rational {
    std::int64_t num = 0;
    std::int64_t den = 1;

    constexpr Rational() = default;
    constexpr Rational(std::int64_t whole) : num(whole) {}  // NOLINT(google-explicit-constructor)
    /// \pre denominator != 0
    Rational(std::int64_t numerator, std::int64_t denominator);

    [[nodiscard]] double to_double() const;
    friend bool operator==(const Rational&, const Rational&) = default;
};

[[nodiscard]] Rational operator+(Rational a, Rational b);
[[nodiscard]] Rational operator-(Rational a, Rational b);
[[nodiscard]] Rational operator*(Rational a, Rational b);
[[nodiscard]] bool operator<(Rational a, Rational b);
[[nodiscard]] inline bool operator>(Rational a, Rational b) { return b < a; }
[[nodiscard]] inline bool operator<=(Rational a, Rational b) { return !(b < a); }
[[nodiscard]] inline bool operator>=(Rational a, Rational b) { return !(a < b); }

/// The first frame at or after \p t: a sample n lies in [start, end) when
/// ceil_frame(start) <= n < ceil_frame(end).
[[nodiscard]] Frame ceil_frame(Rational t);

}  // namespace cavea
