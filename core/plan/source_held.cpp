// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// SourcePlanner for a source that a person holds.
#include <algorithm>

#include "core/base/assert.h"
#include "core/layout/conversion.h"
#include "core/plan/source_planner.h"

namespace cavea::plan {
namespace {

using programme::ObjectAttributes;
using programme::ObjectsBlock;
using programme::ObjectsChannel;

/// The extent of a block whose position moves to the other coordinates.
void convert_extent(const ObjectsBlock& block, ObjectAttributes& attributes) {
    const auto& at = block.coordinate;
    if (attributes.cartesian) {
        const layout::PolarExtent extent =
            layout::to_polar(layout::Cartesian{at[0], at[1], at[2]},
                             {attributes.width, attributes.depth, attributes.height});
        attributes.width = extent.width_deg;
        attributes.height = extent.height_deg;
        attributes.depth = extent.depth;
    } else {
        const layout::CartesianExtent extent =
            layout::to_cartesian(layout::Polar{at[0], at[1], at[2]},
                                 {attributes.width, attributes.height, attributes.depth});
        attributes.width = extent.x;
        attributes.height = extent.z;
        attributes.depth = extent.y;
    }
}

}  // namespace

void SourcePlanner::held_gains(const SourceControl& control, HeldBlock& held,
                               std::span<double> columns) {
    CAVEA_ASSERT(span_.frames() == 1 && columns.size() == planner_.columns());
    std::fill(columns.begin(), columns.end(), 0.0);
    with_sends_ = false;
    fader_ = 0;
    out_.clear();
    if (control.extent && !control.position) {  // the object moves on, only bigger
        if (held.sized_extent != control.extent) held.sized = {};
        held.sized_extent = extent_ = control.extent;
        memory_ = &held.sized;
    }
    run();
    const auto* objects = std::get_if<programme::ObjectsSource>(&source_.metadata);
    if (objects == nullptr || !control.position) {
        for (const Segment& own : out_) columns[own.column] += own.gain_begin * control.gain;
    } else if (const ObjectsBlock* block = current_block(*objects->channel)) {
        pan_held(*objects->channel, *block, control, held);
        // The block's own gain may be on its way from one block to the next; the fader follows it.
        const double gain = source_.gain == 0 ? 0 : fader_ / source_.gain * control.gain;
        for (std::uint32_t c = 0; c < planner_.output_columns_; ++c) {
            columns[c] = held.direct[c] * gain;
        }
        for (std::size_t k = 0; k < planner_.speakers_; ++k) {
            const std::uint32_t input = planner_.wet_.diffuse_input[k];
            if (input == WetGraph::kNoRoom) continue;
            columns[planner_.output_columns_ + input] = held.diffuse[k] * gain;
        }
    }
    held_sends(control, fader_ * control.gain, columns);
}

/// The block that covers the first frame of the span.
const ObjectsBlock* SourcePlanner::current_block(const ObjectsChannel& channel) const {
    const auto& blocks = channel.blocks;
    const Rational now(span_.begin);
    const auto over = [&](const ObjectsBlock& block) {
        const auto end = times(block).end;
        return end && *end <= now;
    };
    const auto block = std::partition_point(blocks.begin(), blocks.end(), over);
    if (block == blocks.end() || times(*block).start > now) return nullptr;
    return &*block;
}

/// \pre  control.position
void SourcePlanner::pan_held(const ObjectsChannel& channel, const ObjectsBlock& block,
                             const SourceControl& control, HeldBlock& held) const {
    if (held.block == &block && held.position == control.position &&
        held.extent == control.extent) {
        return;
    }
    ObjectsBlock moved = block;
    moved.gain = 1;
    ObjectAttributes attributes = channel.of(block);
    programme::Source source = source_;
    if (attributes.cartesian != control.position->cartesian) convert_extent(block, attributes);
    attributes.cartesian = control.position->cartesian;
    std::copy_n(control.position->coordinate.begin(), 3, moved.coordinate);
    // The position is where the person points.
    source.position_offset.reset();
    attributes.screen_ref = false;
    attributes.screen_edge_lock = {};
    if (control.extent) {
        attributes.width = (*control.extent)[0];
        attributes.height = (*control.extent)[1];
        attributes.depth = (*control.extent)[2];
    }
    held.direct.resize(planner_.output_columns_);
    held.diffuse.resize(planner_.speakers_);
    held.block = nullptr;  // should the panner throw
    pan(channel, moved, attributes, source, held.direct, held.diffuse);
    held.block = &block;
    held.position = control.position;
    held.extent = control.extent;
}

void SourcePlanner::held_sends(const SourceControl& control, double fader,
                               std::span<double> columns) const {
    const auto is_held = [&](const programme::Send& send) {
        return std::any_of(control.sends.begin(), control.sends.end(), [&](const HeldSend& held) {
            return held.room == send.room && held.input == send.input;
        });
    };
    for (const programme::Send& send : source_.sends) {
        if (is_held(send)) continue;
        const double level = lines(send.gain, rate_hz_, span_).front().begin;
        columns[send_column(send.room, send.input)] += fader * level;
    }
    for (const HeldSend& send : control.sends) {
        // Controls may be older than the programme they meet.
        if (send.room >= planner_.wet_.first_input.size() ||
            send.input >= planner_.programme_->rooms[send.room].ir->inputs) {
            continue;
        }
        columns[send_column(send.room, send.input)] += fader * send.gain;
    }
}

}  // namespace cavea::plan
