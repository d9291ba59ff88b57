// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/move_track.h"

#include <algorithm>
#include <utility>

#include "core/base/assert.h"
#include "core/session/motion.h"

namespace cavea::session {
namespace {

bool earlier(const MovePoint& point, Rational time_s) { return point.time_s < time_s; }

bool has_length(const Move& move) {
    return !move.points.empty() && move.points.front().time_s < move.points.back().time_s;
}

}  // namespace

MovePlace place_at(const Move& move, Rational time_s, Side side) {
    const auto& points = move.points;
    CAVEA_ASSERT(!points.empty());
    auto next = std::lower_bound(points.begin(), points.end(), time_s, earlier);
    if (next == points.end()) --next;
    if (side == Side::After) {
        while (next + 1 != points.end() && next[1].time_s == time_s) ++next;
    }
    const layout::Cartesian there = room_position(move.cartesian, next->coordinate);
    if (next == points.begin() || next->time_s <= time_s) return {there, next->coordinate};
    const MovePoint& before = next[-1];
    const layout::Cartesian here = room_position(move.cartesian, before.coordinate);
    const double part = (time_s.to_double() - before.time_s.to_double()) /
                        (next->time_s.to_double() - before.time_s.to_double());
    const layout::Cartesian room{here.x + (there.x - here.x) * part,
                                 here.y + (there.y - here.y) * part,
                                 here.z + (there.z - here.z) * part};
    if (before.coordinate == next->coordinate) return {there, next->coordinate};
    return {room, block_coordinate(move.cartesian, room)};
}

Move part_before(const Move& move, Rational time_s) {
    Move out{move.cartesian, {}};
    for (const MovePoint& point : move.points) {
        if (point.time_s < time_s) out.points.push_back(point);
    }
    if (!out.points.empty() && move.points.back().time_s >= time_s) {
        out.points.push_back({time_s, place_at(move, time_s, Side::Before).coordinate});
    }
    if (!has_length(out)) out.points.clear();
    return out;
}

Move part_after(const Move& move, Rational time_s) {
    Move out{move.cartesian, {}};
    if (move.points.back().time_s > time_s && move.points.front().time_s <= time_s) {
        out.points.push_back({time_s, place_at(move, time_s, Side::After).coordinate});
    }
    for (const MovePoint& point : move.points) {
        if (point.time_s > time_s) out.points.push_back(point);
    }
    if (!has_length(out)) out.points.clear();
    return out;
}

}  // namespace cavea::session
