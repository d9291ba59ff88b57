// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// One projection of the scene into a rectangle of the picture: from above or from the side.
#pragma once

#include "assets/demo/scene.h"
#include "assets/demo/svg.h"
#include "core/layout/layout.h"

namespace cavea::demo {

/// Colour of a stem in the whole picture.
[[nodiscard]] const char* stem_colour(const std::string& stem);

struct View {
    enum class From { Above, Right };
    From from = From::Above;
    Point centre;       ///< the listener
    double unit = 100;  ///< pixels from the listener to the loudspeakers
    Box bounds;         ///< labels stay inside

    /// Where a place is drawn; beyond the loudspeakers distances are shortened.
    [[nodiscard]] Point project(const layout::Cartesian& place) const;
};

/// Listener, loudspeakers of a layout, and the stage that paths are drawn on.
void draw_room(Svg& svg, const View& view, const layout::Layout& layout);
/// Paths and places of every object while it sounds, then their names; the hero with time marks.
void draw_objects(Svg& svg, const View& view, const Scene& scene);

}  // namespace cavea::demo
