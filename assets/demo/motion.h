// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Where an object is and how loud it is at any time.
#pragma once

#include <array>
#include <vector>

#include "assets/demo/scene.h"
#include "core/layout/layout.h"

namespace cavea::demo {

/// Coordinates as in the keyframes (azimuth not wrapped) at a time; held outside. A monotone cubic
/// runs through the keyframes, so that no path swings beyond them.
///
/// \see Fritsch and Butland 1984, "A method for constructing local monotone piecewise cubic
///      interpolants"
[[nodiscard]] std::array<double, 3> coordinates_at(const Object& object, double time_s);

/// Position in the room: x right, y front, z up; distance 1 on the loudspeakers.
[[nodiscard]] layout::Cartesian place_at(const Object& object, double time_s);

/// Linear in decibels between points, held outside; 0 dB without points, -infinity for none.
[[nodiscard]] double level_db_at(const std::vector<LevelPoint>& points, double time_s);

/// An angle between -180 and 180.
[[nodiscard]] double wrapped_deg(double angle_deg);

}  // namespace cavea::demo
