// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The dry half of an offline render: feeds, plans and pans chunk after chunk. While the engine
// works on one chunk the next one is read and planned.
#pragma once

#include <array>
#include <cstddef>
#include <deque>
#include <memory>
#include <string>
#include <vector>

#include "core/base/frame.h"
#include "core/base/planar.h"
#include "core/base/worker_pool.h"
#include "core/plan/feed.h"
#include "core/plan/planner.h"
#include "renderer/engine.h"

namespace cavea {

/// Thrown inside a render when an engine cannot go on; render() answers it.
struct EngineLost {
    std::string reason;
};

class DryStage {
 public:
    /// \param engine  prepared here
    /// \throws Error{Machine}  the engine cannot be prepared
    DryStage(const plan::Planner& planner, plan::Feed& feed, std::unique_ptr<Engine> engine,
             WorkerPool& pool, const plan::Grid& grid);
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

 private:
    struct Slot {
        PlanarBuffer<float> feeds;
        plan::SpanPlan plan;
    };
    void submit();
    void plan(Span span, plan::SpanPlan& out);

    const plan::Planner& planner_;
    plan::Feed& feed_;
    std::unique_ptr<Engine> engine_;
    WorkerPool& pool_;
    Frame chunk_;
    std::array<Slot, Engine::kInFlight> slots_;
    std::vector<std::vector<plan::Segment>> runs_;
    std::deque<Ticket> in_flight_;
    Frame next_submit_ = 0;
    Frame end_ = 0;
};

}  // namespace cavea
