// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The dry half of a render: feeds, plans and pans chunk after chunk. While the engine works on one
// chunk the next one is read and planned, as far as seek() allows.
#pragma once

#include <array>
#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <string>

#include "core/base/frame.h"
#include "core/base/planar.h"
#include "core/plan/feed.h"
#include "core/plan/planner.h"
#include "renderer/engine.h"

namespace cavea {

/// Thrown inside a render when an engine cannot go on; whoever runs the render answers it.
struct EngineLost {
    std::string reason;
};

class DryStage {
 public:
    /// Fills in the plan of a chunk; chunks come in order.
    using Plan = std::function<void(Span, plan::SpanPlan&)>;

    /// \param planner  for rows and columns; outlives this
    /// \param engine   prepared here
    /// \throws Error{Machine}  the engine cannot be prepared
    DryStage(const plan::Planner& planner, plan::Feed& feed, Plan plan,
             std::unique_ptr<Engine> engine, const plan::Grid& grid);
    DryStage(const DryStage&) = delete;
    DryStage& operator=(const DryStage&) = delete;
    ~DryStage();

    [[nodiscard]] const Engine& engine() const { return *engine_; }

    /// Go on with chunks [begin, end), both on the grid. Nothing may be under way.
    void seek(Frame begin, Frame end);

    /// The next chunk.
    ///
    /// \param columns  [columns][chunk] overwritten
    /// \throws EngineLost
    /// \throws Error{Refused}  the media or a block is bad
    void next(Planar<float> columns);

    /// What next() played from: [rows][chunk], as it was until next() is called again.
    [[nodiscard]] Planar<const float> rows() const { return slots_[last_].feeds.view(); }

 private:
    struct Slot {
        PlanarBuffer<float> feeds;
        plan::SpanPlan plan;
    };
    [[nodiscard]] std::size_t slot_of(Frame begin) const;
    void submit();

    plan::Feed& feed_;
    Plan plan_;
    std::unique_ptr<Engine> engine_;
    Frame chunk_;
    std::array<Slot, Engine::kInFlight> slots_;
    std::deque<Ticket> in_flight_;
    Frame next_submit_ = 0;
    Frame next_collect_ = 0;
    Frame end_ = 0;
    std::size_t last_ = 0;  ///< slot of the chunk that was collected last
};

}  // namespace cavea
