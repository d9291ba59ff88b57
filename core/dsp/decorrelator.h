// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The all-pass filters that make a signal diffuse: ITU-R BS.2127-0 section 7.4. One per
// loudspeaker, different from each other, flat in magnitude; the engines' convolver applies them.
#pragma once

#include <cstddef>
#include <vector>

#include "core/layout/layout.h"

namespace cavea::dsp {

inline constexpr std::size_t kDecorrelatorFrames = 512;
/// By how much a decorrelated signal lags the direct one; the direct path is delayed to match.
inline constexpr std::size_t kDecorrelatorDelay = (kDecorrelatorFrames - 1) / 2;

/// Filter number \p index of the standard's sequence, [kDecorrelatorFrames].
[[nodiscard]] std::vector<float> decorrelator(std::size_t index);

/// Which filter each channel takes: its place among the layout's channel names in ASCII order, LFE
/// channels counted. [L]
[[nodiscard]] std::vector<std::size_t> decorrelator_indices(const layout::Layout& layout);

}  // namespace cavea::dsp
