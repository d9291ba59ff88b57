// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Text of attributes and elements to values: the whole text, no locale, nothing guessed.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "core/base/rational.h"

namespace cavea::adm {

/// Without white space at both ends.
[[nodiscard]] std::string_view trimmed(std::string_view text);
/// A finite decimal number; what is too small for a double is 0.
[[nodiscard]] std::optional<double> parse_number(std::string_view text);
[[nodiscard]] std::optional<std::int64_t> parse_integer(std::string_view text);
/// "0" or "1".
[[nodiscard]] std::optional<bool> parse_flag(std::string_view text);

/// A time of BS.2076: hh:mm:ss.zzzzz, or from BS.2076-2 on hh:mm:ss.nnnnnSddddd with n/d seconds.
struct Time {
    Rational seconds;
    bool fractional = false;  ///< the second form
};
/// Exact, with any number of digits as long as the reduced fraction fits 64 bits.
[[nodiscard]] std::optional<Time> parse_time(std::string_view text);
/// Plain decimal seconds, not negative, exact as parse_time().
[[nodiscard]] std::optional<Rational> parse_seconds(std::string_view text);

}  // namespace cavea::adm
