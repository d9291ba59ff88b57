// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The picture of the room: a Vulkan pass with depth and multisampling that draws a list of
// primitives per view into an offscreen image, and puts that image into an ImGui window's draw
// list. It knows nothing of objects or loudspeakers; gui/view fills the lists.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "gui/model/camera.h"

namespace cavea::gui {

/// 0xAABBGGRR as ImGui packs it, alpha straight.
using Colour = std::uint32_t;

struct SphereInstance {
    float x, y, z;
    float radius;  ///< room units
    Colour colour;
    float glow;  ///< 0..1 added light: level
    friend bool operator==(const SphereInstance&, const SphereInstance&) = default;
};
/// An ellipsoid shell for extent, translucent.
struct ShellInstance {
    float x, y, z;
    float rx, ry, rz;
    Colour colour;
    friend bool operator==(const ShellInstance&, const ShellInstance&) = default;
};
/// An axis-aligned box with shaded faces.
struct BoxInstance {
    float x, y, z;
    float hx, hy, hz;
    Colour colour;
    float glow;
    friend bool operator==(const BoxInstance&, const BoxInstance&) = default;
};
struct LineVertex {
    float x, y, z;
    Colour colour;
    friend bool operator==(const LineVertex&, const LineVertex&) = default;
};
struct Triangle {
    LineVertex a, b, c;  ///< unlit, translucent: screen, floor, shadows
    friend bool operator==(const Triangle&, const Triangle&) = default;
};

/// What one view shows in one frame.
struct ViewScene {
    ViewKind view = ViewKind::Perspective;
    Camera camera;
    Rect rect;  ///< framebuffer pixels inside the window
    std::vector<Triangle> surfaces;
    std::vector<LineVertex> lines;  ///< pairs
    std::vector<BoxInstance> boxes;
    std::vector<SphereInstance> spheres;
    std::vector<ShellInstance> shells;
    float rounding = 0;  ///< radius of the picture's corners, framebuffer pixels
    friend bool operator==(const ViewScene&, const ViewScene&) = default;
};

}  // namespace cavea::gui
