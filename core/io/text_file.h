// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Whole small files: sessions, layouts and reports. Bounded when read, atomic when written.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace cavea::io {

/// All bytes of a regular file; their encoding is the caller's concern.
///
/// \param max_bytes  the largest file to accept
/// \throws Error{Refused}  as InputFile, or larger than max_bytes
/// \throws Error{Machine}  read error
[[nodiscard]] std::string read_text_file(const std::filesystem::path& path,
                                         std::uint64_t max_bytes);

/// Make \p path hold \p text in one step: whoever reads it sees the old or the new content.
///
/// \throws Error{Refused}  the path is a folder or device
/// \throws Error{Machine}  the folder is missing, read-only or full; the old content stays
void write_text_file(const std::filesystem::path& path, std::string_view text);

}  // namespace cavea::io
