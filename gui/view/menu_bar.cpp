// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The menus, made of the list of commands, and what only the host can list: recent files, monitors,
// devices, engines.
#include <fmt/format.h>

#include "gui/view/commands.h"
#include "gui/view/file_dialogs.h"
#include "gui/view/widgets.h"

namespace cavea::gui {
namespace {

using theme::px;

std::string tag_of(const Command& command) {
    std::string label = command.label;
    if (label.ends_with("...")) label.resize(label.size() - 3);
    return fmt::format("menu/{}/{}", command.menu, label);
}

/// "Undo: Move Dragon" says what would happen.
std::string label_of(const Context& c, const Command& command) {
    if (!c.studio.has_mix()) return command.label;
    if (command.label == "Undo" && c.studio.undo_name()) {
        return fmt::format("Undo: {}", *c.studio.undo_name());
    }
    if (command.label == "Redo" && c.studio.redo_name()) {
        return fmt::format("Redo: {}", *c.studio.redo_name());
    }
    return command.label;
}

void draw_item(Context& c, const Command& command) {
    const std::string key = text_of(command.chord);
    const bool enabled = !command.enabled || command.enabled();
    const bool checked = command.checked && command.checked();
    const std::string label = elided(label_of(c, command), px(300));
    if (ImGui::MenuItem(label.c_str(), key.empty() ? nullptr : key.c_str(), checked, enabled)) {
        command.run();
    }
    ui::tag(tag_of(command));
    hint(c, command.hint);
}

/// A submenu of choices of which one is on; tags "menu/Monitor/7.1.4".
template <class Set>
void draw_choices(Context& c, const char* menu, const std::vector<std::string>& names,
                  const std::string& current, const char* says, Set set) {
    for (std::size_t i = 0; i < names.size(); ++i) {
        ImGui::PushID(static_cast<int>(i));
        if (ImGui::MenuItem(elided(names[i], px(320)).c_str(), nullptr, names[i] == current)) {
            set(names[i]);
        }
        ui::tag(fmt::format("menu/{}/{}", menu, names[i]));
        hint(c, says);
        ImGui::PopID();
    }
}

void draw_recent(Context& c, FileDialogs& files) {
    const auto recent = c.host.recent_files();
    const bool open = ImGui::BeginMenu("Open recent", !recent.empty());
    ui::tag("menu/File/Open recent");
    if (!open) return;
    for (std::size_t i = 0; i < recent.size(); ++i) {
        ImGui::PushID(static_cast<int>(i));
        const std::string name = recent[i].filename().string();
        if (ImGui::MenuItem(elided(name, px(320)).c_str())) files.open(recent[i]);
        hint(c, recent[i].string());
        ImGui::PopID();
    }
    ImGui::EndMenu();
}

void draw_monitor_extras(Context& c) {
    ImGui::Separator();
    draw_choices(c, "Monitor", c.host.monitor_names(), c.host.monitor(),
                 "What the mix is rendered to",
                 [&](const std::string& n) { c.host.set_monitor(n); });
    ImGui::Separator();
    if (ImGui::BeginMenu("Audio device")) {
        draw_choices(c, "Monitor/Audio device", c.host.audio_devices(), c.host.audio_device(),
                     "Where the sound goes",
                     [&](const std::string& n) { c.host.set_audio_device(n); });
        ImGui::EndMenu();
    }
    ui::tag("menu/Monitor/Audio device");
    if (ImGui::BeginMenu("Rooms are computed by")) {
        draw_choices(c, "Monitor/Rooms", c.host.wet_engines(), c.host.wet_engine(),
                     "Which engine convolves the rooms",
                     [&](const std::string& n) { c.host.set_wet_engine(n); });
        ImGui::EndMenu();
    }
    ui::tag("menu/Monitor/Rooms");
}

void draw_menu(Context& c, const std::vector<Command>& commands, const std::string& menu,
               FileDialogs& files) {
    std::string submenu;  // the one that is being listed, drawn at its first command
    for (const Command& command : commands) {
        if (command.menu == menu) {
            if (command.label.empty()) {
                ImGui::Separator();
            } else {
                draw_item(c, command);
            }
            if (command.label == "Open...") draw_recent(c, files);
        } else if (command.menu.starts_with(fmt::format("{}/", menu)) && command.menu != submenu) {
            submenu = command.menu;
            const bool open = ImGui::BeginMenu(submenu.c_str() + menu.size() + 1);
            ui::tag(fmt::format("menu/{}", submenu));
            if (!open) continue;
            draw_menu(c, commands, submenu, files);
            ImGui::EndMenu();
        }
    }
    if (menu == "Monitor") draw_monitor_extras(c);
}

/// The file at the right: what is open, and whether it was changed.
void draw_file_name(const Context& c) {
    if (!c.studio.has_mix()) return;
    const OpenedMix& mix = c.studio.mix();
    const std::string file = mix.path.filename().string();
    const float room = ImGui::GetContentRegionAvail().x - px(40);
    if (room < px(60)) return;
    std::string text = elided(file, room - px(90));
    text += c.studio.dirty() ? "  -  edited" : (mix.is_project ? "" : "  -  master");
    const float width = text_width(text);
    ImGui::SetCursorPosX(ImGui::GetCursorPosX() + room + px(26) - width);
    ImGui::PushStyleColor(ImGuiCol_Text, c.studio.dirty() ? theme::kHeld : theme::kSoft);
    ImGui::TextUnformatted(text.c_str());
    ImGui::PopStyleColor();
    ui::tag("menu/file name");
}

}  // namespace

void draw_menu_bar(Context& c, const std::vector<Command>& commands, FileDialogs& files) {
    if (!ImGui::BeginMainMenuBar()) return;
    {
        const FontScope strong(ui::fonts().strong);
        ImGui::PushStyleColor(ImGuiCol_Text, theme::kAccent);
        ImGui::TextUnformatted("cavea");
        ImGui::PopStyleColor();
    }
    for (const char* menu : {"File", "Edit", "View", "Transport", "Monitor", "Help"}) {
        const bool open = ImGui::BeginMenu(menu);
        ui::tag(fmt::format("menu/{}", menu));
        if (!open) continue;
        draw_menu(c, commands, menu, files);
        ImGui::EndMenu();
    }
    draw_file_name(c);
    ImGui::EndMainMenuBar();
}

}  // namespace cavea::gui
