// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Everything about what is selected, and its numbers to type. With several selected, the last one
// shows and an edit goes to all.
#include <fmt/format.h>

#include <algorithm>

#include "gui/view/actions.h"
#include "gui/view/inspector.h"
#include "gui/view/panels.h"
#include "gui/view/widgets.h"

namespace cavea::gui {
namespace {

using theme::px;

constexpr double kGainLowDb = -60;  ///< at and below it: silence
constexpr double kGainHighDb = 12;
constexpr double kSilentDb = -100;  ///< as the studio means silence

void draw_name(Context& c, std::size_t item) {
    const Item& it = c.studio.scene().items()[item];
    const StemLook& stem = look(it.stem);
    const std::size_t count = c.studio.selection().size();
    const float width = ImGui::GetContentRegionAvail().x;
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float height = px(26);
    list.AddCircleFilled({at.x + px(7), at.y + height / 2}, px(6), theme::rgb(stem.rgb), 16);
    {
        const FontScope strong(ui::fonts().strong);
        draw_text_in(list, {at.x + px(21), at.y}, height, theme::kText,
                     elided_name(it.name, width - px(24)));
    }
    ImGui::Dummy({width, height});
    ui::tag("inspector/name");
    const char* kind =
        it.kind == ItemKind::Object ? "object" : (it.kind == ItemKind::Bed ? "bed" : "HOA scene");
    std::string text = fmt::format("{}  \xC2\xB7  {}", stem.name, kind);
    if (it.kind == ItemKind::Object) {
        text += c.items[item].state.cartesian ? "  \xC2\xB7  Cartesian" : "  \xC2\xB7  polar";
    }
    draw_text(list, ImGui::GetCursorScreenPos(), theme::kSoft, elided(text, width));
    ImGui::Dummy({width, ImGui::GetFontSize() + px(4)});
    if (count > 1) {
        draw_text(list, ImGui::GetCursorScreenPos(), theme::kHeld,
                  fmt::format("{} selected: an edit goes to all", count));
        ImGui::Dummy({width, ImGui::GetFontSize()});
    }
}

void draw_switches(Context& c, std::size_t item) {
    const float width = (ImGui::GetContentRegionAvail().x - px(6)) / 2;
    ButtonLook look;
    look.flat = false;
    look.on = c.studio.muted(item);
    look.on_fill = theme::rgb(0x8A2F2D);
    if (button("mute", "Mute", {width, px(26)}, look)) mute_selection(c);
    ui::tag("inspector/mute");
    hint(c, "Silence the selection (M)");
    ImGui::SameLine(0, px(6));
    look.on = c.studio.soloed(item);
    look.on_fill = theme::rgb(0xC79A2B);
    look.on_text = theme::kBackground;
    if (button("solo", "Solo", {width, px(26)}, look)) solo_selection(c);
    ui::tag("inspector/solo");
    hint(c, "Hear the selection alone (S)");
}

/// label | slider | field
struct Row {
    const char* name;
    std::string label;
    const char* says;
    NumberFormat format;
    double reset;
};
std::optional<double> draw_row(Context& c, const Row& row, double value,
                               const std::function<void(double)>& apply) {
    const float width = ImGui::GetContentRegionAvail().x;
    const float label = px(76);
    const float field = px(80);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float height = ImGui::GetFrameHeight();
    draw_text_in(*ImGui::GetWindowDrawList(), at, height, theme::kSoft,
                 elided(row.label, label - px(4)));
    ImGui::Dummy({label, height});
    hint(c, row.says);
    ImGui::SameLine(0, 0);
    const Adjust moved = slider("slider", value, row.format.low, row.format.high, row.reset,
                                {width - label - field - px(6), height});
    ui::tag(fmt::format("{}/slider", row.name));
    hint(c, row.says);
    as_gesture(c.studio, moved, row.label, apply);
    ImGui::SameLine(0, px(6));
    const auto typed = number_field(c, "##field", value, row.format, field);
    ui::tag(row.name);
    hint(c, row.says);
    return typed;
}

void draw_sound(Context& c, std::size_t item) {
    section("Sound");
    const auto to_gain = [](double db) { return db <= kGainLowDb ? kSilentDb : db; };
    const auto all_gain = [&](double db) {
        for (const std::size_t i : std::vector(c.studio.selection())) {
            c.studio.set_gain_db(i, to_gain(db));
        }
    };
    ImGui::PushID("gain");
    const Row gain{"inspector/gain",
                   "Gain",
                   "Gain of the object on top of its metadata; double-click = 0 dB",
                   {1, "dB", kGainLowDb, kGainHighDb, true},
                   0};
    if (const auto db = draw_row(c, gain, c.studio.gain_db(item), all_gain)) {
        edit_selection(c, "Gain", [&](std::size_t i) { c.studio.set_gain_db(i, to_gain(*db)); });
    }
    ImGui::PopID();
    if (!c.is_object(item)) return;
    const ItemState& state = c.items[item].state;
    const double size = std::max({state.extent.x, state.extent.y, state.extent.z});
    const auto all_size = [&](double v) {
        for (const std::size_t i : std::vector(c.studio.selection())) {
            if (c.is_object(i)) c.studio.set_extent(i, v);
        }
    };
    ImGui::PushID("size");
    const Row row{"inspector/size",
                  "Size",
                  "Extent on all axes: 0 is a point, 1 the whole room",
                  {2, "", 0, 1},
                  0};
    if (const auto v = draw_row(c, row, size, all_size)) {
        edit_selection(c, "Size", [&](std::size_t i) {
            if (c.is_object(i)) c.studio.set_extent(i, *v);
        });
    }
    ImGui::PopID();
    draw_text_in(*ImGui::GetWindowDrawList(), ImGui::GetCursorScreenPos(), px(20), theme::kFaint,
                 fmt::format("block gain {} dB    diffuse {:.2f}", db_text(to_db(state.gain)),
                             state.diffuse));
    ImGui::Dummy({1, px(20)});
}

void draw_sends(Context& c, std::size_t item) {
    const auto& rooms = c.studio.project().rooms;
    if (rooms.empty()) return;
    section("Rooms");
    for (std::size_t r = 0; r < rooms.size(); ++r) {
        ImGui::PushID(static_cast<int>(r));
        const std::string& name = rooms[r].name.empty() ? rooms[r].id : rooms[r].name;
        const std::string tag = fmt::format("sends/{}", rooms[r].id);
        const Row row{
            tag.c_str(),
            name,
            "What the selection sends to this room; at the left end, or by a double-click, nothing",
            {1, "dB", kGainLowDb, kGainHighDb, true},
            kGainLowDb};
        const auto level = [](double db) {
            return db <= kGainLowDb ? std::optional<double>() : std::optional(db);
        };
        const auto apply = [&](double db) {
            for (const std::size_t i : std::vector(c.studio.selection())) {
                c.studio.set_send_db(i, r, level(db));
            }
        };
        const double now = c.studio.send_db(item, r).value_or(kGainLowDb);
        if (const auto db = draw_row(c, row, now, apply)) {
            edit_selection(c, "Send",
                           [&](std::size_t i) { c.studio.set_send_db(i, r, level(*db)); });
        }
        ImGui::PopID();
    }
}

void draw_item(Context& c, std::size_t item) {
    draw_name(c, item);
    draw_switches(c, item);
    if (c.is_object(item)) {
        draw_position(c, item);
        draw_hold(c, item);
    }
    draw_sound(c, item);
    draw_sends(c, item);
}

}  // namespace

void draw_inspector(Context& c) {
    const std::size_t item =
        c.studio.has_mix() ? c.primary().value_or(c.items.size()) : c.items.size();
    panel_title("Inspector");
    const ImVec2 spacing = ImGui::GetStyle().ItemSpacing;
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {spacing.x, px(4)});
    if (item >= c.items.size()) {
        c.focus_numbers = false;
        ImGui::PushTextWrapPos(0);
        ImGui::TextDisabled("Click an object, in the room or in the list, to see and edit it.");
        ImGui::PopTextWrapPos();
    } else {
        draw_item(c, item);
    }
    ImGui::PopStyleVar();
}

}  // namespace cavea::gui
