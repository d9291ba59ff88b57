// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/time_argument.h"

#include <charconv>
#include <optional>
#include <string_view>

#include "core/base/error.h"
#include "core/base/rational.h"

namespace cavea::cli {
namespace {

std::optional<std::int64_t> whole(std::string_view text) {
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (text.empty() || error != std::errc() || end != text.data() + text.size() || value < 0 ||
        value > 1'000'000'000'000) {
        return std::nullopt;
    }
    return value;
}

/// Decimal seconds with at most nine digits behind the point.
std::optional<Rational> decimal(std::string_view text) {
    const std::size_t point = text.find('.');
    const auto seconds = whole(text.substr(0, point));
    if (!seconds || point == std::string_view::npos) {
        return seconds ? std::optional(Rational(*seconds)) : std::nullopt;
    }
    const std::string_view digits = text.substr(point + 1);
    const auto fraction = whole(digits);
    if (!fraction || digits.size() > 9) return std::nullopt;
    std::int64_t scale = 1;
    for (std::size_t i = 0; i < digits.size(); ++i) scale *= 10;
    return Rational(*seconds) + Rational(*fraction, scale);
}

std::optional<Rational> clock(std::string_view text) {
    Rational total;
    for (int parts = 1; parts <= 3; ++parts) {
        const std::size_t colon = text.find(':');
        if (colon == std::string_view::npos) {
            const auto seconds = decimal(text);
            if (!seconds || (parts > 1 && *seconds >= Rational(60))) return std::nullopt;
            return total + *seconds;
        }
        const auto value = whole(text.substr(0, colon));
        if (!value || (parts > 1 && *value >= 60)) return std::nullopt;
        total = (total + Rational(*value)) * Rational(60);
        text.remove_prefix(colon + 1);
    }
    return std::nullopt;
}

}  // namespace

Frame parse_time(const std::string& text, std::uint32_t rate_hz, const std::string& option) {
    constexpr std::string_view kFrames = "smp";
    if (text.ends_with(kFrames)) {
        if (const auto frames =
                whole(std::string_view(text).substr(0, text.size() - kFrames.size()))) {
            return *frames;
        }
    } else if (const auto seconds = clock(text)) {
        const Rational frames = *seconds * Rational(static_cast<std::int64_t>(rate_hz));
        return frames.num / frames.den;
    }
    throw Error(ErrorCode::Usage, option + " '" + printable(text) +
                                      "' is not a time; write 12.5, 1:02:03.25 or 48000smp");
}

}  // namespace cavea::cli
