// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Everything that can be done, once: the menus, the keys and the key overlay are made of this list.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "gui/view/context.h"
#include "gui/view/ui.h"

namespace cavea::gui {

class FileDialogs;

struct Chord {
    ui::Key key = ui::Key::Count;  ///< Count = none
    bool ctrl = false, shift = false;
};
/// "Ctrl+Shift+S"; empty without a key.
[[nodiscard]] std::string text_of(const Chord& chord);

struct Command {
    std::string menu;   ///< "File"; with a submenu "View/Camera"
    std::string label;  ///< "Save as..."; empty = a line between groups
    std::string hint;   ///< a sentence for the status line and the overlay
    Chord chord;
    std::function<void()> run;
    std::function<bool()> enabled;  ///< empty = always
    std::function<bool()> checked;  ///< empty = it is not a switch
    std::optional<Chord> other;     ///< a second key
};

/// \param context, files  outlive the list
[[nodiscard]] std::vector<Command> make_commands(Context& context, FileDialogs& files);

/// Run what the keys of this frame say; nothing while text is typed.
void run_keys(const std::vector<Command>& commands);

void draw_menu_bar(Context& context, const std::vector<Command>& commands, FileDialogs& files);
/// All keys, over everything.
void draw_key_overlay(Context& context, const std::vector<Command>& commands);

}  // namespace cavea::gui
