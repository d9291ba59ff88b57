// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The wet half of an offline render: what the dry stage mixed goes through the rooms' convolver,
// and with the direct sound through the output stage.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>

#include "core/base/frame.h"
#include "core/base/planar.h"
#include "core/plan/planner.h"
#include "renderer/convolver.h"
#include "renderer/engine.h"
#include "renderer/output_stage.h"

namespace cavea {

/// The setup of the convolver that a wet graph needs.
[[nodiscard]] ConvolverSetup rooms_setup(const plan::WetGraph& graph, const plan::ConvPlan& plan);

class WetStage {
 public:
    struct Parts {
        std::function<std::unique_ptr<Engine>()> engine;  ///< for the returns
        std::function<std::unique_ptr<Convolver>()> rooms;
        std::function<std::unique_ptr<Convolver>()> post;
    };

    /// \param forced  plan of the rooms' convolver; none = the cheapest
    /// \throws Error{Machine}  an engine cannot be prepared
    WetStage(const plan::Planner& planner, const Parts& parts, const plan::Grid& grid,
             const plan::ConvPlan* forced);

    /// Frames of a block: whole chunks of the grid and whole units of the convolver.
    [[nodiscard]] Frame block() const { return block_; }
    /// Blocks that must be processed in front of the first one whose result is used.
    [[nodiscard]] Frame history_blocks() const {
        return history_blocks_ + output_->history_blocks();
    }
    /// Frames by which the result lags what went in.
    [[nodiscard]] Frame latency() const { return planner_.wet().latency; }
    /// Columns of the result.
    [[nodiscard]] std::uint32_t delivered() const { return output_->delivered(); }

    void reset();

    /// Begin with one block; the convolver works in the background.
    ///
    /// \param columns  [columns][block], the dry stage's; stay until finish()
    /// \throws EngineLost
    void start(Span span, Planar<float> columns);

    /// The rest of the block.
    ///
    /// \param result  [delivered()][block] overwritten; its frame 0 is span.begin - latency()
    /// \throws EngineLost
    void finish(Planar<float> result);

    /// "", or ";" and the keys of the convolvers.
    [[nodiscard]] std::string plan_key() const;

 private:
    void make_rooms(const Parts& parts, const plan::Grid& grid, const plan::ConvPlan* forced);

    const plan::Planner& planner_;
    Frame block_ = 0;
    Frame history_blocks_ = 0;  ///< of the rooms
    std::unique_ptr<Convolver> rooms_;
    std::unique_ptr<OutputStage> output_;
    PlanarBuffer<float> wet_;  ///< [wet rows][block]
    Span span_;
    Planar<float> columns_;
    Ticket ticket_;
};

}  // namespace cavea
