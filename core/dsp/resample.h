// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Whole signals at another sample rate, by libsoxr at its highest quality: linear phase, no
// latency, so that an impulse at t seconds stays at t seconds. For impulse responses and stems when
// they are loaded, not for streams.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace cavea::dsp {

/// Frames of a resampled signal: ceil(frames * to / from), so that no input lies outside; at least
/// one frame for one frame.
[[nodiscard]] std::size_t resampled_frames(std::size_t frames, std::uint32_t from_hz,
                                           std::uint32_t to_hz);

/// Amplitudes are those of the sampled signal, as for programme material: a sine keeps its level.
///
/// \param in  [T] finite
/// \return    [resampled_frames(T, from_hz, to_hz)]; \p in itself when the rates are equal
/// \pre       rates between 1 Hz and 2^24 Hz
/// \throws Error{Machine}  libsoxr failed, out of memory
[[nodiscard]] std::vector<float> resample(std::span<const float> in, std::uint32_t from_hz,
                                          std::uint32_t to_hz);

/// The same for an impulse response, whose samples stand for area: convolving with the result at
/// the new rate has the gain that the original had at its rate.
[[nodiscard]] std::vector<float> resample_impulse_response(std::span<const float> in,
                                                           std::uint32_t from_hz,
                                                           std::uint32_t to_hz);

}  // namespace cavea::dsp
