// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "gui/view/actions.h"
#include "gui/view/inspector.h"
#include "gui/view/widgets.h"

namespace cavea::gui {
namespace {

using theme::px;

/// One coordinate: how it is named, bounded, read and put back.
struct Coordinate {
    const char* name;   ///< of the tag, "x"
    const char* label;  ///< "X"
    const char* says;
    NumberFormat format;
    double step;  ///< per pixel of a scrub
    bool polar;
    int axis;
};
constexpr std::array<Coordinate, 6> kCoordinates{{
    {"x", "X", "X: -1 is the left wall, +1 the right", {3, "", -1, 1}, 0.01, false, 0},
    {"azimuth",
     "Azim",
     "Azimuth: 0 is front, + left, - right",
     {1, "\xC2\xB0", -180, 180},
     1,
     true,
     0},
    {"y", "Y", "Y: -1 is the rear wall, +1 the screen", {3, "", -1, 1}, 0.01, false, 1},
    {"elevation",
     "Elev",
     "Elevation: 0 is ear height, +90 above",
     {1, "\xC2\xB0", -90, 90},
     0.5,
     true,
     1},
    {"z", "Z", "Z: 0 is ear height, +1 the ceiling", {3, "", -1, 1}, 0.01, false, 2},
    {"distance", "Dist", "Distance: 1 is on the loudspeakers", {2, "", 0, 1}, 0.01, true, 2},
}};

double polar_part(const layout::Polar& p, int axis) {
    return axis == 0 ? p.azimuth_deg : (axis == 1 ? p.elevation_deg : p.distance);
}

double value_of(const ItemState& state, const Coordinate& k) {
    return k.polar ? polar_part(state.polar, k.axis) : state.position[k.axis];
}

void put(Context& c, std::size_t item, const Coordinate& k, double value) {
    const ItemState state = c.studio.state(item, c.position_s);
    const double limited = std::clamp(value, k.format.low, k.format.high);
    if (k.polar) {
        layout::Polar p = state.polar;
        (k.axis == 0 ? p.azimuth_deg : (k.axis == 1 ? p.elevation_deg : p.distance)) = limited;
        c.studio.hold_polar(item, p);
    } else {
        Vec3 position = state.position;
        position[k.axis] = limited;
        c.studio.hold(item, position);
    }
}

void put_all(Context& c, const Coordinate& k, double value) {
    for (const std::size_t item : std::vector(c.studio.selection())) {
        if (c.is_object(item)) put(c, item, k, value);
    }
}

void draw_coordinate(Context& c, std::size_t item, const Coordinate& k, float label, float field,
                     bool focus) {
    const double value = value_of(c.items[item].state, k);
    ImGui::PushID(k.name);
    const Adjust scrub = scrub_label("scrub", k.label, value, k.step, label);
    hint(c, k.says);
    as_gesture(c.studio, scrub, "Place", [&](double v) { put_all(c, k, v); });
    ImGui::SameLine(0, 0);
    if (const auto typed = number_field(c, "##field", value, k.format, field, focus)) {
        edit_selection(c, fmt::format("Set {}", k.label), [&](std::size_t i) {
            if (c.is_object(i)) put(c, i, k, *typed);
        });
    }
    ui::tag(fmt::format("inspector/{}", k.name));
    hint(c, k.says);
    ImGui::PopID();
}

}  // namespace

void draw_position(Context& c, std::size_t item) {
    section("Position");
    const float width = ImGui::GetContentRegionAvail().x;
    const float gap = px(12);
    const float column = (width - gap) / 2;
    for (std::size_t i = 0; i < kCoordinates.size(); i += 2) {
        const bool focus = i == 0 && c.focus_numbers;
        draw_coordinate(c, item, kCoordinates[i], px(18), column - px(24), focus);
        ImGui::SameLine(0, gap + px(6));
        draw_coordinate(c, item, kCoordinates[i + 1], px(38), column - px(38), false);
    }
    c.focus_numbers = false;
}

void draw_hold(Context& c, std::size_t item) {
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x;
    const float height = px(26);
    const bool held = c.items[item].held;
    const std::string text =
        held ? fmt::format("{} held", theme::icon(theme::Icon::Hand)) : "as in the metadata";
    draw_text_in(list, at, height, held ? theme::kHeld : theme::kFaint, text);
    ImGui::Dummy({width - px(148), height});
    ui::tag("inspector/held");
    hint(c, held ? "Moved by hand: release it, or write the position into the automation"
                 : "Moving it by hand holds it until it is released or written");
    ImGui::SameLine(0, px(4));
    ButtonLook look;
    look.flat = false;
    look.enabled = holds_selection(c);
    if (button("release", "Release", {px(72), height}, look)) release_selection(c);
    ui::tag("inspector/release");
    hint(c, "Follow the metadata again (R)");
    ImGui::SameLine(0, px(4));
    look.on = look.enabled;
    look.on_fill = theme::rgb(0x6A4E1A);
    look.on_text = theme::kHeld;
    if (button("write", "Write", {px(66), height}, look)) write_selection(c);
    ui::tag("inspector/write");
    const auto [from, to] = c.write_range();
    hint(c, fmt::format("Put the position into the automation of {:.2f} s to {:.2f} s{} (W)", from,
                        to, c.loop_on ? ", the loop" : ", the whole mix"));
}

}  // namespace cavea::gui
