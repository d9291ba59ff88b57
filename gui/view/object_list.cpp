// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "gui/view/actions.h"
#include "gui/view/file_listing.h"
#include "gui/view/panels.h"
#include "gui/view/widgets.h"

namespace cavea::gui {
namespace {

using theme::px;

constexpr double kRow = 26;
/// Sorted by level, rows move at most this often: they must stay clickable.
constexpr double kResortS = 1.0;

float row_height() { return std::round(px(kRow)); }

}  // namespace

void ObjectList::arrange(const Context& c) {
    const auto& items = c.studio.scene().items();
    const bool by_level = c.sort == SortBy::Level;
    const bool keep_order = by_level && sorted_at_s_ >= 0 && c.time_s - sorted_at_s_ < kResortS;
    const auto fits = [&](std::size_t i) {
        return c.items[i].shown && holds(items[i].name, c.search.data());
    };
    if (keep_order && std::all_of(rows_.begin(), rows_.end(),
                                  [&](std::size_t i) { return i < items.size() && fits(i); })) {
        return;
    }
    sorted_at_s_ = c.time_s;
    rows_.clear();
    for (std::size_t i = 0; i < items.size(); ++i) {
        if (fits(i)) rows_.push_back(i);
    }
    std::stable_sort(rows_.begin(), rows_.end(), [&](std::size_t a, std::size_t b) {
        switch (c.sort) {
            case SortBy::Name:
                return before(items[a].name, items[b].name);
            case SortBy::Stem:
                return items[a].stem < items[b].stem;
            case SortBy::Level:
                return c.items[a].level_db > c.items[b].level_db;
            default:
                return a < b;
        }
    });
}

void ObjectList::draw(Context& c) {
    arrange(c);
    draw_head(c);
    draw_filter(c);
    ImGui::Dummy({1, px(2)});
    draw_rows(c);
}

void ObjectList::draw_head(Context& c) {
    const std::size_t all = c.items.size();
    panel_title("Objects", rows_.size() == all ? fmt::format("{}", all)
                                               : fmt::format("{} of {}", rows_.size(), all));
    const float width = ImGui::GetContentRegionAvail().x;
    const float sort = px(84);
    if (c.focus_search) ImGui::SetKeyboardFocusHere();
    c.focus_search = false;
    ImGui::SetNextItemWidth(width - sort - px(6));
    ImGui::InputTextWithHint("##search", "Search  /", c.search.data(), c.search.size(),
                             ImGuiInputTextFlags_AutoSelectAll);
    ui::tag("objects/search");
    hint(c, "Show objects whose name holds this");
    ImGui::SameLine(0, px(6));
    constexpr std::array<const char*, 4> kSorts{"Order", "Name", "Stem", "Level"};
    ImGui::SetNextItemWidth(sort);
    if (ImGui::BeginCombo("##sort", kSorts[static_cast<std::size_t>(c.sort)])) {
        for (std::size_t i = 0; i < kSorts.size(); ++i) {
            if (ImGui::Selectable(kSorts[i], static_cast<std::size_t>(c.sort) == i)) {
                c.sort = static_cast<SortBy>(i);
                sorted_at_s_ = -1;
            }
            ui::tag(fmt::format("sort/{}", kSorts[i]));
        }
        ImGui::EndCombo();
    } else {
        ui::tag("objects/sort");
        hint(c, "Sort the list");
    }
}

void ObjectList::draw_filter(Context& c) {
    std::array<std::size_t, kStems> counts{};
    for (const Item& item : c.studio.scene().items()) ++counts[static_cast<std::size_t>(item.stem)];
    const float right = ImGui::GetCursorScreenPos().x + ImGui::GetContentRegionAvail().x;
    bool first = true;
    for (std::size_t s = 0; s < counts.size(); ++s) {
        if (counts[s] == 0) continue;
        const StemLook& stem = look(static_cast<Stem>(s));
        const std::string text = fmt::format("{} {}", stem.short_name, counts[s]);
        const float width = text_width(text) + px(14);
        if (!first) {
            ImGui::SameLine(0, px(4));
            if (ImGui::GetCursorScreenPos().x + width > right) ImGui::NewLine();
        }
        first = false;
        ButtonLook shape;
        shape.on = c.stem_shown[s];
        shape.on_fill = theme::rgb(stem.rgb, 0.18);
        shape.on_text = theme::rgb(stem.rgb);
        ImGui::PushID(static_cast<int>(s));
        if (button("stem", text, {width, px(22)}, shape)) {
            show_stem(c, s, ImGui::GetIO().KeyCtrl);
        }
        ImGui::PopID();
        ui::tag(fmt::format("filter/{}", stem.short_name));
        hint(c, fmt::format("{}: click shows this stem alone, or all again; Ctrl+click adds it",
                            stem.name));
    }
}

void ObjectList::scroll(Context& c, float height) {
    if (!c.scroll_to_selection) return;
    c.scroll_to_selection = false;
    const auto item = c.primary();
    if (!item) return;
    const auto found = std::find(rows_.begin(), rows_.end(), *item);
    if (found == rows_.end()) return;
    const float row = row_height();
    const float top = static_cast<float>(found - rows_.begin()) * row;
    const float seen = ImGui::GetScrollY();
    if (top < seen || top + row > seen + height) ImGui::SetScrollY(top - (height - row) / 2);
}

void ObjectList::draw_rows(Context& c) {
    ImGui::BeginChild("rows");
    const float height = ImGui::GetContentRegionAvail().y;
    if (rows_.empty()) {
        ImGui::TextDisabled("%s", c.items.empty() ? "This mix has no objects" : "Nothing fits");
    }
    scroll(c, height);
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0, 0});
    ImGuiListClipper clipper;
    clipper.Begin(static_cast<int>(rows_.size()), row_height());
    while (clipper.Step()) {
        for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i) {
            draw_row(c, static_cast<std::size_t>(i));
        }
    }
    clipper.End();
    ImGui::PopStyleVar();
    ImGui::EndChild();
}

void ObjectList::press(Context& c, std::size_t row) {
    const ImGuiIO& io = ImGui::GetIO();
    const std::size_t item = rows_[row];
    if (io.KeyShift && anchor_ < rows_.size()) {
        const auto [from, to] = std::minmax(anchor_, row);
        std::vector<std::size_t> range;
        for (std::size_t i = from; i <= to; ++i) range.push_back(rows_[i]);
        c.studio.select(range, Select::Only);
        return;
    }
    anchor_ = row;
    c.studio.select(item, io.KeyCtrl ? Select::Toggle : Select::Only);
}

void ObjectList::draw_row(Context& c, std::size_t row) {
    const std::size_t item = rows_[row];
    const Item& it = c.studio.scene().items()[item];
    const ItemFrame& frame = c.items[item];
    const float height = row_height();
    const float width = ImGui::GetContentRegionAvail().x;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float switches = px(2 * 24 + 6);
    ImGui::PushID(static_cast<int>(item));
    if (ImGui::InvisibleButton("row", {width - switches, height})) press(c, row);
    if (ImGui::IsItemHovered() && ImGui::IsMouseDoubleClicked(0)) c.focus_numbers = true;
    const bool over = ImGui::IsItemHovered();
    if (over) c.hovered_next = item;
    const bool scripted = ui::registry().enabled();
    if (scripted) ui::tag(fmt::format("objects/{}", it.name));
    hint(c, "Click selects, Ctrl+click adds, double-click edits the position");

    ImDrawList& list = *ImGui::GetWindowDrawList();
    const bool selected = c.studio.selected(item);
    if (selected || c.studio.hovered == item) {
        list.AddRectFilled(at, {at.x + width, at.y + height - px(1)},
                           selected ? theme::kSelected : theme::kRaised, px(4));
    }
    const StemLook& stem = look(it.stem);
    const bool dull = !frame.audible;
    const ImU32 colour = dull ? theme::kFaint : theme::rgb(stem.rgb);
    const float middle = at.y + height / 2;
    if (it.kind == ItemKind::Object) {
        list.AddCircleFilled({at.x + px(11), middle}, px(4.5), colour, 12);
    } else {  // not a point of the room
        list.AddRect({at.x + px(7), middle - px(4)}, {at.x + px(15), middle + px(4)}, colour, px(1),
                     0, px(1.5));
    }
    draw_text_in(list, {at.x + px(22), at.y}, height, theme::faded(colour, 0.9), stem.short_name);
    const float name_x = at.x + px(54);
    const float meter = px(44);
    const float meter_x = at.x + width - switches - meter - px(6);
    const float name_width = meter_x - name_x - px(frame.held ? 22.0 : 6.0);
    draw_text_in(list, {name_x, at.y}, height, dull ? theme::kFaint : theme::kText,
                 elided_name(it.name, name_width));
    if (frame.held) {
        draw_text_in(list, {meter_x - px(19), at.y}, height, theme::kHeld,
                     theme::icon(theme::Icon::Hand));
    }
    draw_bar(list, {meter_x, middle - px(2.5)}, {meter_x + meter, middle + px(2.5)},
             frame.level_db);
    ImGui::SameLine(0, 0);
    draw_switches(c, item, {at.x + width - switches, at.y}, height);
    ImGui::PopID();
}

void ObjectList::draw_switches(Context& c, std::size_t item, ImVec2 at, float height) {
    const ImVec2 size{px(22), height - px(6)};
    const bool scripted = ui::registry().enabled();
    const std::string& name = c.studio.scene().items()[item].name;
    ButtonLook look;
    look.flat = false;
    look.on = c.studio.muted(item);
    look.on_fill = theme::rgb(0x8A2F2D);
    ImGui::SetCursorScreenPos({at.x, at.y + px(2.5)});
    if (button("m", "M", size, look)) c.studio.set_mute(item, !look.on);
    if (scripted) ui::tag(fmt::format("objects/{}/mute", name));
    hint(c, "Mute (M)");
    look.on = c.studio.soloed(item);
    look.on_fill = theme::rgb(0xC79A2B);
    look.on_text = theme::kBackground;
    ImGui::SetCursorScreenPos({at.x + px(25), at.y + px(2.5)});
    if (button("s", "S", size, look)) c.studio.set_solo(item, !look.on);
    if (scripted) ui::tag(fmt::format("objects/{}/solo", name));
    hint(c, "Solo (S); Shift+S clears all solos");
    // The next row begins where the clipper expects it.
    ImGui::SetCursorScreenPos({at.x + px(50), at.y});
    ImGui::Dummy({1, height});
}

}  // namespace cavea::gui
