// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The only place that opens, reads and writes files through POSIX: regular files only, interrupted
// calls repeated, errno turned into cavea::Error. Readers and writers of formats are built on it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string_view>

#include "core/base/error.h"

namespace cavea::io {

/// Owns a file descriptor; -1 is none.
class Descriptor {
 public:
    Descriptor() = default;
    explicit Descriptor(int fd) : fd_(fd) {}
    Descriptor(Descriptor&& other) noexcept : fd_(other.release()) {}
    Descriptor& operator=(Descriptor&& other) noexcept;
    ~Descriptor() { close(); }

    [[nodiscard]] int get() const { return fd_; }
    /// Close now. \return errno of the close, 0 when it worked or there was nothing to close
    int close() noexcept;

 private:
    int release() noexcept;
    int fd_ = -1;
};

/// A regular file, open for reading at any place; the size is that of the moment of opening.
class InputFile {
 public:
    /// \throws Error{Refused}  missing, unreadable, a folder, device, pipe or loop of links
    /// \throws Error{Machine}  too many open files, input/output error
    explicit InputFile(std::filesystem::path path);

    [[nodiscard]] const std::filesystem::path& path() const { return path_; }
    [[nodiscard]] std::uint64_t size() const { return size_; }
    [[nodiscard]] int fd() const { return descriptor_.get(); }

    /// Fill \p out from byte \p at of the file.
    ///
    /// \pre at + out.size() <= size()
    /// \throws Error{Machine}  read error, or the file became shorter since it was opened
    void read_at(std::uint64_t at, std::span<std::byte> out) const;

    /// refused() with this file's name.
    [[nodiscard]] Error refuse(std::string_view place, std::string_view what) const;

 private:
    std::filesystem::path path_;
    std::uint64_t size_ = 0;
    Descriptor descriptor_;
};

/// Write all of \p bytes at a position of an open file.
///
/// \param name  of the file, for the message
/// \throws Error{Machine}
void write_at(int fd, std::uint64_t at, std::span<const std::byte> bytes,
              const std::filesystem::path& name);

/// What to tell the user about an errno of an output: "FILE: cannot be written: the disk is full".
[[nodiscard]] Error output_error(const std::filesystem::path& name, int error_number);

/// \throws Error{Refused}  the path contains a NUL byte, which the system would cut it at
void check_path(const std::filesystem::path& path);

}  // namespace cavea::io
