// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the tests of core/pan share: layouts, random directions, sums.
#pragma once

#include <cmath>
#include <random>
#include <span>
#include <string>
#include <vector>

#include "core/layout/geometry.h"
#include "core/layout/layout.h"

namespace cavea::pan {

/// Every built-in layout, the non-standard ones included.
inline std::vector<layout::Layout> all_layouts() {
    std::vector<layout::Layout> out;
    for (const layout::Name& name : layout::names()) out.push_back(*layout::find(name.name));
    return out;
}

inline std::vector<layout::Channel> loudspeakers(const layout::Layout& layout) {
    std::vector<layout::Channel> out;
    for (const layout::Channel& channel : layout.channels) {
        if (!channel.lfe) out.push_back(channel);
    }
    return out;
}

inline double energy(std::span<const double> gains) {
    double sum = 0;
    for (double g : gains) sum += g * g;
    return sum;
}

/// Uniform numbers in [low, high) from a fixed seed, the same on every library.
class Random {
 public:
    explicit Random(std::uint64_t seed) : random_(seed) {}
    double operator()(double low, double high) {
        return low + (high - low) * (static_cast<double>(random_() >> 11) * 0x1p-53);
    }

 private:
    std::mt19937_64 random_;
};

inline layout::Cartesian random_direction(Random& random) {
    const double z = random(-1, 1);
    const double angle = random(-std::numbers::pi, std::numbers::pi);
    const double across = std::sqrt(1 - z * z);
    return {across * std::cos(angle), across * std::sin(angle), z};
}

}  // namespace cavea::pan
