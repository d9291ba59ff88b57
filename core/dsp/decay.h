// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// How the energy of an impulse response decays: backward integration (Schroeder 1965) from the
// point where the noise floor begins, and what ISO 3382-1 reads from the curve.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace cavea::dsp {

/// Sound energy that is still to come, at every frame from the arrival of the direct sound to where
/// the response drowns in noise.
struct EnergyDecay {
    std::uint32_t rate_hz = 48000;
    std::vector<double> remaining;  ///< [frames] energy from each frame on, never rising
    double beyond = 0;              ///< energy that an exponential decay has after the last frame
    double beyond_time_s = 0;       ///< its time constant: how much later it comes on average
    std::optional<double> noise;    ///< energy per frame of the floor; none when it is not reached
    double depth_db = 0;            ///< how far the curve can be followed below its start
};

/// The frame where the direct sound arrives: the first within 20 dB of the highest (ISO
/// 3382-1:2009, A.3.4: the start has to be found from the broadband response). 0 for silence.
///
/// \param energy  [T] squared samples, summed over channels
[[nodiscard]] std::size_t onset_frame(std::span<const float> energy);

/// Find the noise floor, subtract it, and integrate what is above it backwards.
///
/// \param energy  [T] squared samples of one band
/// \param onset   of the broadband response; what an acausal filter smears up to 50 ms before it
///                counts as arriving there
/// \see Lundeby, Vigran, Bietz, Vorlaender 1995, "Uncertainties of measurements in room acoustics"
[[nodiscard]] EnergyDecay integrate_decay(std::span<const float> energy, std::size_t onset,
                                          std::uint32_t rate_hz);

/// The time in which the level falls by 60 dB, from a straight line through the curve between two
/// levels: EDT 0 to -10, T20 -5 to -25, T30 -5 to -35 dB (ISO 3382-1:2009, 3.5 and A.2.2).
///
/// \return nothing when the curve does not reach 10 dB below \p to_db
[[nodiscard]] std::optional<double> reverberation_time_s(const EnergyDecay& decay, double from_db,
                                                         double to_db);

/// Share of the energy that arrives within a time: D50 for 0.05 s (ISO 3382-1:2009, A.2.3).
///
/// \return nothing for silence or when the curve ends before
[[nodiscard]] std::optional<double> early_share(const EnergyDecay& decay, double time_s);

/// Early to late energy in dB: C80 for 0.08 s. Nothing also when nothing comes later.
[[nodiscard]] std::optional<double> clarity_db(const EnergyDecay& decay, double time_s);

/// The energy's centre of gravity in time. Nothing for silence.
[[nodiscard]] std::optional<double> centre_time_s(const EnergyDecay& decay);

}  // namespace cavea::dsp
