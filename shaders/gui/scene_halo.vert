// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#version 460
// A corner of the light around a loud sphere: as scene_sphere.vert, but wider; spheres without light
// collapse to nothing.
#extension GL_GOOGLE_include_directive : require
#include "scene_sphere.glsl"

layout(location = 0) in vec3 position;
layout(location = 1) in float radius;
layout(location = 2) in vec4 tint;
layout(location = 3) in float glow;
layout(location = 0) out vec2 place;  // in radii from the centre
layout(location = 1) flat out vec4 shade;

void main() {
    const vec2 corner = vec2((gl_VertexIndex & 1) == 0 ? -1.0 : 1.0,
                             (gl_VertexIndex & 2) == 0 ? -1.0 : 1.0);
    const float reach = glow > 0.004 ? 1.3 + 1.5 * glow : 0.0;
    const vec3 centre = to_eye(position);
    const vec3 eye = billboard_corner(centre, radius, corner, reach);
    place = corner;
    shade = vec4(tint.rgb, tint.a * glow * (1.0 - fog_at(centre)));
    gl_Position = to_clip(eye);
}
