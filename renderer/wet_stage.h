// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The wet half of an offline render: what the dry stage mixed goes through the convolver, comes
// back to the outputs' columns beside the delayed direct sound, and through the outputs' own
// responses (binaural) to what is delivered.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "core/base/frame.h"
#include "core/base/planar.h"
#include "core/plan/planner.h"
#include "renderer/convolver.h"
#include "renderer/engine.h"
#include "renderer/trim_stage.h"

namespace cavea {

class WetStage {
 public:
    struct Parts {
        std::function<std::unique_ptr<Engine>()> engine;  ///< for the returns
        std::function<std::unique_ptr<Convolver>()> convolver;
    };

    /// \param forced  plan of the rooms' convolver; none = the cheapest
    /// \throws Error{Machine}  an engine cannot be prepared
    WetStage(const plan::Planner& planner, const Parts& parts, const plan::Grid& grid,
             const plan::ConvPlan* forced);

    /// Frames of a block: whole chunks of the grid and whole units of the convolver.
    [[nodiscard]] Frame block() const { return block_; }
    /// Blocks that must be processed in front of the first one whose result is used.
    [[nodiscard]] Frame history_blocks() const { return history_blocks_; }
    /// Frames by which the result lags what went in.
    [[nodiscard]] Frame latency() const { return planner_.wet().latency; }
    /// Columns of the result.
    [[nodiscard]] std::uint32_t delivered() const { return delivered_; }

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
    struct Post {
        std::size_t first_column = 0;
        std::size_t first_delivered = 0;
        std::unique_ptr<Convolver> convolver;
        PlanarBuffer<float> out;
    };
    void make_rooms(const Parts& parts, const plan::Grid& grid, const plan::ConvPlan* forced);
    void make_posts(const Parts& parts);
    void delay_direct();
    void add_returns();
    void deliver(Planar<float> result);

    const plan::Planner& planner_;
    plan::Grid grid_;
    Frame block_ = 0;
    Frame history_blocks_ = 0;
    std::uint32_t delivered_ = 0;
    std::unique_ptr<Convolver> rooms_;
    std::unique_ptr<Engine> returns_;
    std::vector<Post> posts_;
    TrimStage trims_;
    PlanarBuffer<float> wet_;       ///< [wet rows][block]
    PlanarBuffer<float> returned_;  ///< [output columns][chunk]
    PlanarBuffer<float> mix_;       ///< [output columns][block]
    PlanarBuffer<float> carry_;     ///< [output columns][latency], direct sound of the block before
    Span span_;
    Planar<float> columns_;
    Ticket ticket_;
};

}  // namespace cavea
