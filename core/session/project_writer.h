// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Writing project files: the same project always gives the same bytes, and reading them back gives
// an equal project.
#pragma once

#include <filesystem>
#include <string>

#include "core/session/project.h"

namespace cavea::session {

/// The text of a project file.
///
/// \throws Error{Refused}  a name that is not UTF-8
[[nodiscard]] std::string project_text(const Project& project);

/// The project as a file at \p path names its master and responses: what was relative to its old
/// folder is relative to the new one.
[[nodiscard]] Project relocated(const Project& project, const std::filesystem::path& path);

/// Write it in one step; what was there before is kept as "NAME.cavea.bak".
///
/// \return the project as it is now on disk: relocated, with its stamp
/// \throws Error{Refused}  a name that does not end with .cavea, or the project's own file when it
///                         is not the one that was read any more
/// \throws Error{Machine}  the folder is missing, read-only or full; the old file stays
[[nodiscard]] Project write_project(const Project& project, const std::filesystem::path& path);

}  // namespace cavea::session
