// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#version 460
// A finished picture of a view, pixel by pixel, with round corners.
#extension GL_GOOGLE_include_directive : require
#include "scene_view_io.h"

layout(set = 0, binding = 0) uniform sampler2D picture;
layout(push_constant) uniform Push { PicturePush push; };
layout(location = 0) out vec4 colour;

void main() {
    const vec2 at = gl_FragCoord.xy - vec2(push.x, push.y);
    const vec2 half_size = vec2(push.width, push.height) * 0.5;
    const vec2 beyond = max(abs(at - half_size) - (half_size - push.rounding), 0.0);
    const float alpha = clamp(push.rounding - length(beyond) + 0.5, 0.0, 1.0);
    colour = vec4(texelFetch(picture, ivec2(at), 0).rgb, push.rounding > 0.0 ? alpha : 1.0);
}
