// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A plain multichannel file as a programme: each channel a loudspeaker of a known layout.
#pragma once

#include <cstdint>
#include <optional>

#include "core/base/frame.h"
#include "core/layout/layout.h"
#include "core/programme/programme.h"

namespace cavea::programme {

/// One DirectSpeakers source per channel of \p layout, in its order.
[[nodiscard]] Programme bed(const layout::Layout& layout, std::uint32_t rate_hz, Frame length);

/// A layout with its channels in the order of a file with this channel mask.
///
/// \return nothing when the mask does not mean this layout
[[nodiscard]] std::optional<layout::Layout> in_mask_order(layout::Layout layout,
                                                          std::uint32_t wave_mask);

/// The layout that a plain file most likely has: by its channel mask, or, without one, mono (as a
/// centre loudspeaker) and stereo by the number of channels.
///
/// \return nothing when it cannot be told; the person has to say it
[[nodiscard]] std::optional<layout::Layout> guess_layout(std::uint32_t channels,
                                                         std::uint32_t wave_mask);

}  // namespace cavea::programme
