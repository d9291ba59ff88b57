// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Plans a span on all threads: sources are cut into runs, and the runs joined in order.
#pragma once

#include <vector>

#include "core/base/frame.h"
#include "core/base/worker_pool.h"
#include "core/plan/planner.h"

namespace cavea {

class SpanPlanner {
 public:
    /// \param planner, pool  outlive this
    SpanPlanner(const plan::Planner& planner, WorkerPool& pool) : planner_(planner), pool_(pool) {}

    /// The same segments as planner.plan(span).
    void plan(Span span, plan::SpanPlan& out);

 private:
    const plan::Planner& planner_;
    WorkerPool& pool_;
    std::vector<std::vector<plan::Segment>> runs_;
};

}  // namespace cavea
