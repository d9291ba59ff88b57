// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The view that is bound, and what every shader of the picture does with it.
#extension GL_GOOGLE_include_directive : require
#include "scene_view_io.h"

layout(set = 0, binding = 0, std140) uniform View { SceneView view; };

/// From the room to the eye's coordinates.
vec3 to_eye(vec3 room) {
    return view.view_0.xyz * room.x + view.view_1.xyz * room.y + view.view_2.xyz * room.z +
           view.view_3.xyz;
}

vec4 to_clip(vec3 eye) {
    return view.clip_0 * eye.x + view.clip_1 * eye.y + view.clip_2 * eye.z + view.clip_3;
}

float depth_of(vec3 eye) {
    const vec4 clip = to_clip(eye);
    return clip.z / clip.w;
}

bool is_perspective() { return view.size.z > 0.5; }

/// Direction of sight through a point.
vec3 sight(vec3 eye) { return is_perspective() ? normalize(eye) : vec3(0.0, 0.0, -1.0); }

vec3 background(float height) {
    const float t = clamp(height, 0.0, 1.0);
    return mix(view.top.rgb, view.bottom.rgb, t * t * (3.0 - 2.0 * t));
}

/// 0 near, up to the fog's strength far away.
float fog_at(vec3 eye) {
    return view.fog.z * smoothstep(view.fog.x, view.fog.y, is_perspective() ? length(eye) : -eye.z);
}

/// \param height  of the pixel, 0 at the upper edge, 1 at the lower one
vec3 fogged(vec3 colour, vec3 eye, float height) {
    return mix(colour, background(height), fog_at(eye));
}
