// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/model/drag.h"

#include <cmath>
#include <limits>
#include <numbers>
#include <optional>
#include <utility>

namespace cavea::gui {
namespace {

constexpr double kFine = 0.1;
/// Steeper than this, height is taken from pixels instead of a vertical plane seen edge-on.
constexpr double kSteepDeg = 75;
/// Hits farther away than this are beyond the horizon of any room.
constexpr double kHorizon = 50;

Vec3 in_room(Vec3 p) { return glm::clamp(p, Vec3(-1), Vec3(1)); }

std::optional<Vec3> hit(const Ray& ray, Vec3 point, Vec3 normal) {
    const double slope = glm::dot(ray.direction, normal);
    const double distance = glm::dot(point - ray.origin, normal) / slope;
    if (!(distance > 0) || distance > kHorizon) return std::nullopt;
    return ray.origin + ray.direction * distance;
}

Vec3 nearest(std::span<const Vec3> points, Vec3 to) {
    Vec3 best = to;
    double least = std::numeric_limits<double>::infinity();
    for (const Vec3& point : points) {
        const double distance = glm::length(point - to);
        if (distance < least) best = point, least = distance;
    }
    return best;
}

}  // namespace

Drag::Drag(const Camera& camera, const Rect& viewport, Vec2 pixel, std::vector<Vec3> starts)
    : camera_(camera), viewport_(viewport), starts_(std::move(starts)), last_(pixel) {}

std::vector<Vec3> Drag::update(Vec2 pixel, const DragModifiers& modifiers,
                               std::span<const Vec3> snap_points) {
    if (starts_.empty()) return {};
    if (const auto way = offset(last_, pixel, modifiers.height)) {
        moved_ += *way * (modifiers.fine ? kFine : 1.0);
        last_ = pixel;
    }
    Vec3 moved = moved_;
    if (modifiers.snap && !snap_points.empty()) {
        moved = nearest(snap_points, in_room(starts_.front() + moved_)) - starts_.front();
    }
    std::vector<Vec3> out;
    out.reserve(starts_.size());
    for (const Vec3& start : starts_) out.push_back(in_room(start + moved));
    return out;
}

std::optional<Vec3> Drag::offset(Vec2 from, Vec2 to, bool height) const {
    if (!std::isfinite(from.x + from.y + to.x + to.y)) return std::nullopt;
    const Vec3 grabbed = starts_.front() + moved_;
    if (camera_.kind != ViewKind::Perspective ||
        (height && std::abs(camera_.pitch_deg) > kSteepDeg)) {
        return along_the_picture(from, to, height);
    }
    Vec3 normal(0, 0, 1);
    if (height) {
        const double yaw = camera_.yaw_deg * (std::numbers::pi / 180);
        normal = {-std::sin(yaw), std::cos(yaw), 0};
    }
    const auto begin = hit(ray_through(camera_, viewport_, from), grabbed, normal);
    const auto end = hit(ray_through(camera_, viewport_, to), grabbed, normal);
    if (!begin || !end) return std::nullopt;
    return height ? Vec3(0, 0, end->z - begin->z) : Vec3(end->x - begin->x, end->y - begin->y, 0);
}

std::optional<Vec3> Drag::along_the_picture(Vec2 from, Vec2 to, bool height) const {
    const auto at = project(camera_, viewport_, in_room(starts_.front() + moved_));
    if (!at) return std::nullopt;
    const Vec2 way = (to - from) / at->scale;
    if (height) return Vec3(0, 0, -way.y);
    switch (camera_.kind) {
        case ViewKind::Top:
            return Vec3(way.x, -way.y, 0);
        case ViewKind::Rear:
            return Vec3(way.x, 0, -way.y);
        default:
            return Vec3(0, way.x, -way.y);
    }
}

}  // namespace cavea::gui
