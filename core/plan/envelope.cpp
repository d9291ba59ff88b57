// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plan/envelope.h"

#include <algorithm>

#include "core/base/rational.h"

namespace cavea::plan {
namespace {

/// Frames of a piece of a curved product. The chord of two 10 ms fades is then within 7e-5 of their
/// parabola: the slopes 1/480 multiplied, times 8^2 / 4.
constexpr Frame kPiece = 8;

Line cut(const Line& line, Span span) { return {span, line.at(span.begin), line.slope}; }

}  // namespace

std::vector<Line> lines(const std::vector<programme::Breakpoint>& points, std::uint32_t rate_hz,
                        Span span) {
    std::vector<Line> out;
    if (points.empty()) return {{span, 1, 0}};
    const auto add = [&](Frame begin, Frame end, double value, double slope) {
        const Span part = intersect({begin, end}, span);
        if (!part.empty()) out.push_back(cut({{begin, end}, value, slope}, part));
    };
    const auto frame = [&](const programme::Breakpoint& point) {
        return point.time_s * Rational(static_cast<std::int64_t>(rate_hz));
    };
    add(std::min(span.begin, ceil_frame(frame(points.front()))), ceil_frame(frame(points.front())),
        points.front().gain, 0);
    for (std::size_t i = 0; i + 1 < points.size(); ++i) {
        const Rational from = frame(points[i]);
        const Rational to = frame(points[i + 1]);
        if (!(from < to) || ceil_frame(to) <= span.begin) continue;
        if (ceil_frame(from) >= span.end) break;
        const double slope = (points[i + 1].gain - points[i].gain) / (to - from).to_double();
        const Frame begin = ceil_frame(from);
        const double offset = (Rational(begin) - from).to_double();
        add(begin, ceil_frame(to), points[i].gain + slope * offset, slope);
    }
    add(ceil_frame(frame(points.back())), std::max(span.end, ceil_frame(frame(points.back()))),
        points.back().gain, 0);
    return out;
}

std::vector<Line> product(const Line& a, const Line& b, Span span) {
    if (span.empty()) return {};
    if (a.slope == 0 || b.slope == 0) {
        const double begin = a.at(span.begin) * b.at(span.begin);
        const double slope = a.slope * b.at(span.begin) + b.slope * a.at(span.begin);
        return {{span, begin, slope}};
    }
    std::vector<Line> out;
    for (Frame begin = span.begin; begin < span.end;) {
        // Cuts lie on a grid anchored at 0, so that they are the same in every span.
        const Frame end = std::min(span.end, (begin / kPiece + 1) * kPiece);
        const Frame grid = (begin / kPiece) * kPiece;
        const double at_grid = a.at(grid) * b.at(grid);
        const double next = a.at(grid + kPiece) * b.at(grid + kPiece);
        const double slope = (next - at_grid) / static_cast<double>(kPiece);
        out.push_back({{begin, end}, at_grid + slope * static_cast<double>(begin - grid), slope});
        begin = end;
    }
    return out;
}

}  // namespace cavea::plan
