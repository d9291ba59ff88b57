// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/view/ui.h"

#include <algorithm>
#include <array>

namespace cavea::gui::ui {
namespace {

struct KeyEntry {
    Key key;
    const char* name;
    int code;  ///< ImGuiKey; before 1.87 GLFW's number, by which the packaged back end counts
};

// Up to 1.86 ImGui names 22 keys only; the others are asked for by the platform's number.
#if IMGUI_VERSION_NUM >= 18700
#define CAVEA_KEY(name, number) ImGuiKey_##name
#else
#define CAVEA_KEY(name, number) number
#endif
#define CAVEA_LETTER(letter, word, number) \
    KeyEntry { Key::letter, word, CAVEA_KEY(letter, number) }

constexpr std::array kKeys{
    KeyEntry{Key::Space, "space", CAVEA_KEY(Space, 32)},
    KeyEntry{Key::Enter, "enter", CAVEA_KEY(Enter, 257)},
    KeyEntry{Key::Escape, "escape", CAVEA_KEY(Escape, 256)},
    KeyEntry{Key::Tab, "tab", CAVEA_KEY(Tab, 258)},
    KeyEntry{Key::Delete, "delete", CAVEA_KEY(Delete, 261)},
    KeyEntry{Key::Home, "home", CAVEA_KEY(Home, 268)},
    KeyEntry{Key::End, "end", CAVEA_KEY(End, 269)},
    KeyEntry{Key::Left, "left", CAVEA_KEY(LeftArrow, 263)},
    KeyEntry{Key::Right, "right", CAVEA_KEY(RightArrow, 262)},
    KeyEntry{Key::Up, "up", CAVEA_KEY(UpArrow, 265)},
    KeyEntry{Key::Down, "down", CAVEA_KEY(DownArrow, 264)},
    KeyEntry{Key::Comma, "comma", CAVEA_KEY(Comma, 44)},
    KeyEntry{Key::Period, "period", CAVEA_KEY(Period, 46)},
    KeyEntry{Key::F1, "f1", CAVEA_KEY(F1, 290)},
    KeyEntry{Key::F11, "f11", CAVEA_KEY(F11, 300)},
    KeyEntry{Key::Slash, "slash", CAVEA_KEY(Slash, 47)},
    CAVEA_LETTER(A, "a", 65),
    CAVEA_LETTER(B, "b", 66),
    CAVEA_LETTER(C, "c", 67),
    CAVEA_LETTER(D, "d", 68),
    CAVEA_LETTER(F, "f", 70),
    CAVEA_LETTER(G, "g", 71),
    CAVEA_LETTER(H, "h", 72),
    CAVEA_LETTER(L, "l", 76),
    CAVEA_LETTER(M, "m", 77),
    CAVEA_LETTER(N, "n", 78),
    CAVEA_LETTER(O, "o", 79),
    CAVEA_LETTER(R, "r", 82),
    CAVEA_LETTER(S, "s", 83),
    CAVEA_LETTER(W, "w", 87),
    CAVEA_LETTER(X, "x", 88),
    CAVEA_LETTER(Y, "y", 89),
    CAVEA_LETTER(Z, "z", 90),
    KeyEntry{Key::Digit0, "0", CAVEA_KEY(0, 48)},
    KeyEntry{Key::Digit1, "1", CAVEA_KEY(1, 49)},
    KeyEntry{Key::Digit2, "2", CAVEA_KEY(2, 50)},
    KeyEntry{Key::Digit3, "3", CAVEA_KEY(3, 51)},
    KeyEntry{Key::Digit4, "4", CAVEA_KEY(4, 52)},
    KeyEntry{Key::Digit5, "5", CAVEA_KEY(5, 53)},
    KeyEntry{Key::Digit6, "6", CAVEA_KEY(6, 54)},
    KeyEntry{Key::Digit7, "7", CAVEA_KEY(7, 55)},
    KeyEntry{Key::Digit8, "8", CAVEA_KEY(8, 56)},
    KeyEntry{Key::Digit9, "9", CAVEA_KEY(9, 57)},
    KeyEntry{Key::Backspace, "backspace", CAVEA_KEY(Backspace, 259)},
    KeyEntry{Key::PageUp, "pageup", CAVEA_KEY(PageUp, 266)},
    KeyEntry{Key::PageDown, "pagedown", CAVEA_KEY(PageDown, 267)},
    KeyEntry{Key::Minus, "minus", CAVEA_KEY(Minus, 45)},
    KeyEntry{Key::Equal, "equal", CAVEA_KEY(Equal, 61)},
    KeyEntry{Key::LeftBracket, "leftbracket", CAVEA_KEY(LeftBracket, 91)},
    KeyEntry{Key::RightBracket, "rightbracket", CAVEA_KEY(RightBracket, 93)},
    CAVEA_LETTER(E, "e", 69),
    CAVEA_LETTER(I, "i", 73),
    CAVEA_LETTER(J, "j", 74),
    CAVEA_LETTER(K, "k", 75),
    CAVEA_LETTER(P, "p", 80),
    CAVEA_LETTER(Q, "q", 81),
    CAVEA_LETTER(T, "t", 84),
    CAVEA_LETTER(U, "u", 85),
    CAVEA_LETTER(V, "v", 86),
};
static_assert(kKeys.size() == static_cast<std::size_t>(Key::Count));

#if IMGUI_VERSION_NUM >= 18700
using Code = ImGuiKey;
#else
using Code = int;
#endif

Code code_of(Key key) {
    const auto* entry =
        std::find_if(kKeys.begin(), kKeys.end(), [key](const KeyEntry& k) { return k.key == key; });
    return static_cast<Code>(entry->code);
}

Rect last_item() {
    const ImVec2 low = ImGui::GetItemRectMin();
    const ImVec2 high = ImGui::GetItemRectMax();
    return {low.x, low.y, high.x - low.x, high.y - low.y};
}

float g_scale = 1;

}  // namespace

void tag(std::string_view name) {
    if (registry().enabled()) registry().add(name, last_item());
}

void tag(std::string_view name, const Rect& rect) { registry().add(name, rect); }

void Registry::add(std::string_view name, const Rect& rect) {
    if (!enabled_) return;
    rects_.insert_or_assign(std::string(name), rect);
}

Registry& registry() {
    static Registry instance;
    return instance;
}

bool pressed(Key key, bool repeat) { return ImGui::IsKeyPressed(code_of(key), repeat); }

bool down(Key key) { return ImGui::IsKeyDown(code_of(key)); }

std::optional<Key> key_named(std::string_view name) {
    const auto* entry = std::find_if(kKeys.begin(), kKeys.end(),
                                     [name](const KeyEntry& k) { return name == k.name; });
    if (entry == kKeys.end()) return std::nullopt;
    return entry->key;
}

void set_up_scripted_input() {
#if IMGUI_VERSION_NUM < 18700
    ImGuiIO& io = ImGui::GetIO();
    const auto map = [&io](ImGuiKey named, Key key) { io.KeyMap[named] = code_of(key); };
    map(ImGuiKey_Tab, Key::Tab);
    map(ImGuiKey_LeftArrow, Key::Left);
    map(ImGuiKey_RightArrow, Key::Right);
    map(ImGuiKey_UpArrow, Key::Up);
    map(ImGuiKey_DownArrow, Key::Down);
    map(ImGuiKey_PageUp, Key::PageUp);
    map(ImGuiKey_PageDown, Key::PageDown);
    map(ImGuiKey_Home, Key::Home);
    map(ImGuiKey_End, Key::End);
    map(ImGuiKey_Delete, Key::Delete);
    map(ImGuiKey_Backspace, Key::Backspace);
    map(ImGuiKey_Space, Key::Space);
    map(ImGuiKey_Enter, Key::Enter);
    map(ImGuiKey_Escape, Key::Escape);
    map(ImGuiKey_A, Key::A);
    map(ImGuiKey_C, Key::C);
    map(ImGuiKey_V, Key::V);
    map(ImGuiKey_X, Key::X);
    map(ImGuiKey_Y, Key::Y);
    map(ImGuiKey_Z, Key::Z);
#endif
}

#if IMGUI_VERSION_NUM >= 18700

void send_pointer(Vec2 pixel) {
    ImGui::GetIO().AddMousePosEvent(static_cast<float>(pixel.x), static_cast<float>(pixel.y));
}
void send_button(int button, bool is_down) { ImGui::GetIO().AddMouseButtonEvent(button, is_down); }
void send_wheel(double steps) {
    ImGui::GetIO().AddMouseWheelEvent(0.0F, static_cast<float>(steps));
}
void send_key(Key key, bool is_down) { ImGui::GetIO().AddKeyEvent(code_of(key), is_down); }
void send_modifiers(const Modifiers& modifiers) {
    ImGuiIO& io = ImGui::GetIO();
    io.AddKeyEvent(ImGuiMod_Ctrl, modifiers.ctrl);
    io.AddKeyEvent(ImGuiMod_Shift, modifiers.shift);
    io.AddKeyEvent(ImGuiMod_Alt, modifiers.alt);
}

#else

void send_pointer(Vec2 pixel) {
    ImGui::GetIO().MousePos = {static_cast<float>(pixel.x), static_cast<float>(pixel.y)};
}
void send_button(int button, bool is_down) {
    if (button < 0 || button >= ImGuiMouseButton_COUNT) return;
    ImGui::GetIO().MouseDown[button] = is_down;
}
void send_wheel(double steps) { ImGui::GetIO().MouseWheel += static_cast<float>(steps); }
void send_key(Key key, bool is_down) { ImGui::GetIO().KeysDown[code_of(key)] = is_down; }
void send_modifiers(const Modifiers& modifiers) {
    ImGuiIO& io = ImGui::GetIO();
    io.KeyCtrl = modifiers.ctrl;
    io.KeyShift = modifiers.shift;
    io.KeyAlt = modifiers.alt;
}

#endif

void send_text(std::string_view utf8) {
    ImGui::GetIO().AddInputCharactersUTF8(std::string(utf8).c_str());
}

Fonts& fonts() {
    static Fonts instance;
    return instance;
}

float scale() { return g_scale; }

void set_scale(float scale) { g_scale = std::max(scale, 0.5F); }

}  // namespace cavea::gui::ui
