// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Positions and stretches on the programme's sample grid.
#pragma once

#include <algorithm>
#include <cstdint>

namespace cavea {

/// A sample position; 0 is the start of the programme.
using Frame = std::int64_t;

/// The frames [begin, end).
struct Span {
    Frame begin = 0;
    Frame end = 0;

    [[nodiscard]] constexpr Frame frames() const { return end > begin ? end - begin : 0; }
    [[nodiscard]] constexpr bool empty() const { return end <= begin; }
    friend constexpr bool operator==(const Span&, const Span&) = default;
};

/// The stretch that a and b share; empty when they do not meet.
[[nodiscard]] constexpr Span intersect(Span a, Span b) {
    const Frame begin = std::max(a.begin, b.begin);
    return {begin, std::max(begin, std::min(a.end, b.end))};
}

}  // namespace cavea
