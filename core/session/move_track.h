// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The moves of one object as a path: where it leads at a time, and where it has corners.
#pragma once

#include <array>
#include <cstddef>

#include "core/base/rational.h"
#include "core/layout/layout.h"
#include "core/session/project.h"

namespace cavea::session {

/// Which of two points at one time counts.
enum class Side { Before, After };

struct MovePlace {
    layout::Cartesian room;
    std::array<double, 3> coordinate{};  ///< of the move's kind
};
/// \pre  the first point's time <= time <= the last one's
[[nodiscard]] MovePlace place_at(const Move& move, Rational time_s, Side side);

/// The parts of a move before and after a time; empty when nothing is left.
[[nodiscard]] Move part_before(const Move& move, Rational time_s);
[[nodiscard]] Move part_after(const Move& move, Rational time_s);

}  // namespace cavea::session
