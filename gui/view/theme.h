// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Colours and measures of the window, and the icons. Everything is given in units of design at 100
// % and scaled by px().
#pragma once

#include <imgui.h>

#include <cstdint>

#include "gui/view/ui.h"

namespace cavea::gui::theme {

/// 0xRRGGBB as ImGui packs it.
[[nodiscard]] constexpr ImU32 rgb(std::uint32_t rrggbb, double alpha = 1) {
    const auto a = static_cast<ImU32>(alpha * 255 + 0.5);
    return (a << 24U) | ((rrggbb & 0xFFU) << 16U) | (rrggbb & 0xFF00U) | (rrggbb >> 16U);
}
[[nodiscard]] constexpr ImU32 faded(ImU32 colour, double alpha) {
    const auto a = static_cast<ImU32>((colour >> 24U) * alpha + 0.5);
    return (colour & 0x00FFFFFFU) | ((a > 255U ? 255U : a) << 24U);
}
/// From a to b as t goes from 0 to 1.
[[nodiscard]] ImU32 mixed(ImU32 a, ImU32 b, double t);

inline constexpr ImU32 kBackground = rgb(0x0C0F13);
inline constexpr ImU32 kPanel = rgb(0x14181E);
inline constexpr ImU32 kRaised = rgb(0x1F252D);
inline constexpr ImU32 kHover = rgb(0x29313B);
inline constexpr ImU32 kLine = rgb(0x2A323C);
inline constexpr ImU32 kText = rgb(0xE8ECF1);
inline constexpr ImU32 kSoft = rgb(0xA5AFBC);   ///< labels, units
inline constexpr ImU32 kFaint = rgb(0x6F7A88);  ///< scales, what is off
inline constexpr ImU32 kAccent = rgb(0x4C9DFF);
inline constexpr ImU32 kSelected = rgb(0x1F3A5C);
inline constexpr ImU32 kHeld = rgb(0xFFB454);
inline constexpr ImU32 kGood = rgb(0x35C58A);
inline constexpr ImU32 kWarn = rgb(0xF2B63C);
inline constexpr ImU32 kBad = rgb(0xF0524F);

[[nodiscard]] inline float px(double design) { return static_cast<float>(design) * ui::scale(); }

/// Write ImGui's style for the scale of now.
void apply();

/// A picture of the icon font, or letters where there is none.
enum class Icon {
    Play,
    Stop,
    Start,
    Loop,
    Mute,
    Sound,
    Folder,
    OpenFolder,
    AudioFile,
    Search,
    Hand,
    Close,
    Warning,
    Info,
    Home,
    Disk,
    Clock,
    Up,
    Demo,
    Keys,
    Expand,
    Shrink,
    Camera,
    Dim
};
[[nodiscard]] const char* icon(Icon which);

}  // namespace cavea::gui::theme
