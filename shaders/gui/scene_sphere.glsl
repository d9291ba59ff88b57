// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the three shaders of billboards share: a square that faces the eye and just holds a sphere.
#include "scene_view.glsl"

/// Corner of the square around a sphere, in eye space.
///
/// \param reach  how far the square goes beyond the sphere's outline, in radii; 1 = to it
vec3 billboard_corner(vec3 centre, float radius, vec2 corner, float reach) {
    vec3 towards = -sight(centre);
    float half_side = radius * reach;
    if (is_perspective()) {
        // The outline of a sphere that is near is wider than the sphere.
        const float far = max(length(centre), radius * 1.001);
        half_side *= far / sqrt(max(far * far - radius * radius, 1e-9));
    }
    const vec3 up_hint = abs(towards.y) > 0.99 ? vec3(1.0, 0.0, 0.0) : vec3(0.0, 1.0, 0.0);
    const vec3 right = normalize(cross(up_hint, towards));
    const vec3 up = cross(towards, right);
    return centre + (right * corner.x + up * corner.y) * half_side;
}
