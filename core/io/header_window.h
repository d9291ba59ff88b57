// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Small pieces of a file at rising places through one window of a few kilobytes: 100,000 chunk
// headers in a row cost few system calls, and skipping a large chunk costs one.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "core/io/posix_file.h"

namespace cavea::io {

class HeaderWindow {
 public:
    static constexpr std::size_t kBytes = 4096;

    /// \p file has to outlive the window.
    explicit HeaderWindow(const InputFile& file) : file_(file) {}

    /// Bytes [at, at + count) of the file; valid until the next call.
    ///
    /// \pre count <= kBytes, at + count <= file size
    /// \throws Error{Machine}  read error
    [[nodiscard]] std::span<const std::byte> bytes(std::uint64_t at, std::size_t count);

 private:
    const InputFile& file_;
    std::array<std::byte, kBytes> buffer_{};
    std::uint64_t begin_ = 0;
    std::size_t filled_ = 0;
};

}  // namespace cavea::io
