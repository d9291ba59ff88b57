// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The four views side by side, or one of them.
#pragma once

#include <array>

#include "gui/view/room_view.h"

namespace cavea::gui {

class RoomViews {
 public:
    void draw(Context& context, const Rect& area);
    /// The empty room, behind what is written before a mix is open.
    void draw_still(Context& context, const Rect& area);
    /// Forget what the pointer was doing: the objects are others now.
    void let_go(Context& context);
    [[nodiscard]] bool busy() const;
    [[nodiscard]] const RoomScene& scene() const { return scene_; }

 private:
    void draw_four(Context& context, const Rect& area);

    RoomScene scene_;
    std::array<RoomView, kViews> views_{RoomView(ViewKind::Perspective), RoomView(ViewKind::Top),
                                        RoomView(ViewKind::Rear), RoomView(ViewKind::Side)};
};

/// A line between two panels that can be dragged.
///
/// \param across  the line stands upright and moves sideways
/// \return pixels that it was moved in this frame
float splitter(const char* id, const Rect& rect, bool across);

}  // namespace cavea::gui
