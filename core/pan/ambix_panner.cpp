// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pan/ambix_panner.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include "core/base/assert.h"
#include "core/layout/conversion.h"
#include "core/layout/geometry.h"
#include "core/pan/polar_extent.h"

namespace cavea::pan {
namespace {

using layout::Cartesian;
using programme::ObjectAttributes;

/// Rows and planes of the room share coordinates to the last bit, which arithmetic alone would not
/// give.
Cartesian rounded(const Cartesian& p) {
    const auto round = [](double v) { return std::round(v * 1e6) / 1e6 + 0.0; };
    return {round(p.x), round(p.y), round(p.z)};
}

void add_ring(layout::Layout& out, double elevation_deg, int count) {
    for (int i = 0; i < count; ++i) {
        double azimuth_deg = 360.0 * i / count;
        if (azimuth_deg > 180) azimuth_deg -= 360;
        layout::Channel channel;
        channel.name = fmt::format("V{:02}", out.size());
        channel.nominal = channel.real = {azimuth_deg, elevation_deg, 1};
        channel.azimuth_range_deg = {azimuth_deg, azimuth_deg};
        channel.elevation_range_deg = {elevation_deg, elevation_deg};
        channel.allocentric = rounded(layout::to_cartesian(channel.real));
        out.channels.push_back(std::move(channel));
    }
}

Cartesian unit(const Cartesian& v) { return v * (1 / layout::length(v)); }

/// The direction of what is a point and nothing else; \p position as ObjectPanner::position().
std::optional<Cartesian> point_direction(const Cartesian& position, const ObjectAttributes& a) {
    if (a.divergence != 0 || !a.zones.empty()) return std::nullopt;
    const double length = layout::length(position);
    if (a.cartesian) {
        // Inside the room sound comes from several sides. ITU-R BS.2127-0 section 7.3.
        const double reach =
            std::max({std::abs(position.x), std::abs(position.y), std::abs(position.z)});
        if (!(reach >= 1) || a.width != 0 || a.height != 0 || a.depth != 0) return std::nullopt;
        const layout::Polar polar = layout::to_polar(position);
        return layout::vector_of({polar.azimuth_deg, polar.elevation_deg, 1});
    }
    if (!std::isfinite(length) || !PolarExtent::is_point(length, {a.width, a.height, a.depth})) {
        return std::nullopt;
    }
    return unit(position);
}

}  // namespace

layout::Layout virtual_sphere() {
    layout::Layout out;
    out.name = "virtual sphere";
    out.standard = false;
    add_ring(out, 0, 16);
    add_ring(out, 30, 12);
    add_ring(out, -30, 12);
    add_ring(out, 60, 6);
    add_ring(out, -60, 6);
    add_ring(out, 90, 1);
    add_ring(out, -75, 3);  // straight below, the point source panner has one of its own
    return out;
}

AmbixPanner::AmbixPanner(int order, const layout::Layout& sphere)
    : encoder_(order), objects_(sphere), speakers_(sphere) {
    encoding_.resize(encoder_.channels() * sphere.size());
    std::vector<double> column(encoder_.channels());
    for (std::size_t s = 0; s < sphere.size(); ++s) {
        encoder_.encode(layout::vector_of(sphere.channels[s].real), column);
        for (std::size_t c = 0; c < column.size(); ++c)
            encoding_[c * sphere.size() + s] = column[c];
    }
}

void AmbixPanner::object_gains(const programme::ObjectsBlock& block,
                               const ObjectAttributes& attributes, const programme::Source& source,
                               std::span<double> direct, std::span<double> diffuse) const {
    CAVEA_ASSERT(direct.size() == encoder_.channels() && diffuse.size() == objects_.channels());
    if (attributes.channel_lock) {
        ObjectAttributes free = attributes;
        free.channel_lock = false;
        return object_gains(block, free, source, direct, diffuse);
    }
    const auto point = point_direction(objects_.position(block, attributes, source), attributes);
    std::fill(diffuse.begin(), diffuse.end(), 0.0);
    if (!point || attributes.diffuse != 0) {
        std::vector<double> on_sphere(objects_.channels());
        objects_.gains(block, attributes, source, on_sphere, diffuse);
        double power = 0;
        for (const double g : on_sphere) power += g * g;
        for (std::size_t c = 0; c < direct.size(); ++c) {
            direct[c] = 0;
            for (std::size_t s = 0; s < on_sphere.size(); ++s) {
                direct[c] += encoding_[c * on_sphere.size() + s] * on_sphere[s];
            }
        }
        // The virtual loudspeakers all play the same, so that their sum is not their power.
        const double encoded = encoder_.power(direct);
        const double scale = encoded > 0 ? std::sqrt(power / encoded) : 0;
        for (double& g : direct) g *= scale;
    }
    if (!point) return;
    encoder_.encode(*point, direct);
    const double gain =
        block.gain * (source.mute ? 0.0 : source.gain) * std::sqrt(1 - attributes.diffuse);
    for (double& g : direct) g *= gain;
}

void AmbixPanner::speaker_gains(const programme::DirectSpeakersBlock& block,
                                const programme::DirectSpeakersChannel& channel,
                                const programme::Source& source, std::span<double> gains) const {
    const auto direction = speakers_.direction(block, channel);
    if (!direction) {
        std::fill(gains.begin(), gains.end(), 0.0);
        return;
    }
    encoder_.encode(*direction, gains);
    const double gain = block.gain * (source.mute ? 0.0 : source.gain);
    for (double& g : gains) g *= gain;
}

}  // namespace cavea::pan
