// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Where an object is at any time, as the planner lets it move: the gains of one block go straight
// to those of the next, so its place goes straight through the room. For pictures, and for cutting
// blocks where an edit begins.
#pragma once

#include <array>

#include "core/layout/layout.h"
#include "core/programme/programme.h"

namespace cavea::session {

/// What a block, or a moment between two blocks, says of an object.
struct ObjectState {
    layout::Cartesian position;  ///< room; what is polar is put where its loudspeakers stand
    bool cartesian = false;      ///< the coordinates of the block
    std::array<double, 3> coordinate{};  ///< in them, positionOffset included
    double width = 0, height = 0, depth = 0;
    double diffuse = 0;
    double gain = 1;
    friend bool operator==(const ObjectState&, const ObjectState&) = default;
};

/// Coordinates of a block as a place in the room.
[[nodiscard]] layout::Cartesian room_position(bool cartesian,
                                              const std::array<double, 3>& coordinate);
/// A place in the room as coordinates of a block.
[[nodiscard]] std::array<double, 3> block_coordinate(bool cartesian, const layout::Cartesian& room);

[[nodiscard]] ObjectState state_of(const programme::Source& source,
                                   const programme::ObjectsChannel& channel,
                                   const programme::ObjectsBlock& block);

/// On the straight way from a to b; part 0 is a's place, 1 is b.
[[nodiscard]] ObjectState between(const ObjectState& a, const ObjectState& b, double part);

struct Moment {
    bool sounds = false;  ///< a block covers the time; else the state is that of the nearest block
    ObjectState state;
};
/// \param seconds  programme time
[[nodiscard]] Moment moment_of(const programme::Source& source,
                               const programme::ObjectsChannel& channel, double seconds);

}  // namespace cavea::session
