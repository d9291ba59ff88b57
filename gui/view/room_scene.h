// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// From items and loudspeakers to the primitives of one picture: the room itself once, then what
// sounds in it. Who is drawn how is decided here, in one place for all four views.
#pragma once

#include <cstddef>
#include <memory>
#include <vector>

#include "gui/render/scene_pass.h"
#include "gui/view/context.h"
#include "gui/view/trails.h"

namespace cavea::gui {

inline constexpr double kObjectRadius = 0.05;
inline constexpr double kSpeakerHalf = 0.045;

/// Height of the floor: below ears and screen, and below what is lowest in the room.
///
/// \param lowest  z of the lowest object
[[nodiscard]] double floor_of(const std::vector<Speaker>& speakers, double lowest);
/// z of the lowest object of a mix, from some moments of each.
[[nodiscard]] double lowest_of(const Scene& scene);
/// Corners of the room, to be framed.
[[nodiscard]] std::vector<Vec3> room_corners(double floor);

/// Radius of an object's sphere, room units: louder is a little larger.
[[nodiscard]] double radius_of(const ItemFrame& item);
/// Stem colour, duller the softer it is.
[[nodiscard]] Colour colour_of(const Context& context, std::size_t item);

class RoomScene {
 public:
    /// Once a frame, before the views.
    void update(Context& context);
    /// A picture without camera and rectangle.
    [[nodiscard]] ViewScene build(const Context& context, ViewKind view) const;
    [[nodiscard]] double floor() const { return floor_; }
    [[nodiscard]] const Trails& trails() const { return trails_; }
    /// Items with a trail in this frame, in index order.
    [[nodiscard]] const std::vector<std::size_t>& trailing() const { return trailing_; }

 private:
    void make_room();
    void choose_trails(const Context& context);
    void add_speakers(const Context& context, ViewScene& out) const;
    void add_objects(const Context& context, ViewKind view, ViewScene& out) const;
    void add_trail(const Context& context, std::size_t item, ViewScene& out) const;

    double floor_ = 1e9;  ///< of what was made
    double lowest_ = 0;   ///< object of the mix
    /// What lowest_ and the trails belong to; kept, so that no other has its address.
    std::shared_ptr<const programme::Programme> programme_;
    ViewScene room_;  ///< what never moves
    Trails trails_;
    std::vector<std::size_t> trailing_;
};

}  // namespace cavea::gui
