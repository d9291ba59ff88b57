// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/dsp/decorrelator.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <numbers>
#include <numeric>
#include <random>

namespace cavea::dsp {

std::vector<float> decorrelator(std::size_t index) {
    constexpr std::size_t n = kDecorrelatorFrames;
    constexpr std::size_t half = n / 2;
    // Bins 1..255 have unit magnitude and these phases, the first raw outputs of MT19937 over 2^32;
    // bins 0 and 256 are 1.
    std::mt19937 random(static_cast<std::uint32_t>(index));
    std::array<double, half> phase{};
    for (std::size_t k = 1; k < half; ++k) {
        phase[k] = 2 * std::numbers::pi * static_cast<double>(random()) * 0x1p-32;
    }
    std::vector<float> taps(n);
    for (std::size_t i = 0; i < n; ++i) {
        double sum = 1 + (i % 2 == 0 ? 1.0 : -1.0);
        for (std::size_t k = 1; k < half; ++k) {
            const auto turn = static_cast<double>(k * i % n) / static_cast<double>(n);
            sum += 2 * std::cos(2 * std::numbers::pi * turn + phase[k]);
        }
        taps[i] = static_cast<float>(sum / static_cast<double>(n));
    }
    return taps;
}

std::vector<std::size_t> decorrelator_indices(const layout::Layout& layout) {
    std::vector<std::size_t> by_name(layout.size());
    std::iota(by_name.begin(), by_name.end(), std::size_t{0});
    std::sort(by_name.begin(), by_name.end(), [&](std::size_t a, std::size_t b) {
        return layout.channels[a].name < layout.channels[b].name;
    });
    std::vector<std::size_t> out(layout.size());
    for (std::size_t i = 0; i < by_name.size(); ++i) out[by_name[i]] = i;
    return out;
}

}  // namespace cavea::dsp
