// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "renderer/output_stage.h"

#include <algorithm>
#include <utility>

#include "core/base/assert.h"
#include "core/plan/wet_graph.h"
#include "renderer/dry_stage.h"

namespace cavea {
namespace {

void copy(std::span<const float> from, std::span<float> to) {
    std::copy(from.begin(), from.end(), to.begin());
}

void add(std::span<const float> from, std::span<float> to) {
    for (std::size_t i = 0; i < to.size(); ++i) to[i] += from[i];
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

OutputStage::OutputStage(const plan::Planner& planner, const Parts& parts, const plan::Grid& grid,
                         Frame block)
    : planner_(planner), grid_(grid), block_(block), trims_(planner.outputs()) {
    for (const plan::Output& output : planner.outputs()) {
        delivered_ += static_cast<std::uint32_t>(output.delivered.size());
    }
    const plan::WetGraph& graph = planner.wet();
    if (!graph.empty()) {
        returned_ = PlanarBuffer<float>(planner.output_columns(), grid.chunk);
        returns_ = parts.engine();
        returns_->prepare(
            {graph.rows, planner.output_columns(), grid, planner.programme().rate_hz});
    }
    make_posts(parts);
    history_blocks_ += (trims_.history_frames() + block_ - 1) / block_;
    mix_ = PlanarBuffer<float>(planner.output_columns(), static_cast<std::size_t>(block_));
    carry_ = PlanarBuffer<float>(planner.output_columns(), static_cast<std::size_t>(graph.latency));
}

void OutputStage::make_posts(const Parts& parts) {
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
            const auto block = static_cast<std::uint32_t>(block_);
            costs.largest_block = std::min(costs.largest_block, block);
            costs.smallest_block = std::min(costs.smallest_block, block);
            setup.plan = plan::choose_offline(
                {setup.inputs, setup.outputs, setup.paths.size(), output.post->frames()}, costs);
            setup.plan.batch = block / setup.plan.block;
            CAVEA_ASSERT(setup.plan.unit() == block_);
            post.convolver->prepare(setup);
            post.out = PlanarBuffer<float>(setup.outputs, setup.plan.unit());
            history_blocks_ += (setup.history_frames() + block_ - 1) / block_;
            posts_.push_back(std::move(post));
        }
        column += output.columns();
        delivered += output.delivered.size();
    }
}

void OutputStage::reset() {
    for (Post& post : posts_) post.convolver->reset();
    trims_.reset();
    for (std::size_t c = 0; c < carry_.channels(); ++c) {
        std::fill(carry_.view()[c].begin(), carry_.view()[c].end(), 0.0F);
    }
}

void OutputStage::delay_direct(Planar<const float> columns) {
    const std::size_t latency = carry_.frames();
    const std::size_t head = std::min(latency, mix_.frames());
    const std::size_t rest = mix_.frames() - head;
    for (std::size_t c = 0; c < mix_.channels(); ++c) {
        const auto direct = columns[c];
        const auto carry = carry_.view()[c];
        const auto mix = mix_.view()[c];
        copy(carry.first(head), mix.first(head));
        copy(direct.first(rest), mix.last(rest));
        copy(carry.last(latency - head), carry.first(latency - head));
        copy(direct.last(head), carry.last(head));
    }
}

void OutputStage::add_returns(Span span, Planar<const float> wet) {
    const auto chunk = static_cast<Frame>(grid_.chunk);
    plan::SpanPlan returns;
    for (Frame at = span.begin; at < span.end; at += chunk) {
        const auto offset = static_cast<std::size_t>(at - span.begin);
        returns.span = {at, at + chunk};
        returns.direct = plan::plan_returns(planner_.wet(), planner_.programme(), returns.span);
        const auto ticket = returns_->submit(returns.span, wet.slice(offset, grid_.chunk), returns);
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

void OutputStage::deliver(Planar<float> result) {
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
                if (output.ears) {
                    add(mix_.view()[column + output.layout.size() + c], result[delivered + c]);
                }
            }
            ++post;
        } else {
            for (std::size_t c = 0; c < output.delivered.size(); ++c) {
                copy(mix_.view()[column + c], result[delivered + c]);
            }
        }
        column += output.columns();
        delivered += output.delivered.size();
    }
    trims_.process(result);
}

void OutputStage::process(Span span, Planar<const float> columns, Planar<const float> wet,
                          Planar<float> result) {
    delay_direct(columns);
    if (returns_) add_returns(span, wet);
    deliver(result);
}

std::string OutputStage::plan_key() const {
    std::string key;
    for (const Post& post : posts_) {
        key += ';';
        key += post.convolver->plan_key();
    }
    return key;
}

}  // namespace cavea
