// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#version 460
// A sphere by the ray through the pixel: normal, lamp, highlight, a lighter rim and an edge that is
// smooth by its alpha. Depth is the sphere's own, so that lines and balls cut it where they should.
#extension GL_GOOGLE_include_directive : require
#include "scene_view.glsl"

/// Whether alpha chooses the samples that are written, rather than blends.
layout(constant_id = 0) const bool by_coverage = false;

layout(location = 0) in vec3 eye;
layout(location = 1) flat in vec4 ball;
layout(location = 2) flat in vec4 shade;
layout(location = 3) flat in float light;
layout(location = 0) out vec4 colour;

void main() {
    const vec3 ray = sight(eye);
    const vec3 start = is_perspective() ? vec3(0.0) : vec3(eye.xy, 0.0);
    const vec3 to_ball = ball.xyz - start;
    const float along = dot(to_ball, ray);
    const float off = length(to_ball - along * ray);  // distance of the ray from the centre
    const float width = max(fwidth(off), 1e-6);
    const float cover = clamp((ball.w - off) / width + 0.5, 0.0, 1.0);
    if (cover <= 0.0) discard;
    const float inside = sqrt(max(ball.w * ball.w - off * off, 0.0));
    const vec3 hit = start + ray * (along - inside);
    const vec3 normal = (hit - ball.xyz) / ball.w;

    const float facing = clamp(dot(normal, -ray), 0.0, 1.0);
    const float lamp = dot(normal, view.light.xyz);
    const float diffuse = 0.5 + 0.5 * lamp;  // wrapped: no black half
    const vec3 half_way = normalize(view.light.xyz - ray);
    const float shine = pow(max(dot(normal, half_way), 0.0), 42.0);
    const float rim = pow(1.0 - facing, 3.0);
    vec3 body = shade.rgb * (0.34 + 0.76 * diffuse * diffuse);
    body += shade.rgb * light * (0.20 + 0.35 * facing);
    body += shade.rgb * rim * 0.30 + vec3(shine * (0.34 + 0.2 * light));
    body = fogged(min(body, vec3(1.0)), hit, gl_FragCoord.y / view.size.y);
    const float alpha = shade.a * cover;
    colour = vec4(by_coverage ? body : body * alpha, alpha);
    gl_FragDepth = clamp(depth_of(hit), 0.0, 1.0);
}
