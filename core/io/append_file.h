// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A file that only grows: journals. What was appended outlives the program, what was synced also
// the machine.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string_view>

#include "core/io/posix_file.h"

namespace cavea::io {

class AppendFile {
 public:
    enum class Start { Fresh, Continue };
    /// Create the file, or open it at its end.
    ///
    /// \param start  Fresh: what was in it is gone
    /// \throws Error{Refused}  a folder or device
    /// \throws Error{Machine}  the folder is missing, read-only or full
    AppendFile(std::filesystem::path path, Start start);

    /// \throws Error{Machine}
    void append(std::string_view text);
    /// Wait until the disk has everything.
    ///
    /// \throws Error{Machine}
    void sync();

 private:
    std::filesystem::path path_;
    Descriptor descriptor_;
    std::uint64_t size_ = 0;
};

}  // namespace cavea::io
