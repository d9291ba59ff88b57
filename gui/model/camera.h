// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The cameras of the four views: an orbiting perspective and three orthographic ones. Pure maths;
// no position, however degenerate, gives a matrix that is not finite.
#pragma once

#include <optional>
#include <span>

#include "gui/model/geometry.h"

namespace cavea::gui {

enum class ViewKind { Perspective, Top, Rear, Side };  // Rear looks to the front, Side to the left
inline constexpr int kViews = 4;
/// "3d", "top", "rear", "side": the names of scripts.
[[nodiscard]] const char* name(ViewKind kind);

enum class CameraPreset { Audience, Oblique, Top, Front, Rear, Side };

struct Camera {
    ViewKind kind = ViewKind::Perspective;
    Vec3 target{0, 0, 0.2};
    double yaw_deg = 24;       ///< 0 looks to the front (+y); positive turns to the left
    double pitch_deg = 28;     ///< positive looks down
    double distance = 4.6;     ///< from the target; perspective
    double half_height = 1.3;  ///< of the picture in room units; orthographic
    double fov_deg = 38;       ///< vertical

    [[nodiscard]] static Camera of(ViewKind kind);
    [[nodiscard]] static Camera of(CameraPreset preset);
    [[nodiscard]] Vec3 eye() const;
    [[nodiscard]] Mat4 view() const;
    /// Vulkan clip space: y down, depth 0..1.
    [[nodiscard]] Mat4 projection(double aspect) const;

    void orbit(Vec2 pixels);
    void pan(Vec2 pixels, const Rect& viewport);
    void zoom(double steps);  ///< positive comes nearer
    /// Make all of these points visible; none leaves the camera as it is.
    void frame(std::span<const Vec3> points, double aspect);
    friend bool operator==(const Camera&, const Camera&) = default;
};

/// Where a point of the room lands in the viewport; nothing behind the camera.
struct Projected {
    Vec2 pixel{};
    double depth = 0;  ///< 0 near .. 1 far
    double scale = 0;  ///< pixels per room unit at that depth
};
[[nodiscard]] std::optional<Projected> project(const Camera& camera, const Rect& viewport,
                                               Vec3 point);

struct Ray {
    Vec3 origin{};
    Vec3 direction{};  ///< unit length
};
[[nodiscard]] Ray ray_through(const Camera& camera, const Rect& viewport, Vec2 pixel);

}  // namespace cavea::gui
