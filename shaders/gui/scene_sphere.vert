// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#version 460
// A corner of a billboard: four vertices of a strip, an instance a sphere.
#extension GL_GOOGLE_include_directive : require
#include "scene_sphere.glsl"

layout(location = 0) in vec3 position;
layout(location = 1) in float radius;
layout(location = 2) in vec4 tint;
layout(location = 3) in float glow;
layout(location = 0) out vec3 eye;
layout(location = 1) flat out vec4 ball;  // centre in eye space, radius
layout(location = 2) flat out vec4 shade;
layout(location = 3) flat out float light;

void main() {
    const vec2 corner = vec2((gl_VertexIndex & 1) == 0 ? -1.0 : 1.0,
                             (gl_VertexIndex & 2) == 0 ? -1.0 : 1.0);
    ball = vec4(to_eye(position), radius);
    eye = billboard_corner(ball.xyz, radius, corner, 1.12);
    shade = tint;
    light = glow;
    gl_Position = to_clip(eye);
}
