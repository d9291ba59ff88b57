// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// From the words of `cavea room --shoebox` to the settings of a room.
#pragma once

#include "cli/room_command.h"
#include "core/room/shoebox.h"

namespace cavea::cli {

/// Walls are of plaster, the floor of wood, where nothing is said; the source stands in the front
/// third, the listener in the back half, both a little off the middle.
///
/// \throws Error{Usage}  a size, place, wall, material or time that cannot be understood; names it
[[nodiscard]] room::ShoeboxSettings shoebox_settings(const RoomOptions& options);

}  // namespace cavea::cli
