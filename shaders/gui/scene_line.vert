// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#version 460
// One end of a line, or a corner of a triangle: position and packed colour. Fog thins it out.
#extension GL_GOOGLE_include_directive : require
#include "scene_view.glsl"

layout(location = 0) in vec3 position;
layout(location = 1) in vec4 tint;
layout(location = 0) out vec4 shade;

void main() {
    const vec3 eye = to_eye(position);
    gl_Position = to_clip(eye);
    const float alpha = tint.a * (1.0 - fog_at(eye));
    shade = vec4(tint.rgb * alpha, alpha);
}
