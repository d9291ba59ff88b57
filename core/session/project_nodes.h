// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Pieces of a project as JSON, both ways: what project files and journals have in common.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "core/session/project.h"
#include "core/session/strict_json.h"

namespace cavea::session {

/// \throws Error{Refused}  as read_project()
[[nodiscard]] std::vector<programme::Breakpoint> read_curve(const Node& node);
[[nodiscard]] std::vector<ProjectSend> read_sends(const Node& node,
                                                  const std::set<std::string>& rooms);
[[nodiscard]] ObjectEdit read_edit(const Node& node);

/// The shortest numbers that are read back as they are: times to the nanosecond, levels to the bit.
[[nodiscard]] Json write_curve(const std::vector<programme::Breakpoint>& points);
[[nodiscard]] Json write_sends(const std::vector<ProjectSend>& sends);
[[nodiscard]] Json write_edit(const ObjectEdit& edit);

[[nodiscard]] FileStamp stamp_of(std::string_view text);

}  // namespace cavea::session
