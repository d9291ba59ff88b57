// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/adm/values.h"

#include <charconv>
#include <cmath>
#include <limits>

namespace cavea::adm {
namespace {

__extension__ using Wide = unsigned __int128;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool all_digits(std::string_view text) {
    for (const char c : text) {
        if (!is_digit(c)) return false;
    }
    return !text.empty();
}

Wide gcd(Wide a, Wide b) {
    while (b != 0) {
        const Wide rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

std::optional<Rational> reduced(Wide num, Wide den) {
    const Wide common = gcd(num, den);
    num /= common;
    den /= common;
    constexpr Wide kMax = std::numeric_limits<std::int64_t>::max();
    if (num > kMax || den > kMax) return std::nullopt;
    Rational out;
    out.num = static_cast<std::int64_t>(num);
    out.den = static_cast<std::int64_t>(den);
    return out;
}

// whole.digits: zeros at the end mean nothing, and 28 digits leave room for ten of whole seconds.
std::optional<Rational> decimal(std::uint64_t whole, std::string_view digits) {
    while (digits.ends_with('0')) digits.remove_suffix(1);
    if (digits.size() > 28) return std::nullopt;
    Wide num = whole;
    Wide den = 1;
    for (const char c : digits) {
        num = num * 10 + static_cast<unsigned>(c - '0');
        den *= 10;
    }
    return reduced(num, den);
}

std::optional<std::uint64_t> unsigned_number(std::string_view text) {
    std::uint64_t value = 0;
    const char* end = text.data() + text.size();
    if (!all_digits(text)) return std::nullopt;
    const auto [stop, error] = std::from_chars(text.data(), end, value);
    if (error != std::errc{} || stop != end) return std::nullopt;
    return value;
}

// One or two digits up to a separator, which is taken too.
std::optional<std::uint64_t> clock_field(std::string_view& text, std::uint64_t max) {
    const std::size_t colon = text.find(':');
    if (colon == 0 || colon > 2) return std::nullopt;
    const auto value = unsigned_number(text.substr(0, colon));
    if (!value || *value > max) return std::nullopt;
    text.remove_prefix(colon + 1);
    return value;
}

std::optional<Rational> sample_time(std::uint64_t whole, std::string_view numerator,
                                    std::string_view denominator) {
    const auto num = unsigned_number(numerator);
    const auto den = unsigned_number(denominator);
    if (!num || !den || *num >= *den) return std::nullopt;
    return reduced(Wide{whole} * *den + *num, *den);
}

}  // namespace

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view kSpace = " \t\r\n";
    const std::size_t first = text.find_first_not_of(kSpace);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(kSpace) - first + 1);
}

std::optional<double> parse_number(std::string_view text) {
    text = trimmed(text);
    if (text.size() > 1 && text[0] == '+' && (is_digit(text[1]) || text[1] == '.')) {
        text.remove_prefix(1);
    }
    double value = 0;
    const char* end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, value);
    if (stop != end || text.empty()) return std::nullopt;
    if (error == std::errc::result_out_of_range) {
        // Too large or too small: only the exponent's sign tells them apart.
        const bool small = text.find("e-") != text.npos || text.find("E-") != text.npos;
        return small ? std::optional<double>(0.0) : std::nullopt;
    }
    if (error != std::errc{} || !std::isfinite(value)) return std::nullopt;
    return value;
}

std::optional<std::int64_t> parse_integer(std::string_view text) {
    text = trimmed(text);
    std::int64_t value = 0;
    const char* end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, value);
    if (error != std::errc{} || stop != end || text.empty()) return std::nullopt;
    return value;
}

std::optional<bool> parse_flag(std::string_view text) {
    text = trimmed(text);
    if (text == "0") return false;
    if (text == "1") return true;
    return std::nullopt;
}

std::optional<Time> parse_time(std::string_view text) {
    text = trimmed(text);
    const auto hours = clock_field(text, 99);
    if (!hours) return std::nullopt;
    const auto minutes = clock_field(text, 59);
    if (!minutes) return std::nullopt;
    const std::size_t point = text.find('.');
    const auto seconds = unsigned_number(text.substr(0, point));
    if (!seconds || *seconds > 59 || text.substr(0, point).size() > 2) return std::nullopt;
    const std::uint64_t whole = (*hours * 60 + *minutes) * 60 + *seconds;
    if (point == std::string_view::npos) return Time{static_cast<std::int64_t>(whole)};

    const std::string_view fraction = text.substr(point + 1);
    const std::size_t mark = fraction.find('S');
    const bool fractional = mark != std::string_view::npos;
    std::optional<Rational> value;
    if (fractional) {
        value = sample_time(whole, fraction.substr(0, mark), fraction.substr(mark + 1));
    } else if (all_digits(fraction)) {
        value = decimal(whole, fraction);
    }
    if (!value) return std::nullopt;
    return Time{*value, fractional};
}

std::optional<Rational> parse_seconds(std::string_view text) {
    text = trimmed(text);
    const std::size_t point = text.find('.');
    const auto whole = unsigned_number(text.substr(0, point));
    if (!whole || *whole > 99'999'999) return std::nullopt;
    if (point == std::string_view::npos) return Rational(static_cast<std::int64_t>(*whole));
    const std::string_view fraction = text.substr(point + 1);
    if (!fraction.empty() && !all_digits(fraction)) return std::nullopt;
    return decimal(*whole, fraction);
}

}  // namespace cavea::adm
