// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The channels of a HOA pack as one scene: what they share, and the rules that they have to keep
// among each other (BS.2127-1 §9; BS.2076-2 §5.4.3.4).
#pragma once

#include <memory>
#include <vector>

#include "core/adm/document.h"
#include "core/adm/element_reader.h"
#include "core/adm/pack_slots.h"
#include "core/programme/blocks.h"

namespace cavea::adm {

/// \param channels  of one pack instance, of type HOA; at least one
/// \return the scene; its component i is that of channel i
/// \throws Error{Refused}  a channel that cannot be decoded, or that contradicts its packs or
///                         another channel: names it
[[nodiscard]] std::shared_ptr<const programme::HoaScene> make_hoa_scene(
    const std::vector<const Slot*>& channels, ElementReader& reader);

}  // namespace cavea::adm
