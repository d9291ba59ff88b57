// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Late reverberation: noise that decays exponentially, at every frequency as walls and air there
// make it, at the level that the mirror images of the room have on average.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/room/box.h"

namespace cavea::room {

struct TailSettings {
    Box box;
    std::uint32_t rate_hz = 48000;
    std::size_t frames = 0;
    std::size_t fade_in_begin = 0;  ///< the tail rises from here as a sine ...
    std::size_t fade_in_end = 0;    ///< ... to here
    std::size_t channels = 1;       ///< that share the energy evenly
    std::uint64_t seed = 1;
};

/// One channel of the tail; other channels are independent of it.
///
/// Images at time t are 4 pi c^3 t^2 / V per second, each of energy 1 / (c t)^2 times what walls
/// and air left, which is 10^(-6 t / T): together 4 pi c / V * 10^(-6 t / T) per second. Before it
/// decays the energy of the noise is evened out in every octave over stretches of 20 degrees of
/// freedom, so that decay times come out as asked and not by the luck of the seed.
///
/// \return [frames]; the same for the same settings and channel
[[nodiscard]] std::vector<float> diffuse_tail(const TailSettings& settings, std::size_t channel);

/// Reverberation time at any frequency: between the octaves' Eyring times the decay rate goes
/// evenly over the logarithm of the frequency; above 8 kHz the air takes more and more of the
/// sound.
[[nodiscard]] double rt60_at_s(const Box& box, double hz);

}  // namespace cavea::room
