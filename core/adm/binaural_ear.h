// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Which ear a channel of a Binaural pack is for.
#pragma once

#include "core/adm/document.h"
#include "core/adm/element_reader.h"
#include "core/adm/pack_slots.h"
#include "core/programme/programme.h"

namespace cavea::adm {

/// BS.2076 names the two channels leftEar and rightEar; when the names do not tell them apart,
/// their order in the pack does, left first.
///
/// \param slot  a channel of type Binaural
/// \throws Error{Refused}  the pack does not have two channels
[[nodiscard]] programme::Ear ear_of(const Document& document, const Slot& slot,
                                    ElementReader& reader);

}  // namespace cavea::adm
