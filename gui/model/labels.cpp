// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/model/labels.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

namespace cavea::gui {
namespace {

constexpr double kGap = 3;  ///< pixels between a point's disc and its label

bool overlap(const Rect& a, const Rect& b) {
    return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height &&
           b.y < a.y + a.height;
}

bool within(const Rect& r, const Rect& bounds) {
    return r.x >= bounds.x && r.y >= bounds.y && r.x + r.width <= bounds.x + bounds.width &&
           r.y + r.height <= bounds.y + bounds.height;
}

Rect disc(const LabelRequest& r) {
    return {r.anchor.x - r.radius, r.anchor.y - r.radius, 2 * r.radius, 2 * r.radius};
}

/// Right, left, above, below, then the corners: side by side reads best.
std::array<Rect, 8> places(const LabelRequest& r) {
    const double out = r.radius + kGap;
    const double corner = r.radius * std::sqrt(0.5) + kGap;
    const auto at = [&](double x, double y) {
        return Rect{r.anchor.x + x, r.anchor.y + y, r.size.x, r.size.y};
    };
    const double mid_x = -r.size.x / 2;
    const double mid_y = -r.size.y / 2;
    return {at(out, mid_y),
            at(-out - r.size.x, mid_y),
            at(mid_x, -out - r.size.y),
            at(mid_x, out),
            at(corner, -corner - r.size.y),
            at(corner, corner),
            at(-corner - r.size.x, -corner - r.size.y),
            at(-corner - r.size.x, corner)};
}

bool usable(const LabelRequest& r) {
    return std::isfinite(r.anchor.x + r.anchor.y + r.radius + r.size.x + r.size.y) &&
           r.size.x > 0 && r.size.y > 0 && r.radius >= 0;
}

}  // namespace

std::vector<PlacedLabel> place_labels(std::span<const LabelRequest> requests, const Rect& bounds) {
    std::vector<std::size_t> order(requests.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return requests[a].priority > requests[b].priority;
    });
    std::vector<PlacedLabel> out;
    std::vector<Rect> taken;  // labels, and the discs of what has one
    for (const std::size_t i : order) {
        const LabelRequest& request = requests[i];
        if (!usable(request)) continue;
        for (const Rect& place : places(request)) {
            if (!within(place, bounds)) continue;
            const auto hits = [&](const Rect& other) { return overlap(place, other); };
            if (std::any_of(taken.begin(), taken.end(), hits)) continue;
            out.push_back({request.item, place});
            taken.push_back(place);
            taken.push_back(disc(request));
            break;
        }
    }
    return out;
}

}  // namespace cavea::gui
