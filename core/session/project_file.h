// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Reading project files.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "core/session/project.h"

namespace cavea::session {

inline constexpr std::size_t kMaxProjectBytes = std::size_t{64} << 20U;
inline constexpr int kMaxProjectDepth = 64;

/// \throws Error{Refused}  not JSON (line and column), an unknown or missing key or a bad value
/// (its
///                         place as a JSON pointer); a key of a later version is refused by name
///                         rather than rendered without
[[nodiscard]] Project read_project(const std::filesystem::path& path);

/// The same from text; \p path for messages and relative paths.
[[nodiscard]] Project parse_project(std::string_view text, const std::filesystem::path& path);

}  // namespace cavea::session
