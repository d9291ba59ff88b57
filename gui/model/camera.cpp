// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/model/camera.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace cavea::gui {
namespace {

constexpr double kMinDistance = 0.2;
constexpr double kMaxDistance = 100;
constexpr double kMinHalfHeight = 0.02;
constexpr double kMaxHalfHeight = 100;
/// Orthographic eyes stand this far outside; the room with margin lies between near and far.
constexpr double kOrthoDistance = 10;
constexpr double kOrthoFar = 20;
constexpr double kOrbitDegPerPixel = 0.35;
constexpr double kZoomPerStep = 0.9;
constexpr double kTargetLimit = 4;
/// Of the picture that framed points fill.
constexpr double kFrameFill = 0.82;

double radians(double deg) { return deg * (std::numbers::pi / 180); }

double bounded(double value, double low, double high, double otherwise) {
    return std::isfinite(value) ? std::clamp(value, low, high) : otherwise;
}

bool finite(Vec3 v) { return std::isfinite(v.x) && std::isfinite(v.y) && std::isfinite(v.z); }

/// The camera's numbers made usable, and its axes. Right follows from the yaw alone, so looking
/// straight down is as good as any other direction.
struct Pose {
    explicit Pose(const Camera& c)
        : orthographic(c.kind != ViewKind::Perspective),
          distance(orthographic ? kOrthoDistance
                                : bounded(c.distance, kMinDistance, kMaxDistance, 4.6)),
          half_height(bounded(c.half_height, kMinHalfHeight, kMaxHalfHeight, 1.3)),
          tangent(std::tan(radians(bounded(c.fov_deg, 5, 120, 38)) / 2)),
          target(finite(c.target) ? c.target : Vec3(0)) {
        const double yaw = radians(bounded(c.yaw_deg, -1e6, 1e6, 0));
        const double pitch = radians(bounded(c.pitch_deg, -90, 90, 0));
        right = {std::cos(yaw), std::sin(yaw), 0};
        forward = {-std::sin(yaw) * std::cos(pitch), std::cos(yaw) * std::cos(pitch),
                   -std::sin(pitch)};
        up = {-std::sin(yaw) * std::sin(pitch), std::cos(yaw) * std::sin(pitch), std::cos(pitch)};
        eye = target - forward * distance;
    }

    /// Half the height of the picture in room units at a distance from the eye.
    [[nodiscard]] double half_at(double depth) const {
        return orthographic ? half_height : tangent * depth;
    }

    bool orthographic;
    double distance;
    double half_height;
    double tangent;
    Vec3 target;
    Vec3 right{}, forward{}, up{}, eye{};
};

double aspect_of(const Rect& r) { return r.height > 0 ? r.width / r.height : 1; }

bool usable(const Rect& r) {
    return std::isfinite(r.x + r.y + r.width + r.height) && r.width > 0 && r.height > 0;
}

/// Near and far planes around everything a room can hold.
struct Depths {
    double near, far;
};
Depths depths_of(const Pose& pose) {
    if (pose.orthographic) return {0.1, kOrthoFar};
    return {pose.distance * 0.02, pose.distance + 20};
}

}  // namespace

const char* name(ViewKind kind) {
    constexpr std::array<const char*, kViews> kNames{"3d", "top", "rear", "side"};
    return kNames[static_cast<std::size_t>(kind)];
}

Camera Camera::of(ViewKind kind) {
    Camera out;
    out.kind = kind;
    if (kind == ViewKind::Perspective) return out;
    out.target = {0, 0, 0};
    out.yaw_deg = kind == ViewKind::Side ? 90 : 0;
    out.pitch_deg = kind == ViewKind::Top ? 90 : 0;
    return out;
}

Camera Camera::of(CameraPreset preset) {
    Camera out;
    switch (preset) {
        case CameraPreset::Audience:
            out.yaw_deg = 0, out.pitch_deg = 14, out.distance = 4.4;
            break;
        case CameraPreset::Oblique:
            break;
        case CameraPreset::Top:
            out.yaw_deg = 0, out.pitch_deg = 90;
            break;
        case CameraPreset::Front:
            out.yaw_deg = 180, out.pitch_deg = 14;
            break;
        case CameraPreset::Rear:
            out.yaw_deg = 0, out.pitch_deg = 0;
            break;
        case CameraPreset::Side:
            out.yaw_deg = 90, out.pitch_deg = 0;
            break;
    }
    return out;
}

Vec3 Camera::eye() const { return Pose(*this).eye; }

Mat4 Camera::view() const {
    const Pose p(*this);
    // Columns; the camera looks along its own -z.
    return {Vec4(p.right.x, p.up.x, -p.forward.x, 0), Vec4(p.right.y, p.up.y, -p.forward.y, 0),
            Vec4(p.right.z, p.up.z, -p.forward.z, 0),
            Vec4(-glm::dot(p.right, p.eye), -glm::dot(p.up, p.eye), glm::dot(p.forward, p.eye), 1)};
}

Mat4 Camera::projection(double aspect) const {
    const Pose p(*this);
    const double a = bounded(aspect, 1e-3, 1e3, 1);
    const auto [near, far] = depths_of(p);
    if (p.orthographic) {
        const double h = p.half_height;
        return {Vec4(1 / (h * a), 0, 0, 0), Vec4(0, -1 / h, 0, 0), Vec4(0, 0, -1 / (far - near), 0),
                Vec4(0, 0, -near / (far - near), 1)};
    }
    const double f = 1 / p.tangent;
    return {Vec4(f / a, 0, 0, 0), Vec4(0, -f, 0, 0), Vec4(0, 0, -far / (far - near), -1),
            Vec4(0, 0, -near * far / (far - near), 0)};
}

void Camera::orbit(Vec2 pixels) {
    if (kind != ViewKind::Perspective || !std::isfinite(pixels.x + pixels.y)) return;
    // What is near follows the pointer.
    yaw_deg = std::remainder(yaw_deg - pixels.x * kOrbitDegPerPixel, 360.0);
    pitch_deg = std::clamp(pitch_deg + pixels.y * kOrbitDegPerPixel, -90.0, 90.0);
}

void Camera::pan(Vec2 pixels, const Rect& viewport) {
    if (!usable(viewport) || !std::isfinite(pixels.x + pixels.y)) return;
    const Pose p(*this);
    const double unit = 2 * p.half_at(p.distance) / viewport.height;
    target = p.target - p.right * (pixels.x * unit) + p.up * (pixels.y * unit);
    target = glm::clamp(target, Vec3(-kTargetLimit), Vec3(kTargetLimit));
}

void Camera::zoom(double steps) {
    if (!std::isfinite(steps)) return;
    const double factor = std::pow(kZoomPerStep, std::clamp(steps, -100.0, 100.0));
    if (kind == ViewKind::Perspective) {
        distance = bounded(distance * factor, kMinDistance, kMaxDistance, 4.6);
    } else {
        half_height = bounded(half_height * factor, kMinHalfHeight, kMaxHalfHeight, 1.3);
    }
}

void Camera::frame(std::span<const Vec3> points, double aspect) {
    constexpr double kClosest = 0.3;
    const double a = bounded(aspect, 1e-3, 1e3, 1);
    Vec3 low(INFINITY), high(-INFINITY);
    for (const Vec3& point : points) {
        if (!finite(point)) continue;
        low = glm::min(low, point);
        high = glm::max(high, point);
    }
    if (!finite(low)) return;
    target = (low + high) / 2.0;
    const Pose p(*this);
    double from = kClosest * 4;
    double half = kClosest;
    for (const Vec3& point : points) {
        if (!finite(point)) continue;
        const Vec3 d = point - target;
        const double size =
            std::max(std::abs(glm::dot(d, p.right)) / a, std::abs(glm::dot(d, p.up))) / kFrameFill;
        half = std::max(half, size);
        from = std::max(from, std::max(kClosest, size / p.tangent) - glm::dot(d, p.forward));
    }
    distance = std::min(from, kMaxDistance);
    half_height = std::min(half, kMaxHalfHeight);
}

std::optional<Projected> project(const Camera& camera, const Rect& viewport, Vec3 point) {
    if (!usable(viewport) || !finite(point)) return std::nullopt;
    const Pose p(camera);
    const auto [near, far] = depths_of(p);
    const Vec3 d = point - p.eye;
    const double depth = glm::dot(d, p.forward);
    if (!(depth > near)) return std::nullopt;
    Projected out;
    out.scale = viewport.height / 2 / p.half_at(depth);
    out.pixel = {viewport.x + viewport.width / 2 + glm::dot(d, p.right) * out.scale,
                 viewport.y + viewport.height / 2 - glm::dot(d, p.up) * out.scale};
    out.depth =
        p.orthographic ? (depth - near) / (far - near) : far / (far - near) * (1 - near / depth);
    return out;
}

Ray ray_through(const Camera& camera, const Rect& viewport, Vec2 pixel) {
    const Pose p(camera);
    Vec2 at(0);  // -1..1 of the height
    if (usable(viewport) && std::isfinite(pixel.x + pixel.y)) {
        const double a = aspect_of(viewport);
        at = {((pixel.x - viewport.x) / viewport.width * 2 - 1) * a,
              1 - (pixel.y - viewport.y) / viewport.height * 2};
    }
    const Vec3 across = p.right * at.x + p.up * at.y;
    if (p.orthographic) return {p.eye + across * p.half_height, p.forward};
    return {p.eye, glm::normalize(p.forward + across * p.tangent)};
}

}  // namespace cavea::gui
