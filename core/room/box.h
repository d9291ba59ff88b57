// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A rectangular room: its size, what its walls swallow, and the statistics that follow. Metres,
// with the origin in the left back corner of the floor: x right, y front, z up.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/dsp/octave_bands.h"
#include "core/layout/layout.h"

namespace cavea::room {

/// At 20 degrees Celsius (ISO 9613-1:1993, 8.2.3 note).
inline constexpr double kSoundSpeed = 343.2;  // m/s

/// One value per octave, 125 Hz to 8 kHz.
using Octaves = std::array<double, dsp::kOctaves>;

enum class Wall : std::size_t { Left, Right, Back, Front, Floor, Ceiling };
inline constexpr std::size_t kWalls = 6;

struct Material {
    std::string_view name;  ///< as written on the command line
    std::string_view description;
    Octaves absorption;  ///< energy absorption coefficients for diffuse sound
};

/// Values of measured samples as M. Vorlaender, "Auralization" (Springer 2008), annex "Tables of
/// random-incidence absorption coefficients", prints them. Walls that one builds differ from them.
[[nodiscard]] const std::vector<Material>& materials();
[[nodiscard]] std::optional<Material> find_material(std::string_view name);

struct Box {
    layout::Cartesian size_m{8, 10, 3.5};
    std::array<Octaves, kWalls> absorption{};  ///< by Wall, 0 to 1
    bool air = true;                           ///< whether the air absorbs
};

[[nodiscard]] double volume_m3(const Box& box);
[[nodiscard]] double wall_area_m2(const Box& box, Wall wall);

/// Energy absorption of air at 20 degrees Celsius, 50 % relative humidity and 101.325 kPa: energy
/// falls as e^(-m d). ISO 9613-1:1993, equations 3 to 5.
[[nodiscard]] double air_absorption_per_m(double hz);
/// The same for an octave's centre, 0 when the box has no air absorption.
[[nodiscard]] double air_absorption_per_m(const Box& box, std::size_t octave);

/// Reverberation time by Eyring's formula with air: 24 ln 10 / c * V / (-S ln(1 - a) + 4 m V).
/// Infinite when nothing absorbs.
[[nodiscard]] double eyring_rt60_s(const Box& box, std::size_t octave);

/// The box whose Eyring time is \p rt60_s in every octave: the absorption exponents -ln(1 - a) of
/// its walls are scaled by one factor per octave, so that what swallowed more still does. Where the
/// air alone is faster, the walls become rigid and the time stays shorter.
[[nodiscard]] Box with_rt60(const Box& box, const Octaves& rt60_s);

}  // namespace cavea::room
