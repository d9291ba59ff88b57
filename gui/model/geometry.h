// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Vectors and rectangles of the window's model. Room coordinates: x right, y front, z up; the
// loudspeakers stand on the cube -1..1, the floor of a listening room is z = 0 or below.
#pragma once

#include <glm/mat4x4.hpp>
#include <glm/vec2.hpp>
#include <glm/vec3.hpp>
#include <glm/vec4.hpp>

namespace cavea::gui {

using Vec2 = glm::dvec2;
using Vec3 = glm::dvec3;
using Vec4 = glm::dvec4;
using Mat4 = glm::dmat4;

/// Pixels, y down.
struct Rect {
    double x = 0, y = 0, width = 0, height = 0;
    [[nodiscard]] bool contains(Vec2 p) const {
        return p.x >= x && p.y >= y && p.x < x + width && p.y < y + height;
    }
    friend bool operator==(const Rect&, const Rect&) = default;
};

}  // namespace cavea::gui
