// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The arguments of `cavea room`.
#pragma once

#include <CLI/CLI.hpp>

#include "cli/room_command.h"

namespace cavea::cli {

/// Add the subcommand; its --json and --quiet included.
///
/// \param options  filled when \p app parses; must outlive it
void add_room(CLI::App& app, RoomOptions& options);

}  // namespace cavea::cli
