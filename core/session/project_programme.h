// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// From a project and its master's programme to the programme that sounds: rooms are loaded and
// sends attached. Also the quick room of the command line.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "core/base/diagnostics.h"
#include "core/programme/programme.h"
#include "core/session/project.h"

namespace cavea::session {

/// The master's programme with the project's rooms and sends.
///
/// \throws Error{Refused}  an impulse response that cannot be used, or a send of an object or to an
///                         input that is not there; names the project and the place
[[nodiscard]] programme::Programme with_rooms(const programme::Programme& master,
                                              const Project& project, Diagnostics& diagnostics);

/// Every source into one room.
///
/// \param send_db  level of the sends
/// \throws         as io::load_impulse_response
[[nodiscard]] programme::Programme with_quick_room(const programme::Programme& master,
                                                   const std::filesystem::path& ir, double send_db,
                                                   Diagnostics& diagnostics);

}  // namespace cavea::session
