// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The audio thread's side of a player: what was rendered waits here until a device takes it. Knows
// which frame is heard, covers what comes too late, and moves the monitor's gain. One thread puts,
// one takes; nobody waits for anybody.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/base/frame.h"
#include "core/base/planar.h"
#include "renderer/live/sample_ring.h"
#include "renderer/live/spsc_queue.h"

namespace cavea::live {

class Outlet {
 public:
    enum class Gate {
        Closed,    ///< nothing is taken, however much there is
        Open,      ///< more will come; when it does not, it is late
        Draining,  ///< what is there is the rest
    };

    /// \param block  frames of what is put and of the monitor's ramp
    Outlet(std::size_t channels, std::size_t block);

    // The render thread's.
    [[nodiscard]] std::size_t size() const noexcept { return ring_.size(); }
    /// Whether another block should be rendered now: early enough for the device's next request
    /// and late enough to hear controls soon.
    [[nodiscard]] bool wants() const noexcept;
    /// Frames that the device asks for at once, as far as is known.
    [[nodiscard]] std::size_t request_frames() const noexcept {
        return request_.load(std::memory_order_relaxed);
    }
    /// \param first    programme frame of the first one
    /// \param samples  [channels][up to a block]
    void put(Frame first, Planar<const float> samples) noexcept;
    /// What is heard behind everything that was put.
    void mark(Frame next) noexcept;
    void set_gate(Gate gate) noexcept { gate_.store(gate, std::memory_order_release); }
    [[nodiscard]] Gate gate() const noexcept { return gate_.load(std::memory_order_acquire); }

    // Anybody's.
    void set_monitor_gain(float gain) noexcept {
        monitor_gain_.store(gain, std::memory_order_relaxed);
    }
    /// The next frame to be heard, while the gate is open.
    [[nodiscard]] Frame position() const noexcept {
        return position_.load(std::memory_order_relaxed);
    }
    [[nodiscard]] std::uint64_t late() const noexcept {
        return late_.load(std::memory_order_relaxed);
    }

    /// The audio thread's.
    ///
    /// \param out  [channels][frames] overwritten
    /// \return     frames that belong to what is played
    /// \rt         no allocation, lock, system call or exception
    std::size_t take(Planar<float> out) noexcept;

 private:
    struct Marker {
        std::uint64_t index = 0;  ///< of the ring
        Frame frame = 0;          ///< of the programme
    };
    void find_position() noexcept;
    void rise(Planar<float> out) noexcept;
    void fall(Planar<float> out, std::size_t from) noexcept;
    void apply_monitor(Planar<float> out) noexcept;

    static constexpr std::size_t kFadeFrames = 64;  ///< in and out of what came too late

    std::size_t block_;
    SampleRing ring_;
    SpscQueue<Marker> markers_;
    std::atomic<Gate> gate_{Gate::Closed};
    std::atomic<std::size_t> request_{0};
    std::atomic<float> monitor_gain_{1.0F};
    std::atomic<Frame> position_{0};
    std::atomic<std::uint64_t> late_{0};

    // The audio thread's own.
    Marker marker_;
    std::vector<float> last_;  ///< [channels] samples of the last frame
    std::size_t falling_ = 0;  ///< frames of a fall that are left
    std::size_t rising_ = 0;   ///< frames of a rise that are left
    bool dry_ = false;
    float gain_ = 1;
    static_assert(std::atomic<Gate>::is_always_lock_free &&
                  std::atomic<float>::is_always_lock_free);
};

}  // namespace cavea::live
