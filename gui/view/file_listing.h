// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Folders for the file browser, without ImGui: what lies in one, which of it a filter shows, and
// where a person may want to begin.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace cavea::gui {

enum class FileKind { Folder, Master, Project, Other };
enum class FileFilter { Mixes, Projects, All };

struct FileEntry {
    std::string name;  ///< as bytes of the file system
    FileKind kind = FileKind::Other;
    std::uintmax_t bytes = 0;
    std::int64_t modified = 0;  ///< seconds since 1970
};

/// By the ending of the name.
[[nodiscard]] FileKind kind_of(const std::filesystem::path& file);

struct Folder {
    std::filesystem::path path;      ///< absolute
    std::vector<FileEntry> entries;  ///< folders first, then by name as people sort: 2 before 10
    std::string problem;             ///< why it could not be read; then there are no entries
};
/// At most 100 000 entries are read.
[[nodiscard]] Folder list_folder(const std::filesystem::path& path);

/// Indices of the entries to show. Folders are always of the right kind.
///
/// \param typed   part of the name, any case
/// \param hidden  also names that begin with a point
[[nodiscard]] std::vector<std::size_t> shown_entries(const Folder& folder, FileFilter filter,
                                                     std::string_view typed, bool hidden);

struct Place {
    std::string name;
    std::filesystem::path path;
};
/// Home, the folder of now, mounted media and the root, as far as they exist.
[[nodiscard]] std::vector<Place> places();

/// With .cavea at its end, once.
[[nodiscard]] std::string project_name(std::string_view typed);

/// "1.2 GB"; whole below a kilobyte.
[[nodiscard]] std::string size_text(std::uintmax_t bytes);
/// "2026-02-03 14:05", local time.
[[nodiscard]] std::string date_text(std::int64_t seconds);

/// Whether text holds part, not minding the case of Latin letters.
[[nodiscard]] bool holds(std::string_view text, std::string_view part);
/// Text before other, numbers by their value, not minding case.
[[nodiscard]] bool before(std::string_view text, std::string_view other);

}  // namespace cavea::gui
