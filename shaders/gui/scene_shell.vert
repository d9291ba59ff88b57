// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#version 460
// A corner of the billboard around an ellipsoid along the room's axes: as scene_sphere.vert.
#extension GL_GOOGLE_include_directive : require
#include "scene_sphere.glsl"

layout(location = 0) in vec3 position;
layout(location = 1) in vec3 radii;
layout(location = 2) in vec4 tint;
layout(location = 0) out vec3 eye;
layout(location = 1) flat out vec3 centre;
layout(location = 2) flat out vec3 size;
layout(location = 3) flat out vec4 shade;

void main() {
    const vec2 corner = vec2((gl_VertexIndex & 1) == 0 ? -1.0 : 1.0,
                             (gl_VertexIndex & 2) == 0 ? -1.0 : 1.0);
    size = max(radii, vec3(1e-3));
    centre = to_eye(position);
    eye = billboard_corner(centre, max(size.x, max(size.y, size.z)), corner, 1.02);
    shade = tint;
    gl_Position = to_clip(eye);
}
