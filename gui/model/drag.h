// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A drag of objects by the pointer: from pixels to room positions. In the perspective view objects
// slide on the horizontal plane through the grabbed one, in the others on the plane of the view;
// height moves along z only.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "gui/model/camera.h"

namespace cavea::gui {

struct DragModifiers {
    bool height = false;  ///< Shift: z only
    bool fine = false;    ///< Ctrl: a tenth of the way
    bool snap = false;    ///< Alt: to the nearest of the points given
};

class Drag {
 public:
    /// \param starts  positions of what is dragged; starts[0] is the one that was grabbed
    Drag(const Camera& camera, const Rect& viewport, Vec2 pixel, std::vector<Vec3> starts);

    /// Positions when the pointer is at \p pixel, clamped to the room's cube. A change of modifiers
    /// goes on from where the drag is; nothing jumps.
    ///
    /// \param snap_points  loudspeakers
    [[nodiscard]] std::vector<Vec3> update(Vec2 pixel, const DragModifiers& modifiers,
                                           std::span<const Vec3> snap_points);

 private:
    /// Nothing when the pointer points at no place, above the horizon for example.
    [[nodiscard]] std::optional<Vec3> offset(Vec2 from, Vec2 to, bool height) const;
    [[nodiscard]] std::optional<Vec3> along_the_picture(Vec2 from, Vec2 to, bool height) const;

    Camera camera_;
    Rect viewport_;
    std::vector<Vec3> starts_;
    Vec3 moved_{};  ///< of the grabbed one so far, before snapping
    Vec2 last_{};
};

}  // namespace cavea::gui
