// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "assets/demo/svg.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace cavea::demo {
namespace {

// A little more than the mean advance of common sans-serif fonts, so that boxes are rather too
// wide.
constexpr double kAdvance = 0.56;

double text_width(std::string_view words, double size) {
    const auto letters = std::count_if(words.begin(), words.end(), [](char c) {
        return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
    });
    return static_cast<double>(letters) * size * kAdvance;
}

const char* name_of(Anchor anchor) {
    switch (anchor) {
        case Anchor::Start:
            return "start";
        case Anchor::Middle:
            return "middle";
        case Anchor::End:
            return "end";
    }
    return "start";
}

std::string escaped(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c == '&') {
            out += "&amp;";
        } else if (c == '<') {
            out += "&lt;";
        } else {
            out += c;
        }
    }
    return out;
}

}  // namespace

Svg::Svg(double width, double height, const std::string& background) {
    body_ = fmt::format(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0}\" height=\"{1}\" "
        "viewBox=\"0 0 {0} {1}\" font-family=\"Inter, 'DejaVu Sans', Helvetica, Arial, "
        "sans-serif\">\n<rect width=\"{0}\" height=\"{1}\" fill=\"{2}\"/>\n",
        width, height, background);
}

void Svg::line(Point a, Point b, const std::string& colour, double width, double opacity) {
    body_ += fmt::format(
        "<line x1=\"{:.1f}\" y1=\"{:.1f}\" x2=\"{:.1f}\" y2=\"{:.1f}\" stroke=\"{}\" "
        "stroke-width=\"{}\" opacity=\"{}\"/>\n",
        a.x, a.y, b.x, b.y, colour, width, opacity);
}

void Svg::circle(Point centre, double radius, const std::string& fill, const std::string& stroke,
                 double stroke_width) {
    body_ += fmt::format(
        "<circle cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"{}\" fill=\"{}\" stroke=\"{}\" "
        "stroke-width=\"{}\"/>\n",
        centre.x, centre.y, radius, fill, stroke, stroke_width);
}

void Svg::rectangle(Box box, double corner, const std::string& fill, double opacity) {
    body_ += fmt::format(
        "<rect x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"{:.1f}\" rx=\"{}\" "
        "fill=\"{}\" opacity=\"{}\"/>\n",
        box.x0, box.y0, box.x1 - box.x0, box.y1 - box.y0, corner, fill, opacity);
}

void Svg::outline(Box box, double corner, const std::string& stroke, double width) {
    body_ += fmt::format(
        "<rect x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"{:.1f}\" rx=\"{}\" "
        "fill=\"none\" stroke=\"{}\" stroke-width=\"{}\"/>\n",
        box.x0, box.y0, box.x1 - box.x0, box.y1 - box.y0, corner, stroke, width);
}

void Svg::polyline(const std::vector<Point>& points, const std::string& colour, double width,
                   double opacity) {
    if (points.size() < 2) return;
    std::string list;
    for (const Point& p : points) list += fmt::format("{:.1f},{:.1f} ", p.x, p.y);
    list.pop_back();
    body_ += fmt::format(
        "<polyline points=\"{}\" fill=\"none\" stroke=\"{}\" stroke-width=\"{}\" opacity=\"{}\" "
        "stroke-linejoin=\"round\" stroke-linecap=\"round\"/>\n",
        list, colour, width, opacity);
}

void Svg::arrow(Point from, Point tip, double size, const std::string& colour) {
    const double length = std::hypot(tip.x - from.x, tip.y - from.y);
    if (length < 1e-6) return;
    const double ux = (tip.x - from.x) / length * size;
    const double uy = (tip.y - from.y) / length * size;
    body_ += fmt::format(
        "<polygon points=\"{:.1f},{:.1f} {:.1f},{:.1f} {:.1f},{:.1f}\" fill=\"{}\"/>\n", tip.x + ux,
        tip.y + uy, tip.x - 0.6 * uy, tip.y + 0.6 * ux, tip.x + 0.6 * uy, tip.y - 0.6 * ux, colour);
}

void Svg::text(Point at, std::string_view words, const TextStyle& style) {
    body_ += fmt::format(
        "<text x=\"{:.1f}\" y=\"{:.1f}\" font-size=\"{}\" fill=\"{}\" text-anchor=\"{}\"{}{}>{}"
        "</text>\n",
        at.x, at.y, style.size, style.colour, name_of(style.anchor),
        style.bold ? " font-weight=\"bold\"" : "",
        style.halo.empty()
            ? ""
            : fmt::format(" stroke=\"{}\" stroke-width=\"3\" paint-order=\"stroke\"", style.halo),
        escaped(words));
}

bool Svg::is_free(const Box& box) const {
    return std::none_of(taken_.begin(), taken_.end(), [&](const Box& other) {
        return box.x0 < other.x1 && other.x0 < box.x1 && box.y0 < other.y1 && other.y0 < box.y1;
    });
}

bool Svg::label(Point at, std::string_view words, const TextStyle& style, Box bounds) {
    const double width = text_width(words, style.size);
    const double height = style.size;
    for (const double gap : {7.0, 14.0, 24.0, 38.0, 56.0}) {
        for (int turn = 0; turn < 16; ++turn) {
            // Right and left first: text beside its point reads best.
            constexpr int kOrder[16] = {0, 8, 1, 15, 7, 9, 2, 14, 6, 10, 3, 13, 5, 11, 4, 12};
            const double angle = kOrder[turn] * std::numbers::pi / 8;
            const Point middle{at.x + std::cos(angle) * (gap + width / 2),
                               at.y - std::sin(angle) * (gap + height / 2)};
            const Box box{middle.x - width / 2 - 2, middle.y - height / 2 - 1,
                          middle.x + width / 2 + 2, middle.y + height / 2 + 1};
            const bool inside = box.x0 >= bounds.x0 && box.x1 <= bounds.x1 && box.y0 >= bounds.y0 &&
                                box.y1 <= bounds.y1;
            if (!inside || !is_free(box)) continue;
            if (gap > 20) {
                const Point end{std::clamp(at.x, box.x0, box.x1), std::clamp(at.y, box.y0, box.y1)};
                line(at, end, style.colour, 0.7, 0.6);
            }
            TextStyle centred = style;
            centred.anchor = Anchor::Middle;
            text({middle.x, middle.y + 0.36 * style.size}, words, centred);
            reserve(box);
            return true;
        }
    }
    return false;
}

}  // namespace cavea::demo
