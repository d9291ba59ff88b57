// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What lies under the pointer, and what lies in a lasso.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "gui/model/camera.h"

namespace cavea::gui {

struct PickTarget {
    std::size_t item = 0;
    Vec3 position{};
    double radius = 0.04;  ///< room units
};

/// The nearest target whose disc, at least 6 pixels in radius, holds the pixel.
[[nodiscard]] std::optional<std::size_t> pick(const Camera& camera, const Rect& viewport,
                                              std::span<const PickTarget> targets, Vec2 pixel);

/// Targets whose centre lies inside a closed polygon of pixels (even-odd).
[[nodiscard]] std::vector<std::size_t> lasso(const Camera& camera, const Rect& viewport,
                                             std::span<const PickTarget> targets,
                                             std::span<const Vec2> polygon);

}  // namespace cavea::gui
