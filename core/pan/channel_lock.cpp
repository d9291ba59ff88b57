// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pan/channel_lock.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <tuple>

#include "core/layout/geometry.h"

namespace cavea::pan {

using layout::Cartesian;

ChannelLock::ChannelLock(const std::vector<layout::Channel>& speakers,
                         std::vector<Cartesian> positions, Cartesian weights)
    : weights_(weights) {
    for (std::size_t i = 0; i < positions.size(); ++i) targets_.push_back({positions[i], i});
    const auto priority = [&](const Target& target) {
        const layout::Polar& p = speakers[target.channel].real;
        return std::tuple(std::abs(p.elevation_deg), p.elevation_deg, std::abs(p.azimuth_deg),
                          p.azimuth_deg);
    };
    std::stable_sort(targets_.begin(), targets_.end(),
                     [&](const Target& a, const Target& b) { return priority(a) < priority(b); });
}

Cartesian ChannelLock::lock(const Cartesian& position, std::optional<double> max_distance,
                            ChannelMask excluded) const noexcept {
    constexpr double kTolerance = 1e-5;
    const auto possible = [&](const Target& target) {
        if ((excluded >> target.channel & 1) != 0) return false;
        return !max_distance ||
               layout::length(position - target.position) < *max_distance + kTolerance;
    };
    const auto weighted = [&](const Target& target) {
        const Cartesian d = position - target.position;
        return std::sqrt(weights_.x * d.x * d.x + weights_.y * d.y * d.y + weights_.z * d.z * d.z);
    };
    double least = std::numeric_limits<double>::infinity();
    for (const Target& target : targets_) {
        if (possible(target)) least = std::min(least, weighted(target));
    }
    for (const Target& target : targets_) {
        if (possible(target) && weighted(target) < least + kTolerance) return target.position;
    }
    return position;
}

}  // namespace cavea::pan
