// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/view/room_parts.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "gui/view/theme.h"

namespace cavea::gui::parts {
namespace {

using theme::rgb;

/// The default screen of ITU-R BS.2127: 58 degrees wide, 1.78 : 1, straight ahead.
constexpr double kScreenWidthDeg = 58;
constexpr double kScreenAspect = 1.78;

BoxInstance box(Vec3 centre, Vec3 half, Colour colour, double glow = 0) {
    return {static_cast<float>(centre.x),
            static_cast<float>(centre.y),
            static_cast<float>(centre.z),
            static_cast<float>(half.x),
            static_cast<float>(half.y),
            static_cast<float>(half.z),
            colour,
            static_cast<float>(glow)};
}

}  // namespace

LineVertex vertex(Vec3 p, Colour colour) {
    return {static_cast<float>(p.x), static_cast<float>(p.y), static_cast<float>(p.z), colour};
}

void add_line(ViewScene& out, Vec3 a, Vec3 b, Colour colour) {
    out.lines.push_back(vertex(a, colour));
    out.lines.push_back(vertex(b, colour));
}

void add_quad(ViewScene& out, Vec3 a, Vec3 b, Vec3 c, Vec3 d, Colour colour) {
    const auto v = [colour](Vec3 p) { return vertex(p, colour); };
    out.surfaces.push_back({v(a), v(b), v(c)});
    out.surfaces.push_back({v(a), v(c), v(d)});
}

void add_floor(ViewScene& out, double floor) {
    add_quad(out, {-1, -1, floor}, {1, -1, floor}, {1, 1, floor}, {-1, 1, floor},
             rgb(0x1B222B, 0.9));
    for (int i = -3; i <= 3; ++i) {
        const double at = i / 4.0;
        const Colour colour = rgb(0x55616F, i == 0 ? 0.65 : 0.28);
        // A little above the floor: lines must not flicker in it.
        const double z = floor + 0.002;
        add_line(out, {at, -1, z}, {at, 1, z}, colour);
        add_line(out, {-1, at, z}, {1, at, z}, colour);
    }
}

void add_walls(ViewScene& out, double floor) {
    const Colour edge = rgb(0x66727F, 0.75);
    const Colour far = rgb(0x66727F, 0.42);
    const auto ring = [&](double z, Colour colour) {
        add_line(out, {-1, -1, z}, {1, -1, z}, colour);
        add_line(out, {1, -1, z}, {1, 1, z}, colour);
        add_line(out, {1, 1, z}, {-1, 1, z}, colour);
        add_line(out, {-1, 1, z}, {-1, -1, z}, colour);
    };
    ring(floor, edge);
    ring(1, far);
    for (const double x : {-1.0, 1.0}) {
        for (const double y : {-1.0, 1.0}) add_line(out, {x, y, floor}, {x, y, 1}, far);
    }
}

void add_screen(ViewScene& out) {
    const double w = std::tan(kScreenWidthDeg / 2 * std::numbers::pi / 180);
    const double h = w / kScreenAspect;
    const double y = 0.995;
    const Vec3 a(-w, y, -h), b(w, y, -h), c(w, y, h), d(-w, y, h);
    add_quad(out, a, b, c, d, rgb(0x9FC4EE, 0.16));
    const Colour edge = rgb(0xA9CCF4, 0.9);
    add_line(out, a, b, edge);
    add_line(out, b, c, edge);
    add_line(out, c, d, edge);
    add_line(out, d, a, edge);
}

void add_audience(ViewScene& out, double floor) {
    const Colour seat = rgb(0x323B46);
    // People sit with their ears at zero; where the floor is lower they sit on a platform.
    const double base = std::max(floor, -kEarHeight);
    if (base - floor > 0.02) {
        const double half = (base - floor) / 2;
        out.boxes.push_back(box({0, -0.29, floor + half}, {0.46, 0.38, half}, rgb(0x262E38)));
    }
    for (const double y : {0.0, -0.28, -0.56}) {
        for (int i = -2; i <= 2; ++i) {
            const double x = i * 0.17;
            out.boxes.push_back(box({x, y, base + 0.055}, {0.055, 0.05, 0.055}, seat));
            out.boxes.push_back(box({x, y - 0.055, base + 0.12}, {0.055, 0.012, 0.10}, seat));
        }
    }
    // The listener: the point that everything is panned around.
    const double seat_z = base + 0.1;
    const double neck_z = -0.06;
    out.boxes.push_back(
        box({0, 0, (seat_z + neck_z) / 2}, {0.042, 0.028, (neck_z - seat_z) / 2}, rgb(0x9AA7B6)));
    out.spheres.push_back({0, 0, 0, 0.045F, rgb(0xC9D3DE), 0});
}

void add_speaker(ViewScene& out, const Speaker& speaker, double floor, Colour colour,
                 double level) {
    const double half = 0.045;
    const Vec3 p = speaker.position;
    if (speaker.lfe) {
        out.boxes.push_back(box({p.x, p.y, floor + 0.07}, {0.07, 0.07, 0.07}, colour, level));
        return;
    }
    out.boxes.push_back(box(p, {half, half, half * 1.35}, colour, level));
    if (p.z < 0.5) {  // on a stand; the upper ones hang
        add_line(out, {p.x, p.y, floor}, {p.x, p.y, p.z - half}, rgb(0x66727F, 0.5));
    }
}

void add_shadow(ViewScene& out, Vec3 object, double floor, int corners) {
    const double height = std::clamp(object.z - floor, 0.0, 2.0);
    const double radius = 0.05 + 0.035 * height;
    const double z = floor + 0.004;
    const LineVertex centre = vertex({object.x, object.y, z}, rgb(0x000000, 0.75 / (1 + height)));
    const auto rim = [&](int i) {
        const double a = 2 * std::numbers::pi * i / corners;
        return vertex({object.x + radius * std::cos(a), object.y + radius * std::sin(a), z},
                      rgb(0x000000, 0));
    };
    for (int i = 0; i < corners; ++i) out.surfaces.push_back({centre, rim(i), rim(i + 1)});
}

void add_stalk(ViewScene& out, Vec3 object, double floor, Colour colour) {
    if (object.z - floor < 0.02) return;
    add_line(out, object, {object.x, object.y, floor}, colour);
}

}  // namespace cavea::gui::parts
