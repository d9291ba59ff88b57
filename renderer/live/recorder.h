// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Stands between a device and a player and keeps what is heard, for a thread that writes it down.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>

#include "core/base/planar.h"
#include "renderer/live/player.h"
#include "renderer/live/sample_ring.h"

namespace cavea::live {

class Recorder final : public AudioSource {
 public:
    /// \param seconds  that may pass between two calls of drain()
    Recorder(std::shared_ptr<Player> player, double seconds);

    [[nodiscard]] std::uint32_t channels() const override { return player_->channels(); }
    [[nodiscard]] std::uint32_t rate_hz() const override { return player_->rate_hz(); }
    /// \rt as AudioSource::fill
    void fill(Planar<float> out) noexcept override;

    /// Hand on what was heard since the last call: the programme from its first frame to its last,
    /// gaps where the player was late included.
    ///
    /// \param write  [channels][frames], several times
    void drain(const std::function<void(Planar<const float>)>& write);
    /// Frames that were lost because nobody drained.
    [[nodiscard]] std::uint64_t lost() const { return lost_.load(std::memory_order_relaxed); }

 private:
    std::shared_ptr<Player> player_;
    SampleRing ring_;
    PlanarBuffer<float> piece_;
    std::atomic<std::uint64_t> lost_{0};
};

}  // namespace cavea::live
