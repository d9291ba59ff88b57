// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Where cavea may keep what it can compute again.
#pragma once

#include <filesystem>
#include <optional>

namespace cavea::io {

/// $XDG_CACHE_HOME/cavea, else $HOME/.cache/cavea; nothing when neither variable holds an absolute
/// path. The folder need not exist, and the caller goes on without a cache when it cannot be made.
///
/// \see XDG Base Directory Specification: relative paths are to be ignored
[[nodiscard]] std::optional<std::filesystem::path> cache_folder();

}  // namespace cavea::io
