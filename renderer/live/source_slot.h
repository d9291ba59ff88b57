// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What a device plays: a source that may be exchanged at any time. The audio thread never waits;
// who exchanges waits until the source before is out of use.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>

#include "core/base/planar.h"
#include "renderer/live/audio_source.h"

namespace cavea::live {

class SourceSlot {
 public:
    /// \param source  null = silence
    void set(std::shared_ptr<AudioSource> source);

    /// The audio thread's. Channels that the source does not have are silent.
    ///
    /// \rt  no allocation, lock, system call or exception
    void fill(Planar<float> out) noexcept;
    /// Calls of fill() so far.
    [[nodiscard]] std::uint64_t calls() const noexcept {
        return calls_.load(std::memory_order_relaxed);
    }

 private:
    std::shared_ptr<AudioSource> owner_;
    // Both sides write one of these and then read the other; only one total order over the four
    // accesses shows at least one of them what the other is about to do.
    std::atomic<AudioSource*> source_{nullptr};
    std::atomic<std::uint64_t> turn_{0};  ///< odd while fill() runs
    std::atomic<std::uint64_t> calls_{0};
};

}  // namespace cavea::live
