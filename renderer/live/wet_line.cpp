// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "renderer/live/wet_line.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace cavea::live {

WetLine::WetLine(std::size_t rows, std::size_t block) : last_(rows, block), rise_(block) {
    for (std::size_t i = 0; i < block; ++i) {
        const double t = (static_cast<double>(i) + 0.5) / static_cast<double>(block);
        rise_[i] = static_cast<float>(0.5 - 0.5 * std::cos(std::numbers::pi * t));
    }
}

void WetLine::reset() {
    for (std::size_t r = 0; r < last_.channels(); ++r) {
        const auto row = last_.view()[r];
        std::fill(row.begin(), row.end(), 0.0F);
    }
    gap_ = false;
}

void WetLine::play(Planar<float> wet) {
    for (std::size_t r = 0; r < wet.channels(); ++r) {
        const auto row = wet[r];
        if (gap_) {
            for (std::size_t i = 0; i < row.size(); ++i) row[i] *= rise_[i];
        }
        std::copy(row.begin(), row.end(), last_.view()[r].begin());
    }
    gap_ = false;
}

void WetLine::conceal(Planar<float> wet) {
    for (std::size_t r = 0; r < wet.channels(); ++r) {
        const auto row = wet[r];
        const auto last = last_.view()[r];
        // Backwards, value meets value; the window is 1 there and 0 at the end.
        for (std::size_t i = 0; i < row.size(); ++i) {
            const std::size_t mirrored = row.size() - 1 - i;
            row[i] = gap_ ? 0.0F : last[mirrored] * rise_[mirrored];
        }
    }
    gap_ = true;
}

}  // namespace cavea::live
