// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/motion.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/layout/conversion.h"

namespace cavea::session {
namespace {

using programme::ObjectsBlock;
using programme::ObjectsChannel;
using programme::Source;

constexpr double kForever = std::numeric_limits<double>::infinity();

double mix(double a, double b, double part) { return a + (b - a) * part; }

/// Of a block, in seconds since the object's start.
struct Times {
    double begin = 0;
    double end = kForever;
};

Times times_of(const Source& source, const ObjectsBlock& block) {
    Times out;
    if (block.timed()) {
        out.begin = block.rtime_s().to_double();
        out.end = out.begin + block.duration_s().to_double();
    }
    if (source.duration_s) out.end = std::min(out.end, source.duration_s->to_double());
    return out;
}

bool follows(const ObjectsBlock& block, const ObjectsBlock& before) {
    return block.timed() && before.timed() &&
           before.rtime_s() + before.duration_s() == block.rtime_s();
}

}  // namespace

layout::Cartesian room_position(bool cartesian, const std::array<double, 3>& c) {
    if (cartesian) return {c[0], c[1], c[2]};
    return layout::to_cartesian(layout::Polar{c[0], c[1], c[2]});
}

std::array<double, 3> block_coordinate(bool cartesian, const layout::Cartesian& room) {
    if (cartesian) return {room.x, room.y, room.z};
    const layout::Polar p = layout::to_polar(room);
    return {p.azimuth_deg, p.elevation_deg, p.distance};
}

ObjectState state_of(const Source& source, const ObjectsChannel& channel,
                     const ObjectsBlock& block) {
    const programme::ObjectAttributes& attributes = channel.of(block);
    ObjectState out;
    out.cartesian = attributes.cartesian;
    for (std::size_t i = 0; i < 3; ++i) {
        out.coordinate[i] = block.coordinate[i];
        if (source.position_offset) out.coordinate[i] += source.position_offset->coordinate[i];
    }
    out.position = room_position(out.cartesian, out.coordinate);
    out.width = attributes.width;
    out.height = attributes.height;
    out.depth = attributes.depth;
    out.diffuse = attributes.diffuse;
    out.gain = block.gain;
    return out;
}

ObjectState between(const ObjectState& a, const ObjectState& b, double part) {
    if (part >= 1) return b;
    ObjectState out = b;
    out.position = {mix(a.position.x, b.position.x, part), mix(a.position.y, b.position.y, part),
                    mix(a.position.z, b.position.z, part)};
    out.coordinate =
        a.position == b.position ? b.coordinate : block_coordinate(b.cartesian, out.position);
    if (a.cartesian == b.cartesian) {
        if (part <= 0) out.coordinate = a.coordinate;
        out.width = mix(a.width, b.width, part);
        out.height = mix(a.height, b.height, part);
        out.depth = mix(a.depth, b.depth, part);
    }
    out.diffuse = mix(a.diffuse, b.diffuse, part);
    out.gain = mix(a.gain, b.gain, part);
    return out;
}

Moment moment_of(const Source& source, const ObjectsChannel& channel, double seconds) {
    const auto& blocks = channel.blocks;
    Moment out;
    if (blocks.empty()) return out;
    const double time = seconds - source.start_s.to_double();
    const auto next = std::partition_point(
        blocks.begin(), blocks.end(),
        [&](const ObjectsBlock& block) { return times_of(source, block).begin <= time; });
    if (next == blocks.begin()) {
        out.state = state_of(source, channel, blocks.front());
        return out;
    }
    const ObjectsBlock& block = next[-1];
    const Times at = times_of(source, block);
    out.sounds = time < at.end;
    out.state = state_of(source, channel, block);
    if (next - 1 == blocks.begin() || !follows(block, next[-2])) return out;
    const programme::ObjectAttributes& attributes = channel.of(block);
    const double passed =
        time - at.begin + (attributes.jump ? attributes.interpolated_s.to_double() : 0);
    const double length =
        attributes.jump ? attributes.interpolation_s.to_double() : at.end - at.begin;
    if (passed < length) {
        out.state = between(state_of(source, channel, next[-2]), out.state, passed / length);
    }
    return out;
}

}  // namespace cavea::session
