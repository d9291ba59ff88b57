// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "assets/demo/view.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>

#include "assets/demo/motion.h"

namespace cavea::demo {
namespace {

constexpr const char* kPanel = "#1a1f29";
constexpr const char* kDim = "#3a4150";
constexpr const char* kSpeaker = "#697183";
constexpr const char* kHero = "#e8f6ff";
constexpr double kBeyond = 0.36;    // how far a doubling of the distance is drawn
constexpr double kGapFilled_s = 1;  // silences up to this do not break a path

using Path = std::vector<Point>;

layout::Cartesian on_sphere(double azimuth_deg, double elevation_deg) {
    const double a = azimuth_deg * std::numbers::pi / 180;
    const double e = elevation_deg * std::numbers::pi / 180;
    return {-std::sin(a) * std::cos(e), std::cos(a) * std::cos(e), std::sin(e)};
}

/// The stretches of time in which an object, or one that shares its path, sounds in any language.
std::vector<std::pair<double, double>> sounding(const Scene& scene, const Object& object) {
    std::vector<std::pair<double, double>> times;
    for (const Object& other : scene.objects) {
        if (other.id != object.id && other.follows != object.id) continue;
        for (const Stretch& s : other.stretches) {
            const double begin = static_cast<double>(s.start) / scene.rate_hz;
            times.emplace_back(begin, begin + static_cast<double>(s.frames) / scene.rate_hz);
        }
    }
    std::sort(times.begin(), times.end());
    std::vector<std::pair<double, double>> out;
    for (const auto& [begin, end] : times) {
        if (!out.empty() && begin < out.back().second + kGapFilled_s) {
            out.back().second = std::max(out.back().second, end);
        } else {
            out.emplace_back(begin, end);
        }
    }
    return out;
}

/// Paths while sounding, broken where the picture cuts and the object jumps.
std::vector<Path> paths_of(const Scene& scene, const View& view, const Object& object) {
    constexpr double kStep_s = 1.0 / 24;
    constexpr double kJump = 0.22;  // of the loudspeakers' distance, in one step
    std::vector<Path> out;
    for (const auto& [begin, end] : sounding(scene, object)) {
        out.emplace_back();
        layout::Cartesian before = place_at(object, begin);
        for (double t = begin; t <= end; t += kStep_s) {
            const layout::Cartesian place = place_at(object, t);
            const double moved =
                std::hypot(place.x - before.x, place.y - before.y, place.z - before.z);
            if (moved > kJump) out.emplace_back();
            out.back().push_back(view.project(place));
            before = place;
        }
    }
    return out;
}

double length_of(const Path& path) {
    double length = 0;
    for (std::size_t i = 1; i < path.size(); ++i) {
        length += std::hypot(path[i].x - path[i - 1].x, path[i].y - path[i - 1].y);
    }
    return length;
}

void draw_path(Svg& svg, const Path& path, const std::string& colour, bool hero) {
    if (path.empty()) return;
    constexpr double kStill = 3;  // pixels
    if (length_of(path) < kStill) {
        svg.circle(path.front(), 4, colour, "#12151c", 1.5);
        return;
    }
    if (hero) svg.polyline(path, colour, 9, 0.16);
    svg.polyline(path, hero ? kHero : colour, hero ? 2.4 : 1.6, hero ? 1 : 0.75);
    const std::size_t n = path.size();
    svg.arrow(path[n >= 3 ? n - 3 : 0], path.back(), hero ? 7 : 5, hero ? kHero : colour);
}

void draw_time_marks(Svg& svg, const View& view, const Scene& scene, const Object& hero) {
    constexpr double kEvery_s = 2;
    const double end_s = static_cast<double>(scene.frames) / scene.rate_hz;
    for (double t = 0; t < end_s; t += kEvery_s) {
        const Point at = view.project(place_at(hero, t));
        svg.circle(at, 3, "#12151c", kHero, 1.5);
        svg.reserve({at.x - 4, at.y - 4, at.x + 4, at.y + 4});
        svg.label(at, fmt::format("{:g}", t), {10, "#9fb4c6", Anchor::Middle, false, kPanel},
                  view.bounds);
    }
}

/// Where the name of an object goes: where it is first heard.
Point name_place(const Scene& scene, const View& view, const Object& object) {
    return view.project(place_at(object, sounding(scene, object).front().first));
}

}  // namespace

const char* stem_colour(const std::string& stem) {
    if (stem == "dialogue") return "#ffb454";
    if (stem == "foley") return "#8fd46a";
    if (stem == "effects") return "#5ab8f0";
    if (stem == "music") return "#d19cff";
    return "#8a93a6";
}

Point View::project(const layout::Cartesian& place) const {
    const double u = from == From::Above ? place.x : place.y;
    const double v = from == From::Above ? place.y : place.z;
    const double r = std::hypot(u, v);
    const double scale = r <= 1 ? 1 : (1 + kBeyond * std::log2(r)) / r;
    return {centre.x + unit * u * scale, centre.y - unit * v * scale};
}

void draw_room(Svg& svg, const View& view, const layout::Layout& layout) {
    const bool above = view.from == View::From::Above;
    const double reach = 1 + kBeyond;
    if (!above) {
        svg.line({view.centre.x - reach * view.unit, view.centre.y},
                 {view.centre.x + reach * view.unit, view.centre.y}, kDim, 1, 0.5);
    }
    for (const double radius : {1.0, reach}) {
        Path ring;
        for (int deg = above ? 0 : -21; deg <= (above ? 360 : 201); deg += 3) {
            const double a = deg * std::numbers::pi / 180;
            ring.push_back({view.centre.x + radius * view.unit * std::cos(a),
                            view.centre.y - radius * view.unit * std::sin(a)});
        }
        svg.polyline(ring, kDim, radius > 1 ? 0.8 : 1.4, radius > 1 ? 0.5 : 1);
    }
    for (const layout::Channel& channel : layout.channels) {
        if (channel.lfe) continue;
        const Point at =
            view.project(on_sphere(channel.real.azimuth_deg, channel.real.elevation_deg));
        const bool upper = channel.real.elevation_deg > 10;
        const Box box{at.x - 5, at.y - 5, at.x + 5, at.y + 5};
        svg.rectangle(box, 2, upper ? "#12151c" : kSpeaker);
        svg.outline(box, 2, kSpeaker, 1.6);
        svg.reserve({box.x0 - 2, box.y0 - 2, box.x1 + 2, box.y1 + 2});
    }
    svg.circle(view.centre, 13, "#1d222d", "#9aa3b5", 1.6);
    const Point nose =
        above ? Point{view.centre.x, view.centre.y - 17} : Point{view.centre.x + 17, view.centre.y};
    svg.arrow(view.centre, nose, 5, "#9aa3b5");
    svg.reserve({view.centre.x - 18, view.centre.y - 18, view.centre.x + 18, view.centre.y + 18});
}

void draw_objects(Svg& svg, const View& view, const Scene& scene) {
    const Object* hero = nullptr;
    for (const Object& object : scene.objects) {
        if (object.hero) hero = &object;
        if (object.hero || !object.follows.empty()) continue;
        for (const Path& path : paths_of(scene, view, object)) {
            draw_path(svg, path, stem_colour(object.stem), false);
        }
    }
    if (hero != nullptr) {
        for (const Path& path : paths_of(scene, view, *hero)) {
            draw_path(svg, path, stem_colour(hero->stem), true);
        }
        draw_time_marks(svg, view, scene, *hero);
        svg.label(name_place(scene, view, *hero), hero->name,
                  {14, kHero, Anchor::Middle, true, kPanel}, view.bounds);
    }
    for (const Object& object : scene.objects) {
        if (object.hero || !object.follows.empty() || object.stretches.empty()) continue;
        static_cast<void>(svg.label(name_place(scene, view, object), object.name,
                                    {11, stem_colour(object.stem), Anchor::Middle, false, kPanel},
                                    view.bounds));
    }
}

}  // namespace cavea::demo
