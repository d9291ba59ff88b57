// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Whether two paths lead to one file, so that an output never overwrites an input.
#pragma once

#include <filesystem>

namespace cavea::io {

/// True when both exist and are the same device and inode: through hard links, symbolic links and
/// ".." alike. False when one does not exist.
[[nodiscard]] bool same_file(const std::filesystem::path& a, const std::filesystem::path& b);

}  // namespace cavea::io
