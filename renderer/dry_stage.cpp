// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "renderer/dry_stage.h"

#include <algorithm>
#include <utility>

namespace cavea {

DryStage::DryStage(const plan::Planner& planner, plan::Feed& feed, std::unique_ptr<Engine> engine,
                   WorkerPool& pool, const plan::Grid& grid)
    : planner_(planner), feed_(feed), engine_(std::move(engine)), pool_(pool), chunk_(grid.chunk) {
    const std::uint32_t rows = planner.rows().rows;
    engine_->prepare({rows, planner.columns(), grid, planner.programme().rate_hz});
    for (Slot& slot : slots_) slot.feeds = PlanarBuffer<float>(rows, grid.chunk);
}

// The engine may still be reading the slots: it goes first.
DryStage::~DryStage() { engine_.reset(); }

void DryStage::seek(Frame begin, Frame end) {
    next_submit_ = begin;
    end_ = end;
}

/// On all threads: sources are cut into runs, and the runs joined in order.
void DryStage::plan(Span span, plan::SpanPlan& out) {
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

void DryStage::submit() {
    Slot& slot = slots_[static_cast<std::size_t>(next_submit_ / chunk_) % slots_.size()];
    const Span span{next_submit_, next_submit_ + chunk_};
    feed_.read(span, slot.feeds.view());
    plan(span, slot.plan);
    const auto ticket = engine_->submit(span, slot.feeds.view(), slot.plan);
    if (!ticket) throw EngineLost{engine_->lost_reason()};
    in_flight_.push_back(*ticket);
    next_submit_ += chunk_;
}

void DryStage::next(Planar<float> columns) {
    while (next_submit_ < end_ && in_flight_.size() < Engine::kInFlight) submit();
    if (engine_->collect(in_flight_.front(), Wait::Yes, columns) != State::Done) {
        throw EngineLost{engine_->lost_reason()};
    }
    in_flight_.pop_front();
}

}  // namespace cavea
