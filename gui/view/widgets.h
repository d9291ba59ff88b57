// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Small parts that the panels are made of, all drawn in one manner: text that is cut to its place,
// flat buttons, meters, numeric fields with a unit, sliders. Names come from files, so nothing here
// uses a name as an ImGui id.
#pragma once

#include <imgui.h>

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "gui/view/context.h"
#include "gui/view/theme.h"

namespace cavea::gui {

/// Font for the scope; null = the default one.
class FontScope {
 public:
    explicit FontScope(ImFont* font) { ImGui::PushFont(font); }
    FontScope(const FontScope&) = delete;
    FontScope& operator=(const FontScope&) = delete;
    ~FontScope() { ImGui::PopFont(); }
};

[[nodiscard]] float text_width(std::string_view text);
/// The text, or its beginning and an ellipsis, no wider than this.
[[nodiscard]] std::string elided(std::string_view text, float width);
/// The same for names, which often differ at their end only: that stays.
[[nodiscard]] std::string elided_name(std::string_view name, float width);
void draw_text(ImDrawList& list, ImVec2 at, ImU32 colour, std::string_view text);
/// Vertically centred in a row.
void draw_text_in(ImDrawList& list, ImVec2 low, float height, ImU32 colour, std::string_view text);

/// Say in the status line what the last widget does while the pointer is over it.
void hint(Context& context, std::string_view text);

struct ButtonLook {
    bool on = false;
    bool enabled = true;
    ImU32 on_fill = theme::kSelected;
    ImU32 on_text = theme::kText;
    bool flat = true;     ///< no frame until the pointer is over it
    bool centred = true;  ///< else the text begins at the left
};
/// \param id  unique in its scope, never shown
/// \return pressed and enabled
bool button(const char* id, std::string_view label, ImVec2 size, const ButtonLook& look = {});
/// One with a frame, as wide as its text.
bool text_button(const char* id, std::string_view label, bool enabled = true, bool strong = false);

/// Colour of a level: calm until it is near full scale.
[[nodiscard]] ImU32 level_colour(double db);
void draw_bar(ImDrawList& list, ImVec2 low, ImVec2 high, double db);

/// Title of a panel and a remark at its right.
void panel_title(std::string_view title, std::string_view remark = {});
/// A quiet heading inside a panel.
void section(std::string_view title);

struct NumberFormat {
    int decimals = 2;
    const char* unit = "";
    double low = 0, high = 1;
    bool silence = false;  ///< "-inf" is what lies at low
};
/// A field that shows a number and its unit, and takes typing; comma or point.
///
/// \return the number that was entered, within low..high, once
std::optional<double> number_field(Context& context, const char* id, double value,
                                   const NumberFormat& format, float width, bool focus = false);
/// What a person may have meant: "-3,5", "+2 dB", "-inf".
[[nodiscard]] std::optional<double> parse_number(std::string_view text, const NumberFormat& format);

/// What a drag on a slider or a label says.
struct Adjust {
    bool began = false, ended = false;
    std::optional<double> value;
};
/// A track that is filled from \p reset on, to which a double-click returns.
Adjust slider(const char* id, double value, double low, double high, double reset, ImVec2 size);
/// A label that is dragged sideways to change a number. \p step per pixel.
Adjust scrub_label(const char* id, std::string_view label, double value, double step, float width);

/// Make the gestures of an Adjust one step of undo: begin, apply, end.
void as_gesture(Studio& studio, const Adjust& adjust, const std::string& name,
                const std::function<void(double)>& apply);

}  // namespace cavea::gui
