// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Piecewise linear functions, as BS.2127 defines several of its curves.
#pragma once

#include <array>
#include <cstddef>

namespace cavea::pan {

/// The function through the points (xs, ys), constant outside. Where xs repeat, the function steps.
///
/// \pre xs ascend
template <std::size_t N>
[[nodiscard]] constexpr double interpolate(double x, const std::array<double, N>& xs,
                                           const std::array<double, N>& ys) {
    static_assert(N >= 2);
    if (x < xs.front()) return ys.front();
    if (x >= xs.back()) return ys.back();
    std::size_t i = 0;
    while (x >= xs[i + 1]) ++i;
    return ys[i] + (ys[i + 1] - ys[i]) / (xs[i + 1] - xs[i]) * (x - xs[i]);
}

}  // namespace cavea::pan
