// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "renderer/span_planner.h"

#include <algorithm>

namespace cavea {

void SpanPlanner::plan(Span span, plan::SpanPlan& out) {
    constexpr std::size_t kRun = 16;
    const std::size_t sources = planner_.sources();
    runs_.resize((sources + kRun - 1) / kRun);
    pool_.run(runs_.size(), [&](std::size_t i) {
        runs_[i].clear();
        planner_.plan_sources(span, i * kRun, std::min((i + 1) * kRun, sources), runs_[i]);
    });
    out.span = span;
    out.direct.clear();
    for (const auto& run : runs_) out.direct.insert(out.direct.end(), run.begin(), run.end());
}

}  // namespace cavea
