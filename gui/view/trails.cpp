// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/view/trails.h"

#include <algorithm>
#include <cmath>
#include <iterator>

namespace cavea::gui {
namespace {

constexpr std::size_t kPointsPerCall = 3000;
constexpr double kMoves = 0.04;  ///< room units within the span

bool moves(const std::vector<Vec3>& points) {
    Vec3 low(INFINITY);
    Vec3 high(-INFINITY);
    for (const Vec3& p : points) low = glm::min(low, p), high = glm::max(high, p);
    return !points.empty() && glm::length(high - low) > kMoves;
}

std::vector<Vec3> computed(const Scene& scene, std::size_t item, std::int64_t first,
                           std::int64_t end) {
    std::vector<Vec3> out;
    if (end <= first) return out;
    // Steps before the start show where the object begins.
    const auto at = [](std::int64_t step) {
        return static_cast<double>(std::max<std::int64_t>(step, 0)) * Trails::kStepS;
    };
    if (first >= 0 && end - first > 1) {
        return scene.trail(item, at(first), at(end - 1), static_cast<std::size_t>(end - first));
    }
    for (std::int64_t s = first; s < end; ++s) out.push_back(scene.state(item, at(s)).position);
    return out;
}

/// \return points that were computed
std::size_t slide(const Scene& scene, std::size_t item, Trails::Trail& t, std::int64_t first,
                  std::int64_t end) {
    const auto have_end = t.first + static_cast<std::int64_t>(t.points.size());
    const std::int64_t keep_from = std::max(first, t.first);
    const std::int64_t keep_to = std::min(end, have_end);
    if (keep_from >= keep_to) {
        t.points = computed(scene, item, first, end);
        t.first = first;
        t.moves = moves(t.points);
        return t.points.size();
    }
    if (t.first == first && have_end == end) return 0;
    std::vector<Vec3> points = computed(scene, item, first, keep_from);
    const auto kept = t.points.begin() + (keep_from - t.first);
    points.insert(points.end(), kept, kept + (keep_to - keep_from));
    const std::vector<Vec3> tail = computed(scene, item, keep_to, end);
    points.insert(points.end(), tail.begin(), tail.end());
    t.points = std::move(points);
    t.first = first;
    t.moves = moves(t.points);
    return static_cast<std::size_t>((keep_from - first) + (end - keep_to));
}

}  // namespace

std::int64_t Trails::step_at(double seconds) {
    return static_cast<std::int64_t>(std::floor(seconds / kStepS));
}

void Trails::update(const Scene& scene, const void* generation, double seconds) {
    const std::size_t count = scene.items().size();
    if (generation != generation_ || trails_.size() != count) {
        trails_.assign(count, {});
        generation_ = generation;
        next_ = 0;
    }
    const std::int64_t now = step_at(seconds);
    std::size_t done = 0;
    complete_ = true;
    for (std::size_t i = 0; i < count; ++i) {
        if (done >= kPointsPerCall) {
            complete_ = false;
            return;
        }
        const std::size_t item = (next_ + i) % count;
        if (scene.items()[item].kind == ItemKind::Object) {
            done += slide(scene, item, trails_[item], now - kReach, now + kReach + 2);
        }
        if (done >= kPointsPerCall) next_ = (item + 1) % count;
    }
}

}  // namespace cavea::gui
