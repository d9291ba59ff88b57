// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Labels that do not collide: the important ones are placed first, each in the first free of a few
// places around its point; what finds none is left out.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "gui/model/geometry.h"

namespace cavea::gui {

struct LabelRequest {
    std::size_t item = 0;
    Vec2 anchor{};      ///< pixel of the point
    double radius = 0;  ///< pixels to keep free around it
    Vec2 size{};        ///< of the text, pixels
    int priority = 0;   ///< higher goes first
};
struct PlacedLabel {
    std::size_t item = 0;
    Rect rect;
};

/// \param bounds  labels stay inside
[[nodiscard]] std::vector<PlacedLabel> place_labels(std::span<const LabelRequest> requests,
                                                    const Rect& bounds);

}  // namespace cavea::gui
