// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pan/zone_exclusion.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>

#include "core/layout/geometry.h"

namespace cavea::pan {
namespace {

using layout::Cartesian;

constexpr double kEpsilon = 1e-6;  // of BS.2127, for every comparison of positions

ChannelMask bit(std::size_t channel) { return ChannelMask{1} << channel; }

enum Layer : std::size_t { Bottom, Middle, Upper, Top };

Layer layer_of(const layout::Polar& p) {
    if (p.elevation_deg < -10) return Bottom;
    if (p.elevation_deg < 10) return Middle;
    return p.elevation_deg < 75 ? Upper : Top;
}

/// Cost of going from one layer to another: up is better than down.
constexpr double kLayerCost[4][4] = {{0, 1, 2, 3}, {3, 0, 1, 2}, {3, 2, 0, 1}, {3, 2, 1, 0}};

double side(double y) { return y > kEpsilon ? 1 : (y < -kEpsilon ? -1 : 0); }

/// How bad a replacement is, compared item by item.
using Cost = std::array<double, 4>;

Cost cost(const layout::Polar& from_polar, const Cartesian& from, const layout::Polar& to_polar,
          const Cartesian& to) {
    return {kLayerCost[layer_of(from_polar)][layer_of(to_polar)],
            std::abs(side(from.y) - side(to.y)),  // a source in front stays in front
            layout::length(from - to), std::abs(from.y - to.y)};
}

bool same(const Cost& a, const Cost& b) {
    return std::equal(a.begin(), a.end(), b.begin(),
                      [](double x, double y) { return std::abs(x - y) < kEpsilon; });
}

/// Item by item with the tolerance of same(), so that rounding does not decide.
bool better(const Cost& a, const Cost& b) {
    for (std::size_t i = 0; i < a.size(); ++i) {
        if (std::abs(a[i] - b[i]) >= kEpsilon) return a[i] < b[i];
    }
    return false;
}

}  // namespace

ZoneExclusion::ZoneExclusion(const std::vector<layout::Channel>& speakers,
                             std::vector<Cartesian> allocentric) {
    for (std::size_t i = 0; i < speakers.size(); ++i) {
        places_.push_back(
            {speakers[i].nominal, layout::vector_of(speakers[i].nominal), allocentric[i]});
        all_ |= bit(i);
    }
    for (const Place& from : places_) {
        struct Group {
            Cost cost;
            ChannelMask channels;
        };
        std::vector<Group> groups;
        for (std::size_t j = 0; j < places_.size(); ++j) {
            const Cost c = cost(from.polar, from.vector, places_[j].polar, places_[j].vector);
            const auto group = std::find_if(groups.begin(), groups.end(),
                                            [&](const Group& g) { return same(g.cost, c); });
            if (group == groups.end()) {
                groups.push_back({c, bit(j)});
            } else {
                group->channels |= bit(j);
            }
        }
        std::stable_sort(groups.begin(), groups.end(),
                         [](const Group& a, const Group& b) { return better(a.cost, b.cost); });
        replacements_.emplace_back();
        for (const Group& group : groups) replacements_.back().push_back(group.channels);
    }
}

bool ZoneExclusion::inside(const programme::Zone& zone, std::size_t channel) const noexcept {
    const auto within = [](double value, double low, double high) {
        return value - kEpsilon < high && value + kEpsilon > low;
    };
    if (const auto* box = std::get_if<programme::CartesianZone>(&zone)) {
        // On the sphere, even for Cartesian blocks (BS.2127-0 does not use the room here).
        const Cartesian& p = places_[channel].vector;
        return within(p.x, box->min_x, box->max_x) && within(p.y, box->min_y, box->max_y) &&
               within(p.z, box->min_z, box->max_z);
    }
    const auto& polar = *std::get_if<programme::PolarZone>(&zone);
    const layout::Polar& p = places_[channel].polar;
    const bool pole = std::abs(p.elevation_deg) > 90.0 - kEpsilon;  // has any azimuth
    return within(p.elevation_deg, polar.min_elevation_deg, polar.max_elevation_deg) &&
           (pole || layout::inside_angle_range(p.azimuth_deg, polar.min_azimuth_deg,
                                               polar.max_azimuth_deg, kEpsilon));
}

ChannelMask ZoneExclusion::excluded(std::span<const programme::Zone> zones) const noexcept {
    ChannelMask out = 0;
    for (const programme::Zone& zone : zones) {
        for (std::size_t i = 0; i < places_.size(); ++i) {
            if (inside(zone, i)) out |= bit(i);
        }
    }
    return out;
}

ChannelMask ZoneExclusion::widened(ChannelMask excluded) const noexcept {
    // In channel order and with effect on later channels, as the standard's text has it.
    for (std::size_t i = 0; i < places_.size(); ++i) {
        const Cartesian& p = places_[i].room;
        if ((excluded & bit(i)) == 0 || std::abs(p.x) != 1 || std::abs(p.y) == 1) continue;
        for (std::size_t j = 0; j < places_.size(); ++j) {
            if (places_[j].room.y == p.y && places_[j].room.z == p.z) excluded |= bit(j);
        }
    }
    return excluded == all_ ? 0 : excluded;
}

void ZoneExclusion::downmix(ChannelMask excluded, double* power) const noexcept {
    if (excluded == 0 || excluded == all_) return;
    double out[kMaxChannels] = {};
    for (std::size_t i = 0; i < places_.size(); ++i) {
        if (power[i] == 0) continue;
        for (ChannelMask group : replacements_[i]) {
            group &= ~excluded;
            if (group == 0) continue;
            const double share = power[i] / std::popcount(group);
            for (; group != 0; group &= group - 1) out[std::countr_zero(group)] += share;
            break;
        }
    }
    std::copy_n(out, places_.size(), power);
}

}  // namespace cavea::pan
