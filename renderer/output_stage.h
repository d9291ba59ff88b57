// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// From loudspeaker columns and wet rows to what is delivered: the direct sound is delayed to meet
// the wet rows, these come back to the columns, then follow the outputs' own responses (binaural)
// and trims. Offline and live renders share it.
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

class OutputStage {
 public:
    struct Parts {
        std::function<std::unique_ptr<Engine>()> engine;  ///< for the returns
        std::function<std::unique_ptr<Convolver>()> convolver;
    };

    /// \param planner  outlives this
    /// \param block    frames of process(); whole chunks of the grid
    /// \throws Error{Machine}  an engine cannot be prepared
    OutputStage(const plan::Planner& planner, const Parts& parts, const plan::Grid& grid,
                Frame block);

    /// Blocks that must be processed in front of the first one whose result is used; the delay of
    /// the direct sound is not among them.
    [[nodiscard]] Frame history_blocks() const { return history_blocks_; }
    /// Columns of the result.
    [[nodiscard]] std::uint32_t delivered() const { return delivered_; }

    void reset();

    /// \param span     of the columns
    /// \param columns  [output columns and more][block], the dry stage's
    /// \param wet      [wet rows][block]; not read without a wet graph
    /// \param result   [delivered()][block] overwritten; its frame 0 is span.begin - wet latency
    /// \throws EngineLost
    void process(Span span, Planar<const float> columns, Planar<const float> wet,
                 Planar<float> result);

    /// "", or ";" and the keys of the convolvers.
    [[nodiscard]] std::string plan_key() const;

 private:
    struct Post {
        std::size_t first_column = 0;
        std::size_t first_delivered = 0;
        std::unique_ptr<Convolver> convolver;
        PlanarBuffer<float> out;
    };
    void make_posts(const Parts& parts);
    void delay_direct(Planar<const float> columns);
    void add_returns(Span span, Planar<const float> wet);
    void deliver(Planar<float> result);

    const plan::Planner& planner_;
    plan::Grid grid_;
    Frame block_;
    Frame history_blocks_ = 0;
    std::uint32_t delivered_ = 0;
    std::unique_ptr<Engine> returns_;
    std::vector<Post> posts_;
    TrimStage trims_;
    PlanarBuffer<float> returned_;  ///< [output columns][chunk]
    PlanarBuffer<float> mix_;       ///< [output columns][block]
    PlanarBuffer<float> carry_;     ///< [output columns][latency], direct sound not delivered yet
};

}  // namespace cavea
