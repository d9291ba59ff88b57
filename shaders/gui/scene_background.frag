// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#version 460
// The gradient behind everything, with noise of less than a step of 8 bit against bands.
#extension GL_GOOGLE_include_directive : require
#include "scene_view.glsl"

layout(location = 0) in float height;
layout(location = 0) out vec4 colour;

void main() {
    const vec2 p = gl_FragCoord.xy;
    const float noise = fract(52.9829189 * fract(0.06711056 * p.x + 0.00583715 * p.y));
    const vec2 middle = p / view.size.xy - 0.5;
    const float vignette = 1.0 - 0.35 * dot(middle, middle);
    colour = vec4(background(height) * vignette + (noise - 0.5) / 255.0, 1.0);
}
