// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#version 460
// A face lit by the lamp, its edges a little brighter, as if bevelled.
#extension GL_GOOGLE_include_directive : require
#include "scene_view.glsl"

layout(location = 0) in vec3 eye;
layout(location = 1) in vec2 place;
layout(location = 2) flat in vec3 normal;
layout(location = 3) flat in vec4 shade;
layout(location = 4) flat in float light;
layout(location = 0) out vec4 colour;

void main() {
    const float lit = 0.34 + 0.66 * max(dot(normal, view.light.xyz), 0.0);
    const vec2 edge = smoothstep(vec2(0.78), vec2(0.94), abs(place));
    const float bevel = 0.16 * max(edge.x, edge.y);
    // A soft round spot in the middle of a face: the membrane.
    const float membrane = 1.0 - smoothstep(0.50, 0.62, length(place));
    vec3 body = shade.rgb * (lit + bevel) * (1.0 - 0.22 * membrane);
    body += shade.rgb * light * (0.30 + 0.55 * membrane);
    body = fogged(body, eye, gl_FragCoord.y / view.size.y);
    colour = vec4(body * shade.a, shade.a);
}
