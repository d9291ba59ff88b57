// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// How the file browser looks.
#include <fmt/format.h>

#include <algorithm>

#include "gui/view/file_browser.h"
#include "gui/view/widgets.h"

namespace cavea::gui {
namespace {

namespace fs = std::filesystem;
using theme::Icon;
using theme::px;

constexpr const char* kTitle = "##browser";

Icon icon_of(FileKind kind) {
    switch (kind) {
        case FileKind::Folder:
            return Icon::Folder;
        case FileKind::Project:
            return Icon::Demo;
        default:
            return Icon::AudioFile;
    }
}

}  // namespace

std::optional<fs::path> FileBrowser::draw(Context& context) {
    if (opening_) ImGui::OpenPopup(kTitle);
    opening_ = false;
    if (!shown_) return std::nullopt;
    const ImVec2 screen = ImGui::GetIO().DisplaySize;
    const ImVec2 size{std::min(px(820), screen.x - px(40)), std::min(px(540), screen.y - px(60))};
    ImGui::SetNextWindowSize(size);
    ImGui::SetNextWindowPos({screen.x / 2, screen.y / 2}, ImGuiCond_Always, {0.5F, 0.5F});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {px(16), px(14)});
    const auto flags = ImGuiWindowFlags_NoTitleBar | ImGuiWindowFlags_NoResize |
                       ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                       ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse;
    const bool visible = ImGui::BeginPopupModal(kTitle, nullptr, flags);
    ImGui::PopStyleVar();
    if (!visible) return std::nullopt;
    const bool escape = ui::pressed(ui::Key::Escape);
    if (escape && question_) {
        question_.reset();
    } else if (escape) {
        shown_ = false;
    }
    draw_head(context);
    const float foot = ImGui::GetFrameHeight() + px(16);
    const float height = ImGui::GetContentRegionAvail().y - foot;
    draw_places(height);
    ImGui::SameLine(0, px(10));
    draw_entries(height);
    draw_foot(context);
    keys();
    if (!shown_) ImGui::CloseCurrentPopup();
    ImGui::EndPopup();
    std::optional<fs::path> out;
    out.swap(chosen_);
    return out;
}

void FileBrowser::draw_head(Context& context) {
    {
        const FontScope strong(ui::fonts().strong);
        ImGui::TextUnformatted(mode_ == Mode::Open ? "Open a mix" : "Save the project");
    }
    draw_crumbs();
    const float width = ImGui::GetContentRegionAvail().x;
    if (focus_) ImGui::SetKeyboardFocusHere();
    focus_ = false;
    const bool opening = mode_ == Mode::Open;
    auto& buffer = opening ? typed_ : name_;
    ImGui::SetNextItemWidth(opening ? width - px(300) : width);
    const char* empty = opening ? "Type a part of the name" : "Name of the project";
    const bool changed = ImGui::InputTextWithHint("##text", empty, buffer.data(), buffer.size(),
                                                  ImGuiInputTextFlags_AutoSelectAll);
    ui::tag(opening ? "browser/filter" : "browser/name");
    if (changed && opening) refresh();
    if (changed) question_.reset();
    if (!opening) return;
    constexpr std::array<const char*, 3> kFilters{"Mixes", "Projects", "All files"};
    for (std::size_t i = 0; i < kFilters.size(); ++i) {
        ImGui::SameLine(0, px(4));
        ButtonLook look;
        look.on = static_cast<std::size_t>(filter_) == i;
        if (button(kFilters[i], kFilters[i], {px(72), ImGui::GetFrameHeight()}, look)) {
            filter_ = static_cast<FileFilter>(i);
            refresh();
        }
        ui::tag(fmt::format("browser/{}", kFilters[i]));
        hint(context, "Which files are listed");
    }
    ImGui::SameLine(0, px(4));
    ButtonLook look;
    look.on = hidden_;
    if (button("hidden", "Hidden", {px(64), ImGui::GetFrameHeight()}, look)) {
        hidden_ = !hidden_;
        refresh();
    }
    ui::tag("browser/hidden");
}

void FileBrowser::draw_crumbs() {
    std::vector<fs::path> parts;
    for (fs::path at = folder_.path;; at = at.parent_path()) {
        parts.push_back(at);
        if (at == at.parent_path()) break;
    }
    std::reverse(parts.begin(), parts.end());
    // The end of a long path matters more than its beginning.
    const float width = ImGui::GetContentRegionAvail().x;
    std::size_t first = parts.size();
    float used = 0;
    while (first > 0) {
        used += text_width(parts[first - 1].filename().string()) + px(26);
        if (used > width && first < parts.size()) break;
        --first;
    }
    std::optional<fs::path> next;
    for (std::size_t i = first; i < parts.size(); ++i) {
        const std::string name =
            parts[i].filename().empty() ? parts[i].string() : parts[i].filename().string();
        const std::string text = elided(name, width - px(26));
        ImGui::PushID(static_cast<int>(i));
        if (i > first) ImGui::SameLine(0, px(2));
        if (button("crumb", text, {text_width(text) + px(14), ImGui::GetFrameHeight()})) {
            next = parts[i];
        }
        ImGui::PopID();
        if (i + 1 < parts.size()) {
            ImGui::SameLine(0, px(2));
            ImGui::AlignTextToFramePadding();
            ImGui::TextDisabled("/");
        }
    }
    if (next) go(*next);
}

void FileBrowser::draw_places(float height) {
    ImGui::BeginChild("places", {px(176), height});
    std::optional<fs::path> next;
    const float width = ImGui::GetContentRegionAvail().x;
    const float row = px(26);
    for (std::size_t i = 0; i < places_.size(); ++i) {
        ImGui::PushID(static_cast<int>(i));
        ButtonLook look;
        look.on = places_[i].path == folder_.path;
        look.centred = false;
        const std::string text = elided(places_[i].name, width - px(16));
        if (button("place", text, {width, row}, look)) next = places_[i].path;
        ui::tag(fmt::format("browser/place/{}", places_[i].name));
        ImGui::PopID();
    }
    if (mode_ == Mode::Open && !recent_.empty()) {
        section("Recent");
        for (std::size_t i = 0; i < std::min<std::size_t>(recent_.size(), 8); ++i) {
            ImGui::PushID(static_cast<int>(1000 + i));
            const std::string text = elided(recent_[i].filename().string(), width - px(16));
            ButtonLook look;
            look.centred = false;
            if (button("recent", text, {width, row}, look)) choose(recent_[i]);
            ui::tag(fmt::format("browser/recent/{}", i));
            ImGui::PopID();
        }
    }
    ImGui::EndChild();
    if (next) go(*next);
}

void FileBrowser::draw_entries(float height) {
    ImGui::PushStyleColor(ImGuiCol_ChildBg, theme::kBackground);
    ImGui::BeginChild("entries", {0, height}, false, ImGuiWindowFlags_AlwaysVerticalScrollbar);
    ImGui::PopStyleColor();
    const float width = ImGui::GetContentRegionAvail().x;
    const float row = px(24);
    if (rows_.empty()) {
        const std::string text = folder_.problem.empty()
                                     ? "Nothing here that fits"
                                     : fmt::format("Cannot be read: {}", folder_.problem);
        ImGui::SetCursorPos({px(14), px(14)});
        ImGui::TextDisabled("%s", text.c_str());
    }
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0, 0});
    if (scroll_ && !rows_.empty()) {
        const float top = static_cast<float>(row_) * row;
        const float seen = ImGui::GetScrollY();
        if (top < seen) ImGui::SetScrollY(top);
        if (top + row > seen + height) ImGui::SetScrollY(top + row - height);
    }
    scroll_ = false;
    ImGuiListClipper clipper;
    clipper.Begin(static_cast<int>(rows_.size()), row);
    while (clipper.Step()) {
        for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i) {
            if (static_cast<std::size_t>(i) >= rows_.size()) break;  // a click went elsewhere
            draw_row(static_cast<std::size_t>(i), width);
        }
    }
    clipper.End();
    ImGui::PopStyleVar();
    ImGui::EndChild();
}

void FileBrowser::draw_row(std::size_t row, float width) {
    const FileEntry entry = folder_.entries[rows_[row]];
    const float height = px(24);
    ImGui::PushID(static_cast<int>(row));
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const bool pressed = ImGui::InvisibleButton("entry", {width, height});
    const bool over = ImGui::IsItemHovered();
    const bool twice = over && ImGui::IsMouseDoubleClicked(0);
    if (ui::registry().enabled()) ui::tag(fmt::format("browser/file/{}", entry.name));
    ImDrawList& list = *ImGui::GetWindowDrawList();
    if (row == row_ || over) {
        list.AddRectFilled(at, {at.x + width, at.y + height},
                           row == row_ ? theme::kSelected : theme::kRaised, px(3));
    }
    const bool folder = entry.kind == FileKind::Folder;
    const ImU32 colour =
        folder ? theme::kWarn : (entry.kind == FileKind::Other ? theme::kFaint : theme::kAccent);
    draw_text_in(list, {at.x + px(8), at.y}, height, colour, theme::icon(icon_of(entry.kind)));
    const float dates = px(130);
    const float sizes = px(74);
    draw_text_in(list, {at.x + px(30), at.y}, height, theme::kText,
                 elided(entry.name, width - dates - sizes - px(40)));
    if (!folder) {
        const std::string size = size_text(entry.bytes);
        draw_text_in(list, {at.x + width - dates - text_width(size), at.y}, height, theme::kSoft,
                     size);
    }
    draw_text_in(list, {at.x + width - dates + px(14), at.y}, height, theme::kFaint,
                 date_text(entry.modified));
    ImGui::PopID();
    if (pressed) row_ = row;
    if (pressed && !folder && mode_ == Mode::Save) name(entry.name);
    if (twice) activate(row);
}

void FileBrowser::draw_foot(Context& context) {
    ImGui::Dummy({1, px(2)});
    if (question_) {
        draw_overwrite();
        return;
    }
    const float width = ImGui::GetContentRegionAvail().x;
    const char* label = mode_ == Mode::Open ? "Open" : "Save";
    const float buttons = text_width("Cancel") + text_width(label) + px(48);
    ImGui::AlignTextToFramePadding();
    ImGui::TextDisabled("%s", mode_ == Mode::Open ? "Enter opens, Backspace goes up, Escape closes"
                                                  : "Enter saves, Escape closes");
    ImGui::SameLine(width - buttons);
    if (text_button("cancel", "Cancel")) shown_ = false;
    ui::tag("browser/cancel");
    ImGui::SameLine();
    const bool can = mode_ == Mode::Open ? row_ < rows_.size() : name_.front() != '\0';
    if (text_button("accept", label, can, true)) accept();
    ui::tag(mode_ == Mode::Open ? "browser/open" : "browser/save");
    hint(context, mode_ == Mode::Open ? "Open what is marked" : "Write the project to this name");
}

void FileBrowser::draw_overwrite() {
    const fs::path file = *question_;
    const float width = ImGui::GetContentRegionAvail().x;
    const float buttons = text_width("Keep it") + text_width("Replace") + px(60);
    ImGui::AlignTextToFramePadding();
    const std::string text = fmt::format("{} exists. Replace it?", file.filename().string());
    ImGui::TextUnformatted(elided(text, width - buttons).c_str());
    ImGui::SameLine(width - buttons + px(8));
    if (text_button("keep", "Keep it")) question_.reset();
    ui::tag("browser/keep");
    ImGui::SameLine();
    if (text_button("replace", "Replace", true, true)) choose(file);
    ui::tag("browser/replace");
}

}  // namespace cavea::gui
