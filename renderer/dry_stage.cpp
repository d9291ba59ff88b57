// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "renderer/dry_stage.h"

#include <utility>

namespace cavea {

DryStage::DryStage(const plan::Planner& planner, plan::Feed& feed, Plan plan,
                   std::unique_ptr<Engine> engine, const plan::Grid& grid)
    : feed_(feed), plan_(std::move(plan)), engine_(std::move(engine)), chunk_(grid.chunk) {
    const std::uint32_t rows = planner.rows().rows;
    engine_->prepare({rows, planner.columns(), grid, planner.programme().rate_hz});
    for (Slot& slot : slots_) slot.feeds = PlanarBuffer<float>(rows, grid.chunk);
}

// The engine may still be reading the slots: it goes first.
DryStage::~DryStage() { engine_.reset(); }

void DryStage::seek(Frame begin, Frame end) {
    next_submit_ = next_collect_ = begin;
    end_ = end;
}

std::size_t DryStage::slot_of(Frame begin) const {
    return static_cast<std::size_t>(begin / chunk_) % slots_.size();
}

void DryStage::submit() {
    Slot& slot = slots_[slot_of(next_submit_)];
    const Span span{next_submit_, next_submit_ + chunk_};
    feed_.read(span, slot.feeds.view());
    plan_(span, slot.plan);
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
    last_ = slot_of(next_collect_);
    next_collect_ += chunk_;
}

}  // namespace cavea
