// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/view/room_view.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "gui/view/widgets.h"

namespace cavea::gui {
namespace {

using theme::px;

Vec2 pointer() {
    const ImVec2 p = ImGui::GetIO().MousePos;
    return {p.x, p.y};
}

}  // namespace

Camera& RoomView::camera(Context& c) const { return c.cameras[static_cast<std::size_t>(kind_)]; }

/// The room fills its picture until a person turns the camera.
void RoomView::fit(Context& c, const RoomScene& scene) {
    Camera& cam = camera(c);
    const double aspect = rect_.height > 0 ? rect_.width / rect_.height : 1;
    const bool active = c.active_view == kind_;
    if (kind_ == ViewKind::Perspective && c.preset) {
        cam = Camera::of(*c.preset);
        c.preset.reset();
        c.camera_moved[static_cast<std::size_t>(kind_)] = false;
    }
    if (c.frame_selection && active) {
        std::vector<Vec3> points;
        for (const std::size_t i :
             c.studio.has_mix() ? c.studio.selection() : std::vector<std::size_t>()) {
            points.push_back(c.items[i].state.position);
        }
        c.camera_moved[static_cast<std::size_t>(kind_)] = !points.empty();
        if (!points.empty()) cam.frame(points, aspect);
    }
    if (!c.camera_moved[static_cast<std::size_t>(kind_)]) fit_room(cam, scene.floor());
}

/// As large as the words around it leave room for.
void RoomView::fit_room(Camera& cam, double floor) const {
    const bool flat = kind_ != ViewKind::Perspective;
    const auto side = static_cast<double>(px(flat ? 40 : 6));
    const auto top = static_cast<double>(px(kind_ == ViewKind::Top ? 24 : (flat ? 18 : 10)));
    const auto bottom = static_cast<double>(px(kind_ == ViewKind::Top ? 22 : (flat ? 10 : 6)));
    const double width = std::max(rect_.width - 2 * side, rect_.width / 2);
    const double height = std::max(rect_.height - top - bottom, rect_.height / 2);
    cam.frame(room_corners(floor), width / height);
    // frame() leaves a margin of its own, which is not needed twice.
    const double grow = rect_.height / height * (flat ? 0.86 : 0.91);
    cam.half_height *= grow;
    cam.distance *= grow;
    cam.pan({0, (top - bottom) / 2}, rect_);
}

void RoomView::find_targets(const Context& c) {
    targets_.clear();
    places_.assign(c.items.size(), std::nullopt);
    const Camera& cam = c.cameras[static_cast<std::size_t>(kind_)];
    for (std::size_t i = 0; i < c.items.size(); ++i) {
        const ItemFrame& item = c.items[i];
        if (!c.is_object(i) || !item.shown) continue;
        if (!item.state.sounds && !c.studio.selected(i) && c.studio.hovered != i) continue;
        places_[i] = project(cam, rect_, item.state.position);
        if (places_[i]) targets_.push_back({i, item.state.position, radius_of(item)});
    }
}

void RoomView::draw(Context& c, const RoomScene& scene, const Rect& rect) {
    rect_ = rect;
    if (rect.width < 8 || rect.height < 8) return;
    fit(c, scene);
    find_targets(c);
    input(c);
    draw_picture(c, scene);
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const ImVec2 low{static_cast<float>(rect.x), static_cast<float>(rect.y)};
    const ImVec2 high{static_cast<float>(rect.x + rect.width),
                      static_cast<float>(rect.y + rect.height)};
    list.PushClipRect(low, high, true);
    draw_overlay(c, list, scene);
    list.PopClipRect();
    tag_items(c);
}

void RoomView::draw_still(Context& c, const RoomScene& scene, const Rect& rect) {
    rect_ = rect;
    if (rect.width < 8 || rect.height < 8) return;
    targets_.clear();
    places_.clear();
    if (!c.camera_moved[static_cast<std::size_t>(kind_)]) {
        fit_room(camera(c), scene.floor());
        camera(c).pan({rect.width * 0.2, 0}, rect);  // beside the card
    }
    draw_picture(c, scene);
}

void RoomView::draw_picture(Context& c, const RoomScene& scene) {
    ViewScene picture = scene.build(c, kind_);
    picture.camera = camera(c);
    const ImVec2 pixels = ImGui::GetIO().DisplayFramebufferScale;
    picture.rect = {rect_.x * pixels.x, rect_.y * pixels.y, rect_.width * pixels.x,
                    rect_.height * pixels.y};
    picture.rounding = px(5) * pixels.x;
    c.host.draw_scene(*ImGui::GetWindowDrawList(), std::move(picture));
}

void RoomView::input(Context& c) {
    ImGui::SetCursorScreenPos({static_cast<float>(rect_.x), static_cast<float>(rect_.y)});
    ImGui::PushID(name(kind_));
    ImGui::InvisibleButton("picture",
                           {static_cast<float>(rect_.width), static_cast<float>(rect_.height)},
                           ImGuiButtonFlags_MouseButtonLeft | ImGuiButtonFlags_MouseButtonRight |
                               ImGuiButtonFlags_MouseButtonMiddle);
    ImGui::SetItemAllowOverlap();  // the title's buttons
    ui::tag(fmt::format("view/{}", name(kind_)));
    const bool over = ImGui::IsItemHovered();
    ImGui::PopID();
    const ImGuiIO& io = ImGui::GetIO();
    if (over) {
        c.active_view = kind_;
        if (doing_ == Doing::Nothing) {
            const auto hit = pick(camera(c), rect_, targets_, pointer());
            if (hit) c.hovered_next = hit;
            c.hint = hit ? fmt::format(
                               "{}: drag moves, Shift = height, Ctrl = fine, Alt = snap; "
                               "double-click = numbers",
                               c.studio.scene().items()[*hit].name)
                         : std::string(
                               "Drag turns or moves the view, wheel zooms, Alt+drag or B "
                               "selects by a lasso, F frames the selection");
        }
        if (io.MouseWheel != 0) {
            camera(c).zoom(static_cast<double>(io.MouseWheel));
            c.camera_moved[static_cast<std::size_t>(kind_)] = true;
        }
        if (doing_ == Doing::Nothing) press(c);
    }
    if (doing_ == Doing::Nothing) return;
    if (ui::pressed(ui::Key::Escape)) return cancel(c);
    drag(c);
    if (!io.MouseDown[0] && !io.MouseDown[1] && !io.MouseDown[2]) release(c);
}

void RoomView::press(Context& c) {
    const ImGuiIO& io = ImGui::GetIO();
    pressed_at_ = last_ = pointer();
    grabbed_.reset();
    if (ImGui::IsMouseClicked(2)) {
        doing_ = Doing::Pan;
    } else if (ImGui::IsMouseClicked(1)) {
        doing_ = kind_ == ViewKind::Perspective ? Doing::Orbit : Doing::Pan;
    } else if (ImGui::IsMouseClicked(0)) {
        grabbed_ = pick(camera(c), rect_, targets_, pointer());
        const bool lasso = ui::down(ui::Key::B) || (io.KeyAlt && !grabbed_);
        if (lasso) {
            grabbed_.reset();
            lasso_.assign(1, pointer());
            doing_ = Doing::Lasso;
        } else {
            doing_ = Doing::Pressed;
        }
        toggled_ = io.KeyCtrl;
        if (grabbed_ && ImGui::IsMouseDoubleClicked(0)) {
            c.focus_numbers = c.panels.inspector = true;
        }
        // What is grabbed is selected at once: one click is enough to see it.
        if (grabbed_ && !toggled_ && !c.studio.selected(*grabbed_)) {
            c.studio.select(*grabbed_, Select::Only);
            c.scroll_to_selection = true;
        }
    }
    c.gesture_open = doing_ != Doing::Nothing;
}

void RoomView::begin_drag(Context& c) {
    doing_ = Doing::Object;
    if (!c.studio.selected(*grabbed_)) c.studio.select(*grabbed_, Select::Only);
    dragged_.assign(1, *grabbed_);
    for (const std::size_t i : c.studio.selection()) {
        if (i != *grabbed_ && c.is_object(i)) dragged_.push_back(i);
    }
    std::vector<Vec3> starts;
    for (const std::size_t i : dragged_) starts.push_back(c.items[i].state.position);
    snap_.clear();
    for (const Speaker& s : c.speakers) {
        if (!s.lfe) snap_.push_back(s.position);
    }
    const std::string& name = c.studio.scene().items()[*grabbed_].name;
    c.studio.begin_gesture(dragged_.size() == 1 ? fmt::format("Move {}", name)
                                                : fmt::format("Move {} objects", dragged_.size()));
    drag_.emplace(camera(c), rect_, pressed_at_, std::move(starts));
}

void RoomView::drag(Context& c) {
    const ImGuiIO& io = ImGui::GetIO();
    const Vec2 now = pointer();
    const Vec2 moved = now - last_;
    last_ = now;
    if (doing_ == Doing::Pressed && glm::length(now - pressed_at_) >= static_cast<double>(px(3))) {
        if (grabbed_) {
            begin_drag(c);
        } else {
            doing_ = kind_ == ViewKind::Perspective ? Doing::Orbit : Doing::Pan;
        }
    }
    if (doing_ == Doing::Object && drag_) {
        const DragModifiers modifiers{io.KeyShift, io.KeyCtrl, io.KeyAlt};
        const std::vector<Vec3> to = drag_->update(now, modifiers, snap_);
        for (std::size_t k = 0; k < dragged_.size(); ++k) c.studio.hold(dragged_[k], to[k]);
        const Vec3 p = to.front();
        c.hint = fmt::format("x {:+.2f}   y {:+.2f}   z {:+.2f}   {}", p.x, p.y, p.z,
                             "Shift = height, Ctrl = fine, Alt = snap, Escape = cancel");
    } else if (doing_ == Doing::Orbit || doing_ == Doing::Pan) {
        if (moved == Vec2(0)) return;
        c.camera_moved[static_cast<std::size_t>(kind_)] = true;
        if (doing_ == Doing::Orbit) {
            camera(c).orbit(moved);
        } else {
            camera(c).pan(moved, rect_);
        }
    } else if (doing_ == Doing::Lasso && glm::length(now - lasso_.back()) > 2) {
        lasso_.push_back(now);
    }
}

void RoomView::release(Context& c) {
    const bool ctrl = toggled_;
    switch (doing_) {
        case Doing::Object:
            c.studio.end_gesture();
            break;
        case Doing::Lasso:
            c.studio.select(lasso(camera(c), rect_, targets_, lasso_),
                            ctrl ? Select::Add : Select::Only);
            break;
        case Doing::Pressed:  // a click
            if (!grabbed_) {
                if (!ctrl && c.studio.has_mix()) c.studio.clear_selection();
            } else if (ctrl) {
                c.studio.select(*grabbed_, Select::Toggle);
            } else if (c.studio.selection().size() > 1) {
                c.studio.select(*grabbed_, Select::Only);
            }
            break;
        default:
            break;
    }
    finish(c);
}

void RoomView::cancel(Context& c) {
    if (doing_ == Doing::Object) c.studio.cancel_gesture();
    finish(c);
}

void RoomView::finish(Context& c) {
    doing_ = Doing::Nothing;
    c.gesture_open = false;
    drag_.reset();
    dragged_.clear();
    lasso_.clear();
}

void RoomView::tag_items(const Context& c) const {
    if (!ui::registry().enabled()) return;
    for (std::size_t i = 0; i < places_.size(); ++i) {
        if (!places_[i] || !rect_.contains(places_[i]->pixel)) continue;
        const double r = std::max(radius_of(c.items[i]) * places_[i]->scale, 4.0);
        const Vec2 p = places_[i]->pixel;
        ui::tag(fmt::format("{}/{}", name(kind_), c.studio.scene().items()[i].name),
                {p.x - r, p.y - r, 2 * r, 2 * r});
    }
}

}  // namespace cavea::gui
