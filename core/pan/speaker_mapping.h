// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Beds of known layouts on other layouts: the mapping rules of ITU-R BS.2127-0 section 8 for
// DirectSpeakers channels in a pack of the common definitions (BS.2094), and the reading of speaker
// labels.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "core/layout/layout.h"

namespace cavea::pan {

/// A speakerLabel as BS.2051 writes it: without its URN, LFE and LFEL as LFE1, LFER as LFE2.
[[nodiscard]] std::string nominal_label(std::string_view label);

/// The BS.2051 layout of a common-definitions pack that has mapping rules.
///
/// \return nothing for any other pack
[[nodiscard]] std::optional<std::string_view> bed_layout(std::string_view pack_id);

/// Gains by the first rule for a loudspeaker of a bed whose targets all exist in the layout.
///
/// \param bed    from bed_layout()
/// \param label  from nominal_label()
/// \param gains  [L] overwritten when a rule applies, else untouched
/// \return whether a rule applies
[[nodiscard]] bool map_bed_channel(std::string_view bed, std::string_view label,
                                   const layout::Layout& layout, std::span<double> gains);

}  // namespace cavea::pan
