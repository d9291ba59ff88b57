// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The journal of a project: edits that are not saved yet, in "NAME.cavea.journal" beside it, for
// the day the power goes. A line of JSON per call, each with the whole value of every entry that
// changed; the first line says which bytes of the project they are edits of.
#pragma once

#include <chrono>
#include <filesystem>
#include <optional>
#include <set>
#include <string>

#include "core/io/append_file.h"
#include "core/session/project.h"

namespace cavea::session {

class Journal {
 public:
    /// Of a project file with these bytes. Nothing is on disk before something is appended.
    Journal(const std::filesystem::path& project, FileStamp stamp);

    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

    /// Keep entries of a project, named by their keys; waits for the disk at most once a second.
    ///
    /// \throws Error{Machine}  the folder is read-only or full
    void append(const Project& project, const std::set<std::string>& objects,
                const std::set<std::string>& sends);

    /// \p saved with the edits of the journal; nothing when there are none. Lines that are damaged,
    /// as the last one may be, are passed over.
    ///
    /// \throws Error{Refused}  it belongs to other bytes of the project, or is no journal
    [[nodiscard]] std::optional<Project> recover(const Project& saved) const;

    /// Delete it: what it holds was saved, or is not wanted.
    void remove() noexcept;

 private:
    void start();

    std::filesystem::path path_;
    FileStamp stamp_;
    std::optional<io::AppendFile> file_;
    std::chrono::steady_clock::time_point synced_{};
    bool waiting_ = false;  ///< for a sync
};

}  // namespace cavea::session
