// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/view/widgets.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace cavea::gui {

using theme::px;

float text_width(std::string_view text) {
    if (text.empty()) return 0;
    return ImGui::CalcTextSize(text.data(), text.data() + text.size()).x;
}

std::string elided(std::string_view text, float width) {
    if (text_width(text) <= width) return std::string(text);
    const bool glyph = ImGui::GetFont()->FindGlyphNoFallback(0x2026) != nullptr;
    const std::string_view end = glyph ? "\xE2\x80\xA6" : "...";
    const float room = width - text_width(end);
    // Where characters begin; cutting inside one would leave half of it.
    std::vector<std::size_t> begins;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if ((static_cast<unsigned char>(text[i]) & 0xC0U) != 0x80U) begins.push_back(i);
    }
    const auto fits = [&](std::size_t at) { return text_width(text.substr(0, at)) <= room; };
    const auto cut = std::partition_point(begins.begin(), begins.end(), fits);
    const std::size_t keep = cut == begins.begin() ? 0 : *std::prev(cut);
    std::string out(text.substr(0, keep));
    while (!out.empty() && out.back() == ' ') out.pop_back();
    out += end;
    return out;
}

std::string elided_name(std::string_view name, float width) {
    constexpr std::size_t kTail = 5;  // characters
    if (text_width(name) <= width) return std::string(name);
    std::size_t begin = name.size();
    for (std::size_t count = 0; begin > 0 && count < kTail;) {
        --begin;
        if ((static_cast<unsigned char>(name[begin]) & 0xC0U) != 0x80U) ++count;
    }
    const std::string_view tail = name.substr(begin);
    const float room = width - text_width(tail);
    if (room < width / 2) return elided(name, width);
    // A pixel less, since widths are rounded: the beginning alone must not seem to fit.
    std::string out = elided(name.substr(0, begin), room - 1);
    out += tail;
    return out;
}

void draw_text(ImDrawList& list, ImVec2 at, ImU32 colour, std::string_view text) {
    if (text.empty()) return;
    // Whole pixels: glyphs are made for them.
    list.AddText({std::round(at.x), std::round(at.y)}, colour, text.data(),
                 text.data() + text.size());
}

void draw_text_in(ImDrawList& list, ImVec2 low, float height, ImU32 colour, std::string_view text) {
    draw_text(list, {low.x, low.y + (height - ImGui::GetFontSize()) / 2}, colour, text);
}

void hint(Context& context, std::string_view text) {
    if (ImGui::IsItemHovered(ImGuiHoveredFlags_AllowWhenDisabled)) context.hint = text;
}

bool button(const char* id, std::string_view label, ImVec2 size, const ButtonLook& look) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const bool pressed = ImGui::InvisibleButton(id, size) && look.enabled;
    const bool over = ImGui::IsItemHovered() && look.enabled;
    ImU32 fill = look.on ? look.on_fill : (look.flat ? 0U : theme::kRaised);
    if (over && !look.on) fill = ImGui::IsItemActive() ? theme::kLine : theme::kHover;
    ImU32 text = look.on ? look.on_text : (over ? theme::kText : theme::kSoft);
    if (!look.enabled) text = theme::faded(theme::kFaint, 0.6);
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const ImVec2 end{at.x + size.x, at.y + size.y};
    if (fill != 0) list.AddRectFilled(at, end, fill, px(4));
    const float indent = look.centred ? (size.x - text_width(label)) / 2 : px(10);
    draw_text_in(list, {at.x + indent, at.y}, size.y, text, label);
    return pressed;
}

bool text_button(const char* id, std::string_view label, bool enabled, bool strong) {
    ButtonLook look;
    look.enabled = enabled;
    look.flat = false;
    if (strong) {
        look.on = enabled;
        look.on_fill = theme::rgb(0x2A6FC9);
    }
    return button(id, label, {text_width(label) + px(20), ImGui::GetFrameHeight()}, look);
}

ImU32 level_colour(double db) {
    if (db > -1) return theme::kBad;
    if (db > -9) return theme::kWarn;
    return theme::kGood;
}

void draw_bar(ImDrawList& list, ImVec2 low, ImVec2 high, double db) {
    list.AddRectFilled(low, high, theme::kRaised, px(2));
    const auto part = static_cast<float>(deflection(db));
    if (part <= 0.01F) return;
    list.AddRectFilled(low, {low.x + (high.x - low.x) * part, high.y}, level_colour(db), px(2));
}

void panel_title(std::string_view title, std::string_view remark) {
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x;
    const float height = px(24);
    {
        const FontScope strong(ui::fonts().strong);
        draw_text_in(list, at, height, theme::kText, title);
    }
    if (!remark.empty()) {
        draw_text_in(list, {at.x + width - text_width(remark), at.y}, height, theme::kFaint,
                     remark);
    }
    ImGui::Dummy({width, height});
}

void section(std::string_view title) {
    ImGui::Dummy({1, px(4)});
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x;
    ImDrawList& list = *ImGui::GetWindowDrawList();
    list.AddLine(at, {at.x + width, at.y}, theme::kLine);
    ImGui::Dummy({1, px(2)});
    draw_text(list, ImGui::GetCursorScreenPos(), theme::kFaint, title);
    ImGui::Dummy({width, ImGui::GetFontSize()});
}

Adjust slider(const char* id, double value, double low, double high, double reset, ImVec2 size) {
    Adjust out;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    ImGui::InvisibleButton(id, size);
    const bool active = ImGui::IsItemActive();
    const float inset = px(6);
    const float length = std::max(size.x - 2 * inset, 1.0F);
    if (ImGui::IsItemHovered() && ImGui::IsMouseDoubleClicked(0)) {
        out.value = reset;
    } else if (active && (ImGui::IsItemActivated() || ImGui::GetIO().MouseDelta.x != 0)) {
        const auto t = static_cast<double>((ImGui::GetIO().MousePos.x - at.x - inset) / length);
        out.value = low + std::clamp(t, 0.0, 1.0) * (high - low);
    }
    out.began = ImGui::IsItemActivated();
    out.ended = ImGui::IsItemDeactivated();
    const auto place = [&](double v) {
        const double t = std::clamp((v - low) / (high - low), 0.0, 1.0);
        return at.x + inset + static_cast<float>(t) * length;
    };
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const float y = at.y + size.y / 2;
    const float x = place(out.value.value_or(value));
    const float from = place(reset);
    list.AddRectFilled({at.x + inset, y - px(1.5)}, {at.x + inset + length, y + px(1.5)},
                       theme::kLine, px(1.5));
    list.AddRectFilled({std::min(from, x), y - px(1.5)}, {std::max(from, x), y + px(1.5)},
                       theme::faded(theme::kAccent, 0.75), px(1.5));
    const bool over = active || ImGui::IsItemHovered();
    list.AddCircleFilled({x, y}, px(over ? 6.0 : 5.0), over ? theme::kText : theme::kSoft, 16);
    return out;
}

Adjust scrub_label(const char* id, std::string_view label, double value, double step, float width) {
    Adjust out;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float height = ImGui::GetFrameHeight();
    ImGui::InvisibleButton(id, {width, height});
    const bool over = ImGui::IsItemHovered() || ImGui::IsItemActive();
    if (over) ImGui::SetMouseCursor(ImGuiMouseCursor_ResizeEW);
    const ImGuiIO& io = ImGui::GetIO();
    if (ImGui::IsItemActive() && io.MouseDelta.x != 0) {
        const double fine = io.KeyCtrl ? 0.1 : 1.0;
        out.value = value + static_cast<double>(io.MouseDelta.x) * step * fine;
    }
    out.began = ImGui::IsItemActivated();
    out.ended = ImGui::IsItemDeactivated();
    draw_text_in(*ImGui::GetWindowDrawList(), at, height, over ? theme::kText : theme::kSoft,
                 label);
    return out;
}

void as_gesture(Studio& studio, const Adjust& adjust, const std::string& name,
                const std::function<void(double)>& apply) {
    if (adjust.began) studio.begin_gesture(name);
    if (adjust.value) apply(*adjust.value);
    if (adjust.ended) studio.end_gesture();
}

}  // namespace cavea::gui
