// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The line at the bottom, the page of keys, the page about cavea, and what is shown before a file
// is open.
#include <fmt/format.h>

#include <algorithm>

#include "gui/view/commands.h"
#include "gui/view/panels.h"
#include "gui/view/widgets.h"

namespace cavea::gui {
namespace {

using theme::Icon;
using theme::px;

constexpr std::size_t kMostRecent = 6;

/// Pointer gestures of the room, which are no commands.
constexpr std::pair<const char*, const char*> kGestures[] = {
    {"Click", "select; Ctrl adds or removes"},
    {"Drag object", "move on the plane of the view"},
    {"Shift + drag", "height"},
    {"Ctrl + drag", "fine, a tenth"},
    {"Alt + drag", "snap to loudspeakers"},
    {"Drag empty", "turn the 3D view, move the others"},
    {"B or Alt + drag", "lasso"},
    {"Middle drag", "move the picture"},
    {"Wheel", "zoom"},
    {"Double-click", "numbers of the object"},
    {"Escape", "cancel the drag"},
};

void key_row(const std::string& key, const std::string& text, float width) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float height = ImGui::GetFontSize() + px(4);
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const float keys = px(116);
    draw_text_in(list, {at.x + keys - px(12) - text_width(key), at.y}, height, theme::kAccent, key);
    draw_text_in(list, {at.x + keys, at.y}, height, theme::kText, elided(text, width - keys));
    ImGui::Dummy({width, height});
}

void heading(const char* text) {
    const FontScope strong(ui::fonts().strong);
    ImGui::TextUnformatted(text);
}

bool begin_page(const char* id, ImVec2 size) {
    const ImVec2 screen = ImGui::GetIO().DisplaySize;
    ImGui::SetNextWindowPos({screen.x / 2, screen.y / 2}, ImGuiCond_Always, {0.5F, 0.5F});
    ImGui::SetNextWindowSize(
        {std::min(size.x, screen.x - px(20)), std::min(size.y, screen.y - px(40))});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {px(20), px(16)});
    ImGui::PushStyleColor(ImGuiCol_WindowBg, theme::kPanel);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 1);
    const bool open = ImGui::Begin(id, nullptr,
                                   ImGuiWindowFlags_NoTitleBar | ImGuiWindowFlags_NoResize |
                                       ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings);
    ImGui::PopStyleColor();
    ImGui::PopStyleVar(2);
    return open;
}

void draw_menu_keys(const std::vector<Command>& commands, const char* menu, float width) {
    for (const Command& command : commands) {
        if (command.menu != menu && !command.menu.starts_with(fmt::format("{}/", menu))) continue;
        std::string key = text_of(command.chord);
        if (key.empty()) continue;
        key_row(key, command.label, width);
    }
}

}  // namespace

void draw_status(Context& c) {
    const ImVec2 at = ImGui::GetWindowPos();
    const ImVec2 size = ImGui::GetWindowSize();
    ImDrawList& list = *ImGui::GetWindowDrawList();
    std::string right;
    if (c.studio.has_mix()) {
        const auto held = std::count_if(c.items.begin(), c.items.end(),
                                        [](const ItemFrame& i) { return i.held; });
        const std::size_t selected = c.studio.selection().size();
        if (held > 0) right += fmt::format("{} held    ", held);
        if (selected > 0) right += fmt::format("{} selected    ", selected);
        right += fmt::format("{:.1f} kHz    {}", c.studio.scene().programme().rate_hz / 1000.0,
                             c.host.audio_device());
    }
    const float room = size.x - text_width(right) - px(36);
    const std::string rest =
        c.studio.has_mix() ? "Drag an object to place it, Shift for height. F1 shows all keys."
                           : "Open a mix to begin. F1 shows all keys.";
    draw_text_in(list, {at.x + px(12), at.y}, size.y, c.hint.empty() ? theme::kFaint : theme::kSoft,
                 elided(c.hint.empty() ? rest : c.hint, room));
    draw_text_in(list, {at.x + size.x - px(12) - text_width(right), at.y}, size.y, theme::kFaint,
                 right);
}

void draw_key_overlay(Context& c, const std::vector<Command>& commands) {
    if (!c.keys_shown) return;
    if (ui::pressed(ui::Key::Escape)) c.keys_shown = false;
    if (begin_page("##keys", {px(1080), px(640)})) {
        heading("Keys");
        ImGui::SameLine(ImGui::GetWindowWidth() - px(50));
        if (button("close", theme::icon(Icon::Close), {px(26), px(24)})) c.keys_shown = false;
        ui::tag("keys/close");
        const float column = (ImGui::GetContentRegionAvail().x - px(30)) / 3;
        ImGui::BeginChild("left", {column, 0});
        heading("In the room");
        for (const auto& [key, text] : kGestures) key_row(key, text, column);
        ImGui::Dummy({1, px(8)});
        heading("Transport");
        draw_menu_keys(commands, "Transport", column);
        ImGui::EndChild();
        ImGui::SameLine(0, px(15));
        ImGui::BeginChild("middle", {column, 0});
        heading("Edit");
        draw_menu_keys(commands, "Edit", column);
        ImGui::Dummy({1, px(8)});
        heading("File, monitor, help");
        for (const char* menu : {"File", "Monitor", "Help"}) draw_menu_keys(commands, menu, column);
        ImGui::EndChild();
        ImGui::SameLine(0, px(15));
        ImGui::BeginChild("right", {column, 0});
        heading("View");
        draw_menu_keys(commands, "View", column);
        ImGui::EndChild();
    }
    ImGui::End();
}

void draw_about(Context& c) {
    if (!c.about_shown) return;
    if (ui::pressed(ui::Key::Escape)) c.about_shown = false;
    if (begin_page("##about", {px(460), px(190)})) {
        heading("cavea");
        ImGui::PushTextWrapPos(0);
        ImGui::TextUnformatted(
            "Renders immersive, object-based mixes (ITU-R BS.2076 and BS.2127) to loudspeakers and "
            "headphones, live and offline.");
        ImGui::TextDisabled("Free software under the GPL, version 3 or later.");
        ImGui::PopTextWrapPos();
        ImGui::Dummy({1, px(6)});
        if (text_button("close", "Close")) c.about_shown = false;
        ui::tag("about/close");
    }
    ImGui::End();
}

namespace {

void draw_recent(Context& c, FileDialogs& files, float width) {
    const auto recent = c.host.recent_files();
    const std::size_t shown = std::min(recent.size(), kMostRecent);
    if (shown == 0) {
        ImGui::TextDisabled("or drop a file on the window");
        return;
    }
    ImGui::TextDisabled("Recent");
    const float height = px(28);
    for (std::size_t i = 0; i < shown; ++i) {
        ImGui::PushID(static_cast<int>(i));
        const ImVec2 at = ImGui::GetCursorScreenPos();
        if (button("recent", "", {width, height})) files.open(recent[i]);
        ui::tag(fmt::format("empty/recent/{}", i));
        hint(c, recent[i].string());
        const std::string name = recent[i].filename().string();
        ImDrawList& list = *ImGui::GetWindowDrawList();
        draw_text_in(list, {at.x + px(10), at.y}, height, theme::kText, elided(name, width * 0.5F));
        const std::string folder = elided(recent[i].parent_path().string(), width * 0.45F - px(14));
        draw_text_in(list, {at.x + width - px(10) - text_width(folder), at.y}, height,
                     theme::kFaint, folder);
        ImGui::PopID();
    }
}

}  // namespace

void draw_empty_state(Context& c, FileDialogs& files) {
    const ImVec2 size = ImGui::GetWindowSize();
    const auto rows = static_cast<float>(std::min(c.host.recent_files().size(), kMostRecent));
    const ImVec2 card{std::min(px(520), size.x - px(20)),
                      std::min(px(190) + rows * px(34), size.y - px(20))};
    // The room stands at the right, behind.
    ImGui::SetCursorPos({std::max(size.x * 0.27F - card.x / 2, px(10)), (size.y - card.y) / 2});
    ImGui::PushStyleVar(ImGuiStyleVar_ChildBorderSize, 1);
    ImGui::PushStyleColor(ImGuiCol_ChildBg, theme::rgb(0x171C23, 0.97));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {px(28), px(24)});
    ImGui::BeginChild("welcome", card, true, ImGuiWindowFlags_AlwaysUseWindowPadding);
    ImGui::PopStyleVar(2);
    ImGui::PopStyleColor();
    const float width = ImGui::GetContentRegionAvail().x;
    heading(c.host.loading() ? "Opening..." : "Open an immersive mix");
    ImGui::PushStyleColor(ImGuiCol_Text, theme::kSoft);
    ImGui::PushTextWrapPos(0);
    ImGui::TextUnformatted(
        "See every object in the room, hear it on any layout, place it by hand.");
    ImGui::PopTextWrapPos();
    ImGui::PopStyleColor();
    ImGui::Dummy({1, px(8)});
    const float half = (width - px(10)) / 2;
    ButtonLook look;
    look.on = true;
    look.on_fill = theme::rgb(0x2A6FC9);
    const std::string open = fmt::format("{}  Open a mix   Ctrl+O", theme::icon(Icon::OpenFolder));
    if (button("open", open, {half, px(40)}, look)) files.ask_open();
    ui::tag("empty/open");
    hint(c, "A master (ADM BW64, WAV) or a project (.cavea)");
    ImGui::SameLine(0, px(10));
    look.on = false;
    look.flat = false;
    const std::string demo = fmt::format("{}  Hear the demo   Ctrl+D", theme::icon(Icon::Demo));
    if (button("demo", demo, {half, px(40)}, look)) files.open_demo();
    ui::tag("empty/demo");
    hint(c, "A short scene that comes with cavea");
    ImGui::Dummy({1, px(6)});
    draw_recent(c, files, width);
    ImGui::EndChild();
}

}  // namespace cavea::gui
