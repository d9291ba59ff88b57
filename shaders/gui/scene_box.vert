// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#version 460
// A corner of an axis-aligned box: 36 vertices, an instance a box.
#extension GL_GOOGLE_include_directive : require
#include "scene_view.glsl"

layout(location = 0) in vec3 centre;
layout(location = 1) in vec3 half_size;
layout(location = 2) in vec4 tint;
layout(location = 3) in float glow;
layout(location = 0) out vec3 eye;
layout(location = 1) out vec2 place;  // on the face, -1..1
layout(location = 2) flat out vec3 normal;
layout(location = 3) flat out vec4 shade;
layout(location = 4) flat out float light;

void main() {
    const int face = gl_VertexIndex / 6;
    const int corner = gl_VertexIndex % 6;
    const int axis = face / 2;
    const float side = (face & 1) == 0 ? -1.0 : 1.0;
    // Two triangles 0 1 2, 2 1 3 of a square.
    const int index = corner < 3 ? corner : (corner == 3 ? 2 : (corner == 4 ? 1 : 3));
    place = vec2((index & 1) == 0 ? -1.0 : 1.0, (index & 2) == 0 ? -1.0 : 1.0);
    vec3 unit = vec3(0.0);
    unit[axis] = side;
    vec3 at = unit;
    at[(axis + 1) % 3] = place.x;
    at[(axis + 2) % 3] = place.y;
    eye = to_eye(centre + at * half_size);
    normal = to_eye(unit) - to_eye(vec3(0.0));
    shade = tint;
    light = glow;
    gl_Position = to_clip(eye);
}
