// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What an impulse response tells about its room: the quantities of ISO 3382-1 by octave. For the
// command line and the GUI.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "core/dsp/ir_set.h"

namespace cavea::room {

struct BandAnalysis {
    double centre_hz = 0;  ///< nominal; 0 for all frequencies together
    std::optional<double> edt_s;
    std::optional<double> t20_s;
    std::optional<double> t30_s;
    std::optional<double> c50_db;
    std::optional<double> c80_db;
    std::optional<double> d50;  ///< 0 to 1
    std::optional<double> centre_time_s;
    double depth_db = 0;             ///< down to which the decay can be followed
    std::optional<double> noise_db;  ///< of the floor, relative to the loudest millisecond
    std::vector<float> curve_db;     ///< decay from the onset, 0 dB at its start, every 5 ms
};

struct RoomAnalysis {
    std::uint32_t rate_hz = 48000;
    std::size_t frames = 0;
    double peak = 0;                                 ///< largest absolute sample
    double energy_db = 0;                            ///< of all samples: the gain for noise
    double onset_s = 0;                              ///< arrival of the direct sound
    double usable_s = 0;                             ///< from the onset to where the floor begins
    std::optional<double> direct_to_reverberant_db;  ///< first 2.5 ms against the rest
    BandAnalysis all;
    std::vector<BandAnalysis> octaves;  ///< 125 Hz up, those below half the rate
};

/// Time between points of BandAnalysis::curve_db.
inline constexpr double kCurveStepS = 0.005;

/// \param set  its energies are summed over all inputs and channels: to an omnidirectional
///             microphone the loudspeakers around a listener are one diffuse field
[[nodiscard]] RoomAnalysis analyse(const dsp::IrSet& set);

}  // namespace cavea::room
