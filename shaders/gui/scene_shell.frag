// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#version 460
// A translucent ellipsoid by the ray through the pixel, seen best where it is seen along its skin.
#extension GL_GOOGLE_include_directive : require
#include "scene_view.glsl"

layout(location = 0) in vec3 eye;
layout(location = 1) flat in vec3 centre;
layout(location = 2) flat in vec3 size;
layout(location = 3) flat in vec4 shade;
layout(location = 0) out vec4 colour;

/// From the eye's axes to the room's, scaled so that the ellipsoid is the unit sphere.
vec3 to_unit(vec3 v) {
    return vec3(dot(view.view_0.xyz, v), dot(view.view_1.xyz, v), dot(view.view_2.xyz, v)) / size;
}

void main() {
    const vec3 ray = sight(eye);
    const vec3 start = is_perspective() ? vec3(0.0) : vec3(eye.xy, 0.0);
    const vec3 from = to_unit(start - centre);
    const vec3 along = normalize(to_unit(ray));
    const float nearest = dot(from, along);
    const float off = length(from - nearest * along);
    const float width = max(fwidth(off), 1e-6);
    const float cover = clamp((1.0 - off) / width + 0.5, 0.0, 1.0);
    if (cover <= 0.0) discard;
    const float rim = pow(clamp(off, 0.0, 1.0), 4.0);
    const float alpha = shade.a * cover * (0.22 + 0.78 * rim) * (1.0 - fog_at(centre));
    colour = vec4(shade.rgb * alpha, alpha);
}
