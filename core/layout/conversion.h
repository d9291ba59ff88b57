// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Conversion between polar and Cartesian object metadata, ITU-R BS.2127-0 section 10. It maps the
// sphere of loudspeakers to the cube of loudspeakers, so that a position stays on "its"
// loudspeaker; it is not a change of coordinates. Used on request and by the screen processing of
// Cartesian blocks.
#pragma once

#include "core/layout/layout.h"

namespace cavea::layout {

[[nodiscard]] Cartesian to_cartesian(const Polar& position);
[[nodiscard]] Polar to_polar(const Cartesian& position);

/// Polar extent in degrees, depth 0..1.
struct PolarExtent {
    double width_deg = 0;
    double height_deg = 0;
    double depth = 0;
};
/// Extent as sizes along the axes of the room: 1 is the whole room.
struct CartesianExtent {
    double x = 0;  ///< width in BS.2076
    double y = 0;  ///< depth
    double z = 0;  ///< height
};

/// The extent of an object at \p position (before its own conversion).
[[nodiscard]] CartesianExtent to_cartesian(const Polar& position, const PolarExtent& extent);
[[nodiscard]] PolarExtent to_polar(const Cartesian& position, const CartesianExtent& extent);

/// Where a channel stands in the Cartesian room: its allocentric position, except for the screen
/// loudspeakers M+SC and M-SC, which follow their real azimuth.
[[nodiscard]] Cartesian allocentric_position(const Channel& channel);

}  // namespace cavea::layout
