// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "renderer/wet_stage.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "core/base/assert.h"
#include "core/plan/wet_graph.h"
#include "renderer/dry_stage.h"

namespace cavea {
namespace {

void copy(std::span<const float> from, std::span<float> to) {
    std::copy(from.begin(), from.end(), to.begin());
}

ConvolverSetup setup_of(const dsp::IrSet& set) {
    ConvolverSetup setup;
    setup.inputs = set.inputs;
    setup.outputs = set.channels;
    for (std::uint32_t i = 0; i < set.inputs; ++i) {
        for (std::uint32_t c = 0; c < set.channels; ++c) {
            // Not owned: the output that holds the set outlives the stage.
            setup.paths.push_back(
                {i, c, 0, 1, {std::shared_ptr<const void>(), &set.response(i, c)}});
        }
    }
    return setup;
}

}  // namespace

WetStage::WetStage(const plan::Planner& planner, const Parts& parts, const plan::Grid& grid,
                   const plan::ConvPlan* forced)
    : planner_(planner), grid_(grid), block_(grid.chunk), trims_(planner.outputs()) {
    for (const plan::Output& output : planner.outputs()) {
        delivered_ += static_cast<std::uint32_t>(output.delivered.size());
    }
    if (!planner.wet().empty()) make_rooms(parts, grid, forced);
    make_posts(parts);
    history_blocks_ += (trims_.history_frames() + block_ - 1) / block_;
    const auto block = static_cast<std::size_t>(block_);
    mix_ = PlanarBuffer<float>(planner.output_columns(), block);
    carry_ = PlanarBuffer<float>(planner.output_columns(),
                                 static_cast<std::size_t>(planner.wet().latency));
}

void WetStage::make_rooms(const Parts& parts, const plan::Grid& grid,
                          const plan::ConvPlan* forced) {
    const plan::WetGraph& graph = planner_.wet();
    rooms_ = parts.convolver();
    ConvolverSetup setup{graph.inputs, graph.rows, graph.paths, {}};
    setup.plan = forced != nullptr
                     ? *forced
                     : plan::choose_offline({graph.inputs, graph.rows, graph.paths.size(),
                                             static_cast<std::size_t>(graph.longest)},
                                            rooms_->costs());
    // A block is whole chunks and whole units. Of the planner's powers of two it mostly is already;
    // a forced plan that is not gets another key, and is refused for it.
    setup.plan.batch *= grid.chunk / std::gcd(setup.plan.unit(), grid.chunk);
    rooms_->prepare(setup);
    block_ = setup.plan.unit();
    history_blocks_ += (setup.history_frames() + graph.latency + block_ - 1) / block_;
    wet_ = PlanarBuffer<float>(graph.rows, setup.plan.unit());
    returned_ = PlanarBuffer<float>(planner_.output_columns(), grid.chunk);
    returns_ = parts.engine();
    returns_->prepare({graph.rows, planner_.output_columns(), grid, planner_.programme().rate_hz});
}

void WetStage::make_posts(const Parts& parts) {
    std::size_t column = 0;
    std::size_t delivered = 0;
    for (const plan::Output& output : planner_.outputs()) {
        if (output.post) {
            Post post;
            post.first_column = column;
            post.first_delivered = delivered;
            post.convolver = parts.convolver();
            ConvolverSetup setup = setup_of(*output.post);
            plan::CostTable costs = post.convolver->costs();
            costs.largest_block = std::min(costs.largest_block, static_cast<std::uint32_t>(block_));
            setup.plan = plan::choose_offline(
                {setup.inputs, setup.outputs, setup.paths.size(), output.post->frames()}, costs);
            setup.plan.batch = static_cast<std::uint32_t>(block_) / setup.plan.block;
            CAVEA_ASSERT(setup.plan.unit() == block_);
            post.convolver->prepare(setup);
            post.out = PlanarBuffer<float>(setup.outputs, setup.plan.unit());
            history_blocks_ += (setup.history_frames() + block_ - 1) / block_;
            posts_.push_back(std::move(post));
        }
        column += output.layout.size();
        delivered += output.delivered.size();
    }
}

void WetStage::reset() {
    if (rooms_) rooms_->reset();
    for (Post& post : posts_) post.convolver->reset();
    trims_.reset();
    for (std::size_t c = 0; c < carry_.channels(); ++c) {
        std::fill(carry_.view()[c].begin(), carry_.view()[c].end(), 0.0F);
    }
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

void WetStage::delay_direct() {
    const std::size_t latency = carry_.frames();
    const std::size_t rest = mix_.frames() - latency;
    for (std::size_t c = 0; c < mix_.channels(); ++c) {
        const auto direct = columns_[c];
        const auto carry = carry_.view()[c];
        const auto mix = mix_.view()[c];
        copy(carry, mix.first(latency));
        copy(direct.first(rest), mix.last(rest));
        copy(direct.last(latency), carry);
    }
}

void WetStage::add_returns() {
    const auto chunk = static_cast<Frame>(grid_.chunk);
    plan::SpanPlan returns;
    for (Frame at = span_.begin; at < span_.end; at += chunk) {
        const auto offset = static_cast<std::size_t>(at - span_.begin);
        returns.span = {at, at + chunk};
        returns.direct = plan::plan_returns(planner_.wet(), planner_.programme(), returns.span);
        const auto ticket =
            returns_->submit(returns.span, wet_.view().slice(offset, grid_.chunk), returns);
        if (!ticket || returns_->collect(*ticket, Wait::Yes, returned_.view()) != State::Done) {
            throw EngineLost{returns_->lost_reason()};
        }
        for (std::size_t c = 0; c < mix_.channels(); ++c) {
            const auto mix = mix_.view()[c].subspan(offset, grid_.chunk);
            const auto returned = returned_.view()[c];
            for (std::size_t i = 0; i < mix.size(); ++i) mix[i] += returned[i];
        }
    }
}

void WetStage::deliver(Planar<float> result) {
    std::size_t column = 0;
    std::size_t delivered = 0;
    auto post = posts_.begin();
    for (const plan::Output& output : planner_.outputs()) {
        if (output.post) {
            const auto ticket =
                post->convolver->submit(mix_.view().rows(column, output.layout.size()));
            if (!ticket ||
                post->convolver->collect(*ticket, Wait::Yes, post->out.view()) != State::Done) {
                throw EngineLost{post->convolver->lost_reason()};
            }
            for (std::size_t c = 0; c < output.delivered.size(); ++c) {
                copy(post->out.view()[c], result[delivered + c]);
            }
            ++post;
        } else {
            for (std::size_t c = 0; c < output.layout.size(); ++c) {
                copy(mix_.view()[column + c], result[delivered + c]);
            }
        }
        column += output.layout.size();
        delivered += output.delivered.size();
    }
    trims_.process(result);
}

void WetStage::finish(Planar<float> result) {
    if (rooms_ && rooms_->collect(ticket_, Wait::Yes, wet_.view()) != State::Done) {
        throw EngineLost{rooms_->lost_reason()};
    }
    delay_direct();
    if (rooms_) add_returns();
    deliver(result);
}

std::string WetStage::plan_key() const {
    std::string key;
    const auto add = [&](const Convolver& convolver) {
        key += ';';
        key += convolver.plan_key();
    };
    if (rooms_) add(*rooms_);
    for (const Post& post : posts_) add(*post.convolver);
    return key;
}

}  // namespace cavea
