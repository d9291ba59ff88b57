// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What a player measures of each block for the eye: levels of sources and channels, loudness, load.
// Fed by the render thread; the copy that others see is made under the player's lock.
#pragma once

#include <chrono>
#include <cstdint>
#include <vector>

#include "core/layout/layout.h"
#include "core/meter/loudness.h"
#include "renderer/live/pipeline.h"
#include "renderer/live/player.h"

namespace cavea::live {

/// Largest values of the last one to two windows.
class PeakHold {
 public:
    explicit PeakHold(std::size_t count) : now_(count), before_(count), shown_(count) {}
    void add(std::size_t index, float peak);
    /// The window at hand is over.
    void turn();
    [[nodiscard]] const std::vector<float>& shown();

 private:
    std::vector<float> now_;
    std::vector<float> before_;
    std::vector<float> shown_;
};

class Meters {
 public:
    Meters(const layout::Layout& delivered, std::size_t sources, std::uint32_t rate_hz,
           std::uint32_t block);

    /// Sound begins anew: loudness counts from here.
    void restart();
    /// \param pipeline  after the block
    /// \param samples   what is heard of it, [channels][frames]
    void add(const Pipeline& pipeline, Planar<const float> samples);
    /// How long a block took.
    void add_load(double seconds);
    /// Everything falls silent.
    void clear();
    /// Fill in what this measures.
    void show(PlayerState& state);

 private:
    void add_sources(const Pipeline& pipeline);

    const layout::Layout layout_;
    std::uint32_t rate_hz_;
    double block_s_;
    meter::LoudnessMeter loudness_;
    LiveLoudness shown_loudness_;
    Frame until_loudness_ = 0;  ///< frames to the next look at it
    PeakHold source_peak_;
    PeakHold output_peak_;
    Frame until_turn_ = 0;
    std::vector<float> row_peak_;
    double load_ = 0;
    PeakHold peak_load_;
    double load_window_s_ = 0;
};

}  // namespace cavea::live
