// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// An Objects channel with moves compiled in.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/programme/programme.h"
#include "core/session/project.h"

namespace cavea::session {

/// The channel of a source with moves in the place of its own positions. Blocks that no move
/// touches stay as they are; others are cut, and what is left of them goes on in a straight line
/// from where it was. The positionOffset of the source is in the new coordinates.
///
/// \param end_s  of the programme, for blocks without times
/// \throws Error{Refused}  times so fine that a cut cannot be said exactly
[[nodiscard]] std::shared_ptr<const programme::ObjectsChannel> moved_channel(
    const programme::Source& source, const programme::ObjectsChannel& channel,
    const std::vector<Move>& moves, Rational end_s);

}  // namespace cavea::session
