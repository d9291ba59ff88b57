// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Whole signals moved by parts of a frame, and how far two signals are apart: for aligning measured
// responses before they are mixed. Not for streams.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace cavea::dsp {

/// \p in later by \p delay_frames (earlier when negative), band-limited; whole frames move exactly.
/// What leaves [0, out_frames) is cut.
///
/// \pre |delay_frames| < 2^24
[[nodiscard]] std::vector<float> delayed(std::span<const float> in, double delay_frames,
                                         std::size_t out_frames);

/// By how many frames \p b is later than \p a: where their cross-correlation is highest, to parts
/// of a frame. 0 when one of them is silent.
[[nodiscard]] double lag_frames(std::span<const float> a, std::span<const float> b);

}  // namespace cavea::dsp
