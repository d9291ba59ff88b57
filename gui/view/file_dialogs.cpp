// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/view/file_dialogs.h"

#include <fmt/format.h>

#include <system_error>
#include <utility>

#include "gui/view/widgets.h"

namespace cavea::gui {
namespace {

namespace fs = std::filesystem;
using theme::px;

constexpr const char* kQuestion = "##unsaved";

fs::path folder_of(const Context& context) {
    std::error_code error;
    if (context.studio.has_mix() && !context.studio.mix().is_sample &&
        context.studio.mix().path.has_parent_path()) {
        return context.studio.mix().path.parent_path();
    }
    const auto recent = context.host.recent_files();
    if (!recent.empty() && fs::is_directory(recent.front().parent_path(), error)) {
        return recent.front().parent_path();
    }
    return fs::current_path(error);
}

}  // namespace

void FileDialogs::ask_open() {
    when_saved("Opening another mix",
               [this] { browser_.open(folder_of(context_), context_.host.recent_files()); });
}

void FileDialogs::open(const fs::path& file) {
    when_saved("Opening another mix", [this, file] { context_.host.open(file); });
}

void FileDialogs::open_demo() {
    when_saved("Opening the demo", [this] { context_.host.open_demo(); });
}

void FileDialogs::save() {
    if (!context_.studio.has_mix()) return;
    const OpenedMix& mix = context_.studio.mix();
    if (!mix.is_project || mix.is_sample) return save_as();
    write(mix.path);
}

void FileDialogs::save_as() {
    if (!context_.studio.has_mix()) return;
    const fs::path stem = context_.studio.mix().path.stem();
    browser_.save(folder_of(context_), project_name(stem.empty() ? "mix" : stem.string()));
}

void FileDialogs::quit() {
    when_saved("Leaving", [this] { context_.host.quit(); });
}

void FileDialogs::when_saved(const std::string& what, std::function<void()> next) {
    if (!context_.studio.has_mix() || !context_.studio.dirty()) return next();
    what_ = what;
    next_ = std::move(next);
    question_shown_ = question_opening_ = true;
}

void FileDialogs::write(const fs::path& file) {
    constexpr int kPatience = 120;
    context_.host.save(file);
    patience_ = kPatience;
}

/// What waited for a save goes on only when the save did work: no edit is lost to a full disk.
void FileDialogs::go_on() {
    if (!after_save_ || question_shown_ || browser_.shown()) return;
    if (!context_.studio.dirty()) {
        const auto next = std::exchange(after_save_, nullptr);
        next();
    } else if (--patience_ <= 0) {
        after_save_ = nullptr;
    }
}

void FileDialogs::draw() {
    if (question_shown_) draw_question();
    go_on();
    const FileBrowser::Mode mode = browser_.mode();
    const auto chosen = browser_.draw(context_);
    if (!chosen) return;
    if (mode == FileBrowser::Mode::Open) {
        context_.host.open(*chosen);
    } else {
        write(*chosen);
    }
}

void FileDialogs::draw_question() {
    if (question_opening_) ImGui::OpenPopup(kQuestion);
    question_opening_ = false;
    const ImVec2 screen = ImGui::GetIO().DisplaySize;
    ImGui::SetNextWindowPos({screen.x / 2, screen.y / 2}, ImGuiCond_Always, {0.5F, 0.5F});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {px(20), px(16)});
    const bool visible =
        ImGui::BeginPopupModal(kQuestion, nullptr,
                               ImGuiWindowFlags_NoTitleBar | ImGuiWindowFlags_AlwaysAutoResize |
                                   ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings);
    ImGui::PopStyleVar();
    if (!visible) return;
    {
        const FontScope strong(ui::fonts().strong);
        ImGui::TextUnformatted("Save the changes?");
    }
    const std::string file = context_.studio.mix().path.filename().string();
    const std::string text = fmt::format("{} loses what was changed in {}.", what_, file);
    ImGui::TextUnformatted(elided(text, px(460)).c_str());
    ImGui::Dummy({px(380), px(6)});
    std::function<void()> next;
    bool done = ui::pressed(ui::Key::Escape);
    if (text_button("save", "Save", true, true)) {
        done = true;
        after_save_ = next_;
        patience_ = 0;
        save();
    }
    ui::tag("question/save");
    ImGui::SameLine();
    if (text_button("discard", "Do not save")) done = true, next = next_;
    ui::tag("question/discard");
    ImGui::SameLine();
    if (text_button("cancel", "Cancel")) done = true;
    ui::tag("question/cancel");
    if (done) {
        question_shown_ = false;
        ImGui::CloseCurrentPopup();
    }
    ImGui::EndPopup();
    if (next) next();
}

}  // namespace cavea::gui
