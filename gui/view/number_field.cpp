// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstring>
#include <string>

#include "gui/view/widgets.h"

namespace cavea::gui {
namespace {

using theme::px;

std::string shown(double value, const NumberFormat& format) {
    if (format.silence && value <= format.low) return "-inf";
    std::string out = fmt::format("{:.{}f}", value, format.decimals);
    // No minus before what shows as nothing.
    if (out.find_first_of("123456789") == std::string::npos && out.front() == '-') out.erase(0, 1);
    return out;
}

void put(std::array<char, 48>& buffer, const std::string& text) {
    const std::size_t n = std::min(text.size(), buffer.size() - 1);
    std::memcpy(buffer.data(), text.data(), n);
    buffer[n] = '\0';
}

}  // namespace

std::optional<double> parse_number(std::string_view text, const NumberFormat& format) {
    std::string plain;
    for (const char ch : text) {
        if (ch == ' ') continue;
        plain += ch == ',' ? '.' : ch;
    }
    if (!plain.empty() && plain.front() == '+') plain.erase(0, 1);
    if (format.silence && plain.rfind("-inf", 0) == 0) return format.low;
    double value = 0;
    const char* end = plain.data() + plain.size();
    const auto [stop, error] = std::from_chars(plain.data(), end, value);
    if (error != std::errc{} || !std::isfinite(value)) return std::nullopt;
    // Behind the number only its unit may stand.
    const std::string_view rest(stop, static_cast<std::size_t>(end - stop));
    if (!rest.empty() && rest != format.unit) return std::nullopt;
    return std::clamp(value, format.low, format.high);
}

std::optional<double> number_field(Context& context, const char* id, double value,
                                   const NumberFormat& format, float width, bool focus) {
    NumberEdit& edit = context.number;
    const unsigned field = ImGui::GetID(id);
    std::array<char, 48> idle{};
    put(idle, shown(value, format));
    const bool editing = edit.field == field;
    auto& buffer = editing ? edit.text : idle;
    if (focus) ImGui::SetKeyboardFocusHere();
    ImGui::SetNextItemWidth(width);
    ImGui::PushStyleColor(ImGuiCol_Border, theme::kAccent);
    ImGui::PushStyleVar(ImGuiStyleVar_FrameBorderSize, editing ? 1.0F : 0.0F);
    {
        const FontScope mono(ui::fonts().mono);
        ImGui::InputText(id, buffer.data(), buffer.size(),
                         ImGuiInputTextFlags_AutoSelectAll | ImGuiInputTextFlags_NoUndoRedo);
    }
    ImGui::PopStyleVar();
    ImGui::PopStyleColor();
    std::optional<double> entered;
    if (ImGui::IsItemActivated()) {
        edit.field = field;
        put(edit.text, buffer.data());
        put(edit.before, shown(value, format));
    }
    if (ImGui::IsItemDeactivated() && edit.field == field) {
        if (std::strcmp(edit.text.data(), edit.before.data()) != 0) {
            entered = parse_number(edit.text.data(), format);
        }
        edit.field = 0;
    }
    const ImVec2 low = ImGui::GetItemRectMin();
    const ImVec2 high = ImGui::GetItemRectMax();
    if (*format.unit != '\0') {
        draw_text_in(*ImGui::GetWindowDrawList(), {high.x - text_width(format.unit) - px(6), low.y},
                     high.y - low.y, theme::kFaint, format.unit);
    }
    return entered;
}

}  // namespace cavea::gui
