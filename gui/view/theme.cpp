// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/view/theme.h"

#include <algorithm>
#include <array>
#include <cstddef>

namespace cavea::gui::theme {
namespace {

struct IconLook {
    const char* glyph;  ///< Font Awesome 4
    const char* letters;
};
constexpr std::array kIcons{
    IconLook{"\xEF\x81\x8B", ">"},  IconLook{"\xEF\x81\x8D", "[]"}, IconLook{"\xEF\x81\x88", "|<"},
    IconLook{"\xEF\x80\xA1", "()"}, IconLook{"\xEF\x80\xA6", "x"},  IconLook{"\xEF\x80\xA8", "<"},
    IconLook{"\xEF\x81\xBB", "+"},  IconLook{"\xEF\x81\xBC", "+"},  IconLook{"\xEF\x87\x87", "~"},
    IconLook{"\xEF\x80\x82", "?"},  IconLook{"\xEF\x89\x96", "H"},  IconLook{"\xEF\x80\x8D", "x"},
    IconLook{"\xEF\x81\xB1", "!"},  IconLook{"\xEF\x81\x9A", "i"},  IconLook{"\xEF\x80\x95", "~"},
    IconLook{"\xEF\x82\xA0", "/"},  IconLook{"\xEF\x80\x97", "@"},  IconLook{"\xEF\x81\xA2", "^"},
    IconLook{"\xEF\x83\x90", "*"},  IconLook{"\xEF\x84\x9C", "?"},  IconLook{"\xEF\x81\xA5", "+"},
    IconLook{"\xEF\x81\xA6", "-"},  IconLook{"\xEF\x80\xB0", "c"},  IconLook{"\xEF\x80\xA7", "d"},
};
static_assert(kIcons.size() == static_cast<std::size_t>(Icon::Dim) + 1);

ImVec4 vec(ImU32 colour) { return ImGui::ColorConvertU32ToFloat4(colour); }

void colours(ImGuiStyle& style) {
    ImVec4* c = style.Colors;
    c[ImGuiCol_Text] = vec(kText);
    c[ImGuiCol_TextDisabled] = vec(kFaint);
    c[ImGuiCol_WindowBg] = vec(kPanel);
    c[ImGuiCol_ChildBg] = vec(kPanel);
    c[ImGuiCol_PopupBg] = vec(rgb(0x1A1F27, 0.99));
    c[ImGuiCol_Border] = vec(kLine);
    c[ImGuiCol_FrameBg] = vec(kRaised);
    c[ImGuiCol_FrameBgHovered] = vec(kHover);
    c[ImGuiCol_FrameBgActive] = vec(kHover);
    c[ImGuiCol_MenuBarBg] = vec(kBackground);
    c[ImGuiCol_Button] = vec(kRaised);
    c[ImGuiCol_ButtonHovered] = vec(kHover);
    c[ImGuiCol_ButtonActive] = vec(rgb(0x34404E));
    c[ImGuiCol_Header] = vec(kSelected);
    c[ImGuiCol_HeaderHovered] = vec(kHover);
    c[ImGuiCol_HeaderActive] = vec(kSelected);
    c[ImGuiCol_Separator] = vec(kLine);
    c[ImGuiCol_CheckMark] = vec(kAccent);
    c[ImGuiCol_SliderGrab] = vec(kAccent);
    c[ImGuiCol_SliderGrabActive] = vec(kAccent);
    c[ImGuiCol_ScrollbarBg] = vec(faded(kPanel, 0));
    c[ImGuiCol_ScrollbarGrab] = vec(rgb(0x333D49));
    c[ImGuiCol_ScrollbarGrabHovered] = vec(rgb(0x44505E));
    c[ImGuiCol_ScrollbarGrabActive] = vec(kAccent);
    c[ImGuiCol_TextSelectedBg] = vec(rgb(0x2F5F9E));
    c[ImGuiCol_ModalWindowDimBg] = vec(rgb(0x05070A, 0.6));
    c[ImGuiCol_NavHighlight] = vec(faded(kAccent, 0));
}

}  // namespace

ImU32 mixed(ImU32 a, ImU32 b, double t) {
    const double w = std::clamp(t, 0.0, 1.0);
    ImU32 out = 0;
    for (unsigned shift = 0; shift < 32; shift += 8) {
        const auto from = static_cast<double>((a >> shift) & 0xFFU);
        const auto to = static_cast<double>((b >> shift) & 0xFFU);
        out |= static_cast<ImU32>(from + (to - from) * w + 0.5) << shift;
    }
    return out;
}

void apply() {
    ImGuiStyle style;
    colours(style);
    style.WindowPadding = {10, 8};
    style.FramePadding = {8, 4};
    style.ItemSpacing = {8, 6};
    style.ItemInnerSpacing = {6, 4};
    style.WindowRounding = 6;
    style.ChildRounding = 5;
    style.FrameRounding = 4;
    style.PopupRounding = 6;
    style.ScrollbarRounding = 4;
    style.ScrollbarSize = 9;
    style.GrabRounding = 4;
    style.WindowBorderSize = 0;
    style.ChildBorderSize = 0;
    style.PopupBorderSize = 1;
    style.ScaleAllSizes(ui::scale());
    style.PopupBorderSize = 1;
    ImGui::GetStyle() = style;
}

const char* icon(Icon which) {
    const IconLook& look = kIcons[static_cast<std::size_t>(which)];
    return ui::fonts().icons ? look.glyph : look.letters;
}

}  // namespace cavea::gui::theme
