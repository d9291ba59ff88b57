// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#version 460
// A finished picture of a view, pixel by pixel, over the gradient behind it and with round corners.
// The gradient is drawn here, once per pixel, instead of once per sample below the picture.
#extension GL_GOOGLE_include_directive : require
#include "scene_view_io.h"

layout(set = 0, binding = 0) uniform sampler2D picture;
layout(push_constant) uniform Push { PicturePush push; };
layout(location = 0) out vec4 colour;

void main() {
    const vec2 at = gl_FragCoord.xy - push.rect.xy;
    const vec2 half_size = push.rect.zw * 0.5;
    const float t = clamp(at.y / push.rect.w, 0.0, 1.0);
    const vec2 middle = (at - half_size) / push.rect.zw;
    // Noise of less than a step of 8 bit, against bands.
    const float noise = fract(52.9829189 * fract(0.06711056 * at.x + 0.00583715 * at.y)) - 0.5;
    const vec3 behind = mix(push.top.rgb, push.bottom.rgb, t * t * (3.0 - 2.0 * t)) *
                            (1.0 - 0.35 * dot(middle, middle)) + noise / 255.0;
    const vec4 scene = texelFetch(picture, ivec2(at), 0);
    const vec2 beyond = max(abs(at - half_size) - (half_size - push.rounding), 0.0);
    const float inside = push.rounding - length(beyond) + 0.5;
    const float alpha = push.rounding > 0.0 ? clamp(inside, 0.0, 1.0) : 1.0;
    colour = vec4(scene.rgb + behind * (1.0 - scene.a), alpha);
}
