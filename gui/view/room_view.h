// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// One view of the room: its camera, what the pointer does in it, and what is written over the
// picture.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "gui/model/drag.h"
#include "gui/model/labels.h"
#include "gui/model/picking.h"
#include "gui/view/context.h"
#include "gui/view/room_scene.h"

struct ImDrawList;

namespace cavea::gui {

class RoomView {
 public:
    explicit RoomView(ViewKind kind) : kind_(kind) {}

    /// Into the current window.
    void draw(Context& context, const RoomScene& scene, const Rect& rect);
    /// The picture alone, behind something else.
    void draw_still(Context& context, const RoomScene& scene, const Rect& rect);
    void let_go(Context& context) { finish(context); }
    /// A drag, turn or lasso is under way.
    [[nodiscard]] bool busy() const { return doing_ != Doing::Nothing; }

 private:
    enum class Doing { Nothing, Pressed, Object, Orbit, Pan, Lasso };

    void draw_picture(Context& context, const RoomScene& scene);
    void fit(Context& context, const RoomScene& scene);
    void fit_room(Camera& camera, double floor) const;
    void find_targets(const Context& context);
    void input(Context& context);
    void press(Context& context);
    void drag(Context& context);
    void begin_drag(Context& context);
    void release(Context& context);
    void finish(Context& context);
    void cancel(Context& context);
    void draw_overlay(Context& context, ImDrawList& list, const RoomScene& scene);
    void draw_rings(const Context& context, ImDrawList& list) const;
    void draw_labels(const Context& context, ImDrawList& list, double floor) const;
    void ask_for_objects(const Context& context, std::vector<LabelRequest>& requests,
                         std::vector<std::string>& texts) const;
    void ask_for_speakers(const Context& context, std::vector<LabelRequest>& requests) const;
    void draw_directions(const Context& context, ImDrawList& list, double floor,
                         std::vector<LabelRequest>& requests) const;
    void draw_lasso(ImDrawList& list) const;
    void draw_title(Context& context, ImDrawList& list);
    void tag_items(const Context& context) const;
    [[nodiscard]] Camera& camera(Context& context) const;

    ViewKind kind_;
    Rect rect_;
    std::vector<PickTarget> targets_;
    std::vector<std::optional<Projected>> places_;  ///< of all items
    Doing doing_ = Doing::Nothing;
    std::optional<std::size_t> grabbed_;
    bool toggled_ = false;  ///< Ctrl was down at the press
    Vec2 pressed_at_{};
    Vec2 last_{};
    std::optional<Drag> drag_;
    std::vector<std::size_t> dragged_;
    std::vector<Vec3> snap_;
    std::vector<Vec2> lasso_;
};

}  // namespace cavea::gui
