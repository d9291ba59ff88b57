// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/model/picking.h"

#include <algorithm>
#include <tuple>

namespace cavea::gui {
namespace {

constexpr double kMinRadiusPixels = 6;

bool inside(std::span<const Vec2> polygon, Vec2 p) {
    bool odd = false;
    for (std::size_t i = 0, j = polygon.size() - 1; i < polygon.size(); j = i++) {
        const Vec2 a = polygon[i];
        const Vec2 b = polygon[j];
        if ((a.y > p.y) == (b.y > p.y)) continue;
        if (p.x < a.x + (p.y - a.y) / (b.y - a.y) * (b.x - a.x)) odd = !odd;
    }
    return odd;
}

}  // namespace

std::optional<std::size_t> pick(const Camera& camera, const Rect& viewport,
                                std::span<const PickTarget> targets, Vec2 pixel) {
    // What is drawn under the pointer counts, the nearest first; in the margin around small discs
    // nothing hides anything, so there the closest centre is meant.
    using Rank = std::tuple<bool, double, double>;
    std::optional<std::size_t> best;
    Rank best_rank;
    for (const PickTarget& target : targets) {
        const auto at = project(camera, viewport, target.position);
        if (!at) continue;
        const double drawn = target.radius * at->scale;
        const double away = glm::length(at->pixel - pixel);
        if (!(away <= std::max(drawn, kMinRadiusPixels))) continue;
        const bool margin = away > drawn;
        const Rank rank{margin, margin ? away : at->depth, margin ? at->depth : away};
        if (!best || rank < best_rank) best = target.item, best_rank = rank;
    }
    return best;
}

std::vector<std::size_t> lasso(const Camera& camera, const Rect& viewport,
                               std::span<const PickTarget> targets, std::span<const Vec2> polygon) {
    std::vector<std::size_t> out;
    if (polygon.size() < 3) return out;
    for (const PickTarget& target : targets) {
        const auto at = project(camera, viewport, target.position);
        if (at && inside(polygon, at->pixel)) out.push_back(target.item);
    }
    return out;
}

}  // namespace cavea::gui
