// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/plot/svg.h"

#include <fmt/core.h>

#include <cmath>

namespace cavea::plot {
namespace {

std::string_view name_of(Anchor anchor) {
    switch (anchor) {
        case Anchor::Middle:
            return "middle";
        case Anchor::End:
            return "end";
        default:
            return "start";
    }
}

}  // namespace

std::string escaped(std::string_view text) {
    std::string out;
    for (const char c : text) {
        switch (c) {
            case '&':
                out += "&amp;";
                break;
            case '<':
                out += "&lt;";
                break;
            case '>':
                out += "&gt;";
                break;
            case '"':
                out += "&quot;";
                break;
            default:
                if (static_cast<unsigned char>(c) >= 0x20) out += c;
        }
    }
    return out;
}

Svg::Svg(double width, double height) : width_(width), height_(height) {
    rectangle({0, 0}, width, height, "#ffffff");
}

void Svg::line(Point from, Point to, std::string_view colour, double width) {
    body_ += fmt::format(
        "<line x1=\"{:.2f}\" y1=\"{:.2f}\" x2=\"{:.2f}\" y2=\"{:.2f}\" stroke=\"{}\" "
        "stroke-width=\"{:g}\"/>\n",
        from.x, from.y, to.x, to.y, escaped(colour), width);
}

void Svg::polyline(const std::vector<Point>& points, std::string_view colour, double width) {
    std::string run;
    const auto end_run = [&] {
        if (run.empty()) return;
        body_ += fmt::format(
            "<polyline points=\"{}\" fill=\"none\" stroke=\"{}\" stroke-width=\"{:g}\" "
            "stroke-linejoin=\"round\"/>\n",
            run, escaped(colour), width);
        run.clear();
    };
    for (const Point& p : points) {
        if (!std::isfinite(p.x) || !std::isfinite(p.y)) {
            end_run();
            continue;
        }
        if (!run.empty()) run += ' ';
        run += fmt::format("{:.2f},{:.2f}", p.x, p.y);
    }
    end_run();
}

void Svg::rectangle(Point corner, double width, double height, std::string_view colour) {
    body_ += fmt::format(
        "<rect x=\"{:.2f}\" y=\"{:.2f}\" width=\"{:.2f}\" height=\"{:.2f}\" fill=\"{}\"/>\n",
        corner.x, corner.y, width, height, escaped(colour));
}

void Svg::text(Point at, std::string_view text, Anchor anchor, double size, double degrees,
               std::string_view colour) {
    const std::string turn = degrees == 0 ? ""
                                          : fmt::format(" transform=\"rotate({:g} {:.2f} {:.2f})\"",
                                                        degrees, at.x, at.y);
    body_ += fmt::format(
        "<text x=\"{:.2f}\" y=\"{:.2f}\" text-anchor=\"{}\" font-size=\"{:g}\" fill=\"{}\"{}>{}"
        "</text>\n",
        at.x, at.y, name_of(anchor), size, escaped(colour), turn, escaped(text));
}

std::string Svg::document() const {
    return fmt::format(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0:g}\" height=\"{1:g}\" "
        "viewBox=\"0 0 {0:g} {1:g}\" font-family=\"DejaVu Sans, Helvetica, Arial, sans-serif\">\n"
        "{2}</svg>\n",
        width_, height_, body_);
}

}  // namespace cavea::plot
