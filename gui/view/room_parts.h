// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Pieces of the room as primitives: floor, walls, screen, seats, loudspeakers, shadows.
#pragma once

#include "gui/model/scene.h"
#include "gui/render/scene_pass.h"

namespace cavea::gui::parts {

/// Of ears above the floor; the default screen of BS.2127 reaches 0.31 below them.
inline constexpr double kEarHeight = 0.36;

[[nodiscard]] LineVertex vertex(Vec3 p, Colour colour);
void add_line(ViewScene& out, Vec3 a, Vec3 b, Colour colour);
/// Two triangles; corners in order around.
void add_quad(ViewScene& out, Vec3 a, Vec3 b, Vec3 c, Vec3 d, Colour colour);

void add_floor(ViewScene& out, double floor);
void add_walls(ViewScene& out, double floor);
void add_screen(ViewScene& out);
void add_audience(ViewScene& out, double floor);
void add_speaker(ViewScene& out, const Speaker& speaker, double floor, Colour colour, double level);
/// A dark disc on the floor whose edge is soft; higher objects cast wider and fainter ones.
void add_shadow(ViewScene& out, Vec3 object, double floor, int corners);
void add_stalk(ViewScene& out, Vec3 object, double floor, Colour colour);

}  // namespace cavea::gui::parts
