// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Keys of commands: how they are written, and when they run.
#include <cctype>
#include <string_view>
#include <utility>

#include "gui/view/commands.h"

namespace cavea::gui {
namespace {

using ui::Key;

bool went_down(const Chord& chord) {
    if (chord.key == Key::Count) return false;
    const ImGuiIO& io = ImGui::GetIO();
    if (chord.ctrl != io.KeyCtrl || chord.shift != io.KeyShift || io.KeyAlt) return false;
    const bool repeats = chord.key == Key::Comma || chord.key == Key::Period ||
                         chord.key == Key::Left || chord.key == Key::Right ||
                         chord.key == Key::Tab || (chord.ctrl && chord.key == Key::Z);
    return ui::pressed(chord.key, repeats);
}

}  // namespace

std::string text_of(const Chord& chord) {
    if (chord.key == Key::Count) return {};
    std::string out;
    if (chord.ctrl) out += "Ctrl+";
    if (chord.shift) out += "Shift+";
    for (const std::string_view name :
         {"space", "enter", "escape", "tab", "home", "end", "left", "right", "f1", "comma",
          "period", "slash", "minus", "equal", "leftbracket", "rightbracket"}) {
        if (ui::key_named(name) != chord.key) continue;
        constexpr std::pair<std::string_view, std::string_view> kSigns[] = {
            {"comma", ","}, {"period", "."},      {"slash", "/"},       {"minus", "-"},
            {"equal", "+"}, {"leftbracket", "["}, {"rightbracket", "]"}};
        for (const auto& [word, sign] : kSigns) {
            if (word == name) return out += sign;
        }
        const std::size_t begin = out.size();
        out += name;
        out[begin] = static_cast<char>(std::toupper(static_cast<unsigned char>(out[begin])));
        return out;
    }
    for (char ch = '0'; ch <= 'z'; ++ch) {
        if (ui::key_named(std::string_view(&ch, 1)) != chord.key) continue;
        out += static_cast<char>(std::toupper(static_cast<unsigned char>(ch)));
        break;
    }
    return out;
}

void run_keys(const std::vector<Command>& commands) {
    if (ImGui::GetIO().WantTextInput) return;
    for (const Command& command : commands) {
        if (!command.run) continue;
        if (!went_down(command.chord) && !(command.other && went_down(*command.other))) continue;
        if (!command.enabled || command.enabled()) command.run();
        return;
    }
}

}  // namespace cavea::gui
