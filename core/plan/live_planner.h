// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Plans block after block while a person holds controls: what is not held plays its metadata to the
// bit; what is held, or was until now, runs in a straight line across the block, so that nothing
// jumps. Called by the render thread.
#pragma once

#include <memory>
#include <vector>

#include "core/plan/controls.h"
#include "core/plan/planner.h"

namespace cavea::plan {

class LivePlanner {
 public:
    /// \param planner  outlives this
    explicit LivePlanner(const Planner& planner);
    LivePlanner(const LivePlanner&) = delete;
    LivePlanner& operator=(const LivePlanner&) = delete;
    ~LivePlanner();

    /// Segments of the block after the one before; equal to planner.plan(span) while nothing was
    /// held. After reset() held values apply at once.
    ///
    /// \throws Error{Refused}  as Planner::plan_sources
    void plan(Span span, const Controls& controls, SpanPlan& out);

    /// Forget where gains ended: the next span is not the next block.
    void reset();

    /// How loud the last block played each source: root of the energy of its direct and diffuse
    /// gains, the fader of an object. [sources of the programme]
    [[nodiscard]] const std::vector<double>& levels() const;

 private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace cavea::plan
