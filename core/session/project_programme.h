// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// From a project and its master's programme to the programme that sounds: rooms are loaded, sends
// attached, edits of objects carried out. Also the quick room of the command line.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "core/base/diagnostics.h"
#include "core/programme/programme.h"
#include "core/session/project.h"

namespace cavea::session {

/// The master's programme with the project's rooms, sends and edits.
///
/// \throws Error{Refused}  an impulse response that cannot be used, a send of an object or to an
///                         input that is not there, or as with_edits(); names the project and the
///                         place
[[nodiscard]] programme::Programme with_rooms(const programme::Programme& master,
                                              const Project& project, Diagnostics& diagnostics);

/// Of a HOA scene only the omnidirectional component is sent: it is the whole sound, the others are
/// its direction, which a room input does not have.
[[nodiscard]] bool can_send(const programme::Source& source);

/// Every source into one room.
///
/// \param labels   of the channels; empty = told by the file, also by its chna when it is AmbiX
/// \param send_db  level of the sends
/// \throws         as io::load_impulse_response
[[nodiscard]] programme::Programme with_quick_room(const programme::Programme& master,
                                                   const std::filesystem::path& ir, double send_db,
                                                   Diagnostics& diagnostics,
                                                   const std::vector<std::string>& labels = {});

}  // namespace cavea::session
