// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A ring of frames from one writing thread to one reading thread, without locks. Rows are channels;
// indices count frames since the beginning and only grow.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>

#include "core/base/planar.h"

namespace cavea::live {

class SampleRing {
 public:
    /// \param frames  that fit; rounded up to a power of two
    SampleRing(std::size_t channels, std::size_t frames);

    [[nodiscard]] std::size_t capacity() const { return buffer_.frames(); }
    /// Frames that were written and not read; a lower bound for the reader, an upper one for the
    /// writer.
    [[nodiscard]] std::size_t size() const noexcept;
    [[nodiscard]] std::uint64_t written() const noexcept {
        return written_.load(std::memory_order_acquire);
    }
    [[nodiscard]] std::uint64_t read() const noexcept {
        return read_.load(std::memory_order_acquire);
    }

    /// The writer's.
    ///
    /// \pre in.frames() <= capacity() - size()
    void push(Planar<const float> in) noexcept;

    /// The reader's: fills the front of \p out.
    ///
    /// \return frames that were there
    /// \rt     no allocation, lock or system call
    std::size_t pop(Planar<float> out) noexcept;

 private:
    PlanarBuffer<float> buffer_;  ///< [channels][capacity]
    // Each is stored by one thread, with release, so that who acquires it sees the samples.
    std::atomic<std::uint64_t> written_{0};
    std::atomic<std::uint64_t> read_{0};
    static_assert(std::atomic<std::uint64_t>::is_always_lock_free);
};

}  // namespace cavea::live
