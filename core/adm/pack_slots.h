// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The channels of a pack, those of the packs in it included.
#pragma once

#include <cstddef>
#include <vector>

#include "core/adm/document.h"
#include "core/adm/element_reader.h"

namespace cavea::adm {

inline constexpr std::size_t kMaxPackDepth = 64;

/// A channel in a pack.
struct Slot {
    const AudioChannelFormat* channel = nullptr;
    std::vector<const AudioPackFormat*> packs;  ///< innermost first, the root last
};

/// \param most  looking for more stops one beyond it
/// \throws Error{Refused}  an element that is in the pack twice, or packs nested too deep
[[nodiscard]] std::vector<Slot> slots_of(const Document& document, const AudioPackFormat& root,
                                         std::size_t most, const ElementReader& reader);

}  // namespace cavea::adm
