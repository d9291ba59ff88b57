// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/plot/chart.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace cavea::plot {
namespace {

constexpr double kLeft = 62;
constexpr double kRight = 92;
constexpr double kTop = 30;
constexpr double kBottom = 46;
constexpr const char* kGrid = "#dddddd";
constexpr const char* kFrame = "#444444";

std::vector<double> ticks(const Axis& axis, int most) {
    const double step = round_step(axis.max - axis.min, most);
    std::vector<double> out;
    const double first = std::ceil(axis.min / step - 1e-9);
    const double last = std::floor(axis.max / step + 1e-9);
    for (double i = first; i <= last; ++i) out.push_back(i == 0 ? 0 : i * step);
    return out;
}

}  // namespace

double round_step(double range, int most) {
    if (!(range > 0) || !std::isfinite(range)) return 1;
    const double least = range / most;
    const double power = std::pow(10.0, std::floor(std::log10(least)));
    for (const double factor : {1.0, 2.0, 5.0}) {
        if (factor * power >= least * (1 - 1e-9)) return factor * power;
    }
    return 10 * power;
}

Chart::Chart(Svg& svg, Point corner, double width, double height, const std::string& title, Axis x,
             Axis y)
    : svg_(svg),
      x_(std::move(x)),
      y_(std::move(y)),
      corner_{corner.x + kLeft, corner.y + kTop},
      width_(width - kLeft - kRight),
      height_(height - kTop - kBottom) {
    svg_.text({corner_.x, corner_.y - 10}, title, Anchor::Start, 14);
    axes();
}

void Chart::axes() {
    for (const double value : ticks(y_, static_cast<int>(height_ / 32))) {
        const Point at = place({x_.min, value});
        svg_.line(at, {corner_.x + width_, at.y}, kGrid);
        svg_.text({at.x - 6, at.y + 4}, fmt::format("{:g}", value), Anchor::End, 11);
    }
    if (x_.label != kNamedAxis) {
        for (const double value : ticks(x_, static_cast<int>(width_ / 60))) {
            const Point at = place({value, y_.min});
            svg_.line(at, {at.x, corner_.y}, kGrid);
            svg_.text({at.x, at.y + 16}, fmt::format("{:g}", value), Anchor::Middle, 11);
        }
    }
    const Point low{corner_.x, corner_.y + height_};
    svg_.line(low, {corner_.x + width_, low.y}, kFrame);
    svg_.line(low, corner_, kFrame);
    svg_.text({corner_.x + width_ / 2, low.y + 36}, x_.label, Anchor::Middle);
    svg_.text({corner_.x - 46, corner_.y + height_ / 2}, y_.label, Anchor::Middle, 12, -90);
}

Point Chart::place(Point value) const {
    const double x = (value.x - x_.min) / (x_.max - x_.min);
    const double y = (value.y - y_.min) / (y_.max - y_.min);
    return {corner_.x + width_ * std::clamp(x, 0.0, 1.0),
            corner_.y + height_ * (1 - std::clamp(y, 0.0, 1.0))};
}

void Chart::line(const std::vector<Point>& values, const std::string& colour, double width) {
    std::vector<Point> points;
    points.reserve(values.size());
    for (const Point& value : values) points.push_back(place(value));
    svg_.polyline(points, colour, width);
}

void Chart::bar(double from, double to, double value, const std::string& colour) {
    const Point top = place({from, value});
    const Point end = place({to, y_.min});
    svg_.rectangle(top, end.x - top.x, end.y - top.y, colour);
}

void Chart::tick(double x, const std::string& text) {
    const Point at = place({x, y_.min});
    svg_.text({at.x, at.y + 16}, text, Anchor::Middle, 11);
}

void Chart::note(Point at, const std::string& text, Anchor anchor, double size) {
    const Point where = place(at);
    svg_.text({where.x, where.y - 3}, text, anchor, size);
}

void Chart::legend(const std::vector<Legend>& entries) {
    double y = corner_.y + 8;
    const double x = corner_.x + width_ + 12;
    for (const Legend& entry : entries) {
        svg_.line({x, y - 4}, {x + 18, y - 4}, entry.colour, 3);
        svg_.text({x + 24, y}, entry.name, Anchor::Start, 11);
        y += 17;
    }
}

}  // namespace cavea::plot
