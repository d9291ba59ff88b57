// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#version 460
// What the ends say, premultiplied.
layout(location = 0) in vec4 shade;
layout(location = 0) out vec4 colour;

void main() { colour = shade; }
