// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The one place that knows which Dear ImGui this is: input, keys, fonts and colours of 1.86 and of
// later versions behind one set of functions; and the names by which scripts find widgets.
#pragma once

#include <imgui.h>

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "gui/model/geometry.h"

namespace cavea::gui::ui {

/// Remember the last widget's rectangle under a name, "objects/Dragon/mute"; names are what
/// scripts, tests and pictures address. Cheap when nobody listens.
void tag(std::string_view name);
void tag(std::string_view name, const Rect& rect);

/// Names and rectangles of this frame, by name. On only when a script runs.
class Registry {
 public:
    void enable(bool on) { enabled_ = on; }
    [[nodiscard]] bool enabled() const { return enabled_; }
    void begin_frame() { rects_.clear(); }
    void add(std::string_view name, const Rect& rect);
    [[nodiscard]] const std::map<std::string, Rect, std::less<>>& rects() const { return rects_; }

 private:
    bool enabled_ = false;
    std::map<std::string, Rect, std::less<>> rects_;
};
[[nodiscard]] Registry& registry();

/// Keys that the studio uses, independent of the version's own names.
enum class Key {
    Space,
    Enter,
    Escape,
    Tab,
    Delete,
    Home,
    End,
    Left,
    Right,
    Up,
    Down,
    Comma,
    Period,
    F1,
    F11,
    Slash,
    A,
    B,
    C,
    D,
    F,
    G,
    H,
    L,
    M,
    N,
    O,
    R,
    S,
    W,
    X,
    Y,
    Z,
    Digit0,
    Digit1,
    Digit2,
    Digit3,
    Digit4,
    Digit5,
    Digit6,
    Digit7,
    Digit8,
    Digit9,
    Backspace,
    PageUp,
    PageDown,
    Minus,
    Equal,
    LeftBracket,
    RightBracket,
    E,
    I,
    J,
    K,
    P,
    Q,
    T,
    U,
    V,
    Count
};
/// Went down in this frame (no repeat), or with repeat.
[[nodiscard]] bool pressed(Key key, bool repeat = false);
/// Is held down now.
[[nodiscard]] bool down(Key key);
/// "space", "pageup", "z": how scripts name a key; nothing for a name that no key has.
[[nodiscard]] std::optional<Key> key_named(std::string_view name);

/// Where there is no window that feeds ImGui: input of scripts, before the frame that sees it.
struct Modifiers {
    bool ctrl = false, shift = false, alt = false;
};
/// Once after the context was made, instead of a platform back end.
void set_up_scripted_input();
void send_pointer(Vec2 pixel);
void send_button(int button, bool is_down);
void send_wheel(double steps);
void send_key(Key key, bool is_down);
void send_modifiers(const Modifiers& modifiers);
void send_text(std::string_view utf8);

/// Fonts, made by the app at start and whenever the scale changes.
struct Fonts {
    ImFont* text = nullptr;
    ImFont* strong = nullptr;
    ImFont* mono = nullptr;  ///< tabular digits: timecode, numbers
    ImFont* big_mono = nullptr;
    bool icons = false;  ///< Font Awesome is merged into text and strong; else use letters
};
[[nodiscard]] Fonts& fonts();
/// Pixels per unit of design, at least 0.5.
[[nodiscard]] float scale();
void set_scale(float scale);

}  // namespace cavea::gui::ui
