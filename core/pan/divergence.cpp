// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pan/divergence.h"

#include <algorithm>
#include <cmath>

#include "core/layout/geometry.h"

namespace cavea::pan {
namespace {

using layout::Cartesian;

/// Shares for a value: 0 all in the centre, 0.5 a third each, 1 half each at the sides.
Diverged split(double value, const Cartesian& left, const Cartesian& centre,
               const Cartesian& right) {
    const double side = value / (value + 1);
    Diverged out;
    out.position[0] = left;
    out.position[1] = centre;
    out.position[2] = right;
    out.share[0] = out.share[2] = side;
    out.share[1] = (1 - value) / (value + 1);
    out.count = 3;
    return out;
}

Diverged whole(const Cartesian& position) {
    Diverged out;
    out.position[0] = position;
    return out;
}

}  // namespace

Diverged diverge_polar(const Cartesian& position, const programme::ObjectAttributes& attributes,
                       int bs2076_version) noexcept {
    if (attributes.divergence == 0) return whole(position);
    const double range =
        attributes.divergence_azimuth_range_deg.value_or(bs2076_version >= 2 ? 0.0 : 45.0);
    // Turned about the object's own upward axis, so that objects overhead diverge too.
    const layout::Axes axes =
        layout::local_axes(layout::azimuth_deg(position), layout::elevation_deg(position));
    const double distance = layout::length(position);
    const Cartesian ahead = axes.front * (distance * std::cos(layout::radians(range)));
    const Cartesian aside = axes.right * (distance * std::sin(layout::radians(range)));
    return split(attributes.divergence, ahead - aside, position, ahead + aside);
}

Diverged diverge_cartesian(const Cartesian& position,
                           const programme::ObjectAttributes& attributes) noexcept {
    if (attributes.divergence == 0) return whole(position);
    const double range = attributes.divergence_position_range.value_or(0.0);
    const auto moved = [&](double by) {
        return Cartesian{std::clamp(position.x + by, -1.0, 1.0), position.y, position.z};
    };
    return split(attributes.divergence, moved(-range), moved(0), moved(range));
}

}  // namespace cavea::pan
