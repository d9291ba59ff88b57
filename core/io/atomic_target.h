// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A file that appears whole or not at all: bytes go to a temporary file beside the target, commit()
// renames it. Destroyed without commit(), the temporary is gone and the target as it was.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>

#include "core/io/posix_file.h"

namespace cavea::io {

class AtomicTarget {
 public:
    /// Check the target, create the temporary and reserve its space, so that a full disk shows now.
    ///
    /// \param path            where the file shall appear; a symbolic link is followed
    /// \param sources         files that it must not be
    /// \param expected_bytes  0 = unknown
    /// \throws Error{Refused}  the target is a source, a folder, a device, write-protected, or a
    /// link
    ///                         that leads nowhere
    /// \throws Error{Machine}  the folder is missing, read-only or full
    AtomicTarget(const std::filesystem::path& path, std::span<const std::filesystem::path> sources,
                 std::uint64_t expected_bytes);
    AtomicTarget(const AtomicTarget&) = delete;
    AtomicTarget& operator=(const AtomicTarget&) = delete;
    ~AtomicTarget();

    /// The target as the user named it, for messages.
    [[nodiscard]] const std::filesystem::path& path() const { return path_; }
    /// Of the temporary, for what writes by itself.
    [[nodiscard]] int fd() const { return descriptor_.get(); }

    /// \throws Error{Machine}
    void write_at(std::uint64_t at, std::span<const std::byte> bytes);
    /// Cut to \p size bytes, fsync, rename, fsync of the folder.
    ///
    /// \throws Error{Machine}  the target is then as it was before
    void commit(std::uint64_t size);

 private:
    void create_temporary();
    void reserve(std::uint64_t bytes);
    void discard() noexcept;

    std::filesystem::path path_;       ///< as the user named it
    std::filesystem::path target_;     ///< the same with links resolved
    std::filesystem::path temporary_;  ///< empty when there is none
    Descriptor descriptor_;
};

}  // namespace cavea::io
