// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#version 460
// Light that is added around a sphere, falling off to nothing at the billboard's edge.
layout(location = 0) in vec2 place;
layout(location = 1) flat in vec4 shade;
layout(location = 0) out vec4 colour;

void main() {
    const float fall = max(1.0 - dot(place, place), 0.0);
    colour = vec4(shade.rgb * (shade.a * 0.42 * fall * fall), 0.0);
}
