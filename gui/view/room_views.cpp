// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/view/room_views.h"

#include <algorithm>
#include <cmath>

#include "gui/view/theme.h"

namespace cavea::gui {

float splitter(const char* id, const Rect& rect, bool across) {
    if (rect.width < 1 || rect.height < 1) return 0;
    ImGui::SetCursorScreenPos({static_cast<float>(rect.x), static_cast<float>(rect.y)});
    ImGui::InvisibleButton(id, {static_cast<float>(rect.width), static_cast<float>(rect.height)});
    const bool active = ImGui::IsItemActive();
    if (active || ImGui::IsItemHovered()) {
        ImGui::SetMouseCursor(across ? ImGuiMouseCursor_ResizeEW : ImGuiMouseCursor_ResizeNS);
        const ImVec2 low = ImGui::GetItemRectMin();
        const ImVec2 high = ImGui::GetItemRectMax();
        ImGui::GetWindowDrawList()->AddRectFilled(
            low, high, theme::faded(theme::kAccent, active ? 0.8 : 0.4), theme::px(2));
    }
    if (!active) return 0;
    return across ? ImGui::GetIO().MouseDelta.x : ImGui::GetIO().MouseDelta.y;
}

void RoomViews::draw(Context& c, const Rect& area) {
    scene_.update(c);
    if (c.four_views) {
        draw_four(c, area);
    } else {
        views_[static_cast<std::size_t>(c.single_view)].draw(c, scene_, area);
    }
    // What no view took was meant for one that is not shown.
    c.frame_selection = false;
}

void RoomViews::draw_still(Context& c, const Rect& area) {
    scene_.update(c);
    views_[0].draw_still(c, scene_, area);
}

void RoomViews::draw_four(Context& c, const Rect& area) {
    const auto gap = static_cast<double>(theme::px(5));
    const double left = std::floor((area.width - gap) * static_cast<double>(c.views_split));
    const double x = area.x + left + gap;
    const double right = area.width - left - gap;
    const double height = area.height - 2 * gap;
    const double top = std::floor(height * static_cast<double>(c.column_split[0]));
    const double rear = std::floor(height * static_cast<double>(c.column_split[1])) - top;
    const double side = height - top - rear;
    const double y1 = area.y + top + gap;
    const double y2 = y1 + rear + gap;
    views_[0].draw(c, scene_, {area.x, area.y, left, area.height});
    views_[1].draw(c, scene_, {x, area.y, right, top});
    views_[2].draw(c, scene_, {x, y1, right, rear});
    views_[3].draw(c, scene_, {x, y2, right, side});
    const auto width = static_cast<float>(std::max(area.width, 1.0));
    const auto tall = static_cast<float>(std::max(height, 1.0));
    c.views_split = std::clamp(
        c.views_split + splitter("##3d", {area.x + left, area.y, gap, area.height}, true) / width,
        0.2F, 0.8F);
    c.column_split[0] = std::clamp(
        c.column_split[0] + splitter("##top", {x, area.y + top, right, gap}, false) / tall, 0.15F,
        c.column_split[1] - 0.12F);
    c.column_split[1] =
        std::clamp(c.column_split[1] + splitter("##rear", {x, y1 + rear, right, gap}, false) / tall,
                   c.column_split[0] + 0.12F, 0.88F);
}

void RoomViews::let_go(Context& c) {
    for (RoomView& view : views_) view.let_go(c);
}

bool RoomViews::busy() const {
    return std::any_of(views_.begin(), views_.end(), [](const RoomView& v) { return v.busy(); });
}

}  // namespace cavea::gui
