// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Breakpoint curves on the sample grid.
#pragma once

#include <cstdint>
#include <vector>

#include "core/base/frame.h"
#include "core/programme/room.h"

namespace cavea::plan {

/// A stretch on which a curve is a straight line.
struct Line {
    Span span;
    double begin = 0;  ///< value at span.begin
    double slope = 0;  ///< per frame

    [[nodiscard]] double at(Frame n) const {
        return begin + slope * static_cast<double>(n - span.begin);
    }
};

/// The straight lines of a curve in \p span, in order, without gaps. No point at all is 1. Two
/// points at one time are a jump.
[[nodiscard]] std::vector<Line> lines(const std::vector<programme::Breakpoint>& points,
                                      std::uint32_t rate_hz, Span span);

/// The product of two lines on \p span: exact where one is constant, else cut on a fixed grid of
/// frames into straight pieces.
[[nodiscard]] std::vector<Line> product(const Line& a, const Line& b, Span span);

}  // namespace cavea::plan
