// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A view's lists as the bytes that the pipelines read: one piece of memory, sorted where order
// matters. Plain memory; no Vulkan.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "gui/render/scene_pass.h"
#include "shaders/gui/scene_view_io.h"

namespace cavea::gui {

/// Where one kind of primitive lies in the bytes.
struct DrawRange {
    std::size_t offset = 0;   ///< bytes
    std::uint32_t count = 0;  ///< vertices or instances
};

/// Bytes of one view and what to draw of them. Uniforms come first.
struct SceneBytes {
    std::vector<std::byte> bytes;
    DrawRange boxes, solids, surfaces, lines, ghosts, shells, halos;
};

/// Colours behind the room at the upper and the lower edge.
struct Backdrop {
    vec4 top, bottom;
};
[[nodiscard]] Backdrop backdrop_of(ViewKind view);

/// \param offset_alignment  of the device for uniform offsets; what follows the bytes starts there
[[nodiscard]] SceneBytes scene_bytes(const ViewScene& scene, std::size_t offset_alignment);

}  // namespace cavea::gui
