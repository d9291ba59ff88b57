// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "renderer/wet_stage.h"

#include <numeric>

#include "renderer/dry_stage.h"

namespace cavea {

ConvolverSetup rooms_setup(const plan::WetGraph& graph, const plan::ConvPlan& plan) {
    return {graph.inputs, graph.rows, graph.paths, plan};
}

WetStage::WetStage(const plan::Planner& planner, const Parts& parts, const plan::Grid& grid,
                   const plan::ConvPlan* forced)
    : planner_(planner), block_(grid.chunk) {
    if (!planner.wet().empty()) make_rooms(parts, grid, forced);
    output_ = std::make_unique<OutputStage>(planner, OutputStage::Parts{parts.engine, parts.post},
                                            grid, block_);
}

void WetStage::make_rooms(const Parts& parts, const plan::Grid& grid,
                          const plan::ConvPlan* forced) {
    const plan::WetGraph& graph = planner_.wet();
    rooms_ = parts.rooms();
    plan::ConvPlan plan = forced != nullptr
                              ? *forced
                              : plan::choose_offline({graph.inputs, graph.rows, graph.paths.size(),
                                                      static_cast<std::size_t>(graph.longest)},
                                                     rooms_->costs());
    // A block is whole chunks and whole units. Of the planner's powers of two it mostly is already;
    // a forced plan that is not gets another key, and is refused for it.
    plan.batch *= grid.chunk / std::gcd(plan.unit(), grid.chunk);
    const ConvolverSetup setup = rooms_setup(graph, plan);
    rooms_->prepare(setup);
    block_ = plan.unit();
    history_blocks_ = (setup.history_frames() + graph.latency + block_ - 1) / block_;
    wet_ = PlanarBuffer<float>(graph.rows, plan.unit());
}

void WetStage::reset() {
    if (rooms_) rooms_->reset();
    output_->reset();
}

void WetStage::start(Span span, Planar<float> columns) {
    span_ = span;
    columns_ = columns;
    if (!rooms_) return;
    const auto ticket =
        rooms_->submit(columns.rows(planner_.output_columns(), planner_.wet().inputs));
    if (!ticket) throw EngineLost{rooms_->lost_reason()};
    ticket_ = *ticket;
}

void WetStage::finish(Planar<float> result) {
    if (rooms_ && rooms_->collect(ticket_, Wait::Yes, wet_.view()) != State::Done) {
        throw EngineLost{rooms_->lost_reason()};
    }
    output_->process(span_, columns_, wet_.view(), result);
}

std::string WetStage::plan_key() const {
    std::string key;
    if (rooms_) {
        key += ';';
        key += rooms_->plan_key();
    }
    return key + output_->plan_key();
}

}  // namespace cavea
