// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What happens between "open" in a menu and Host::open: the browser, the question whether edits are
// to be saved, and the same for saving and quitting.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>

#include "gui/view/context.h"
#include "gui/view/file_browser.h"

namespace cavea::gui {

class FileDialogs {
 public:
    explicit FileDialogs(Context& context) : context_(context) {}

    void ask_open();
    void open(const std::filesystem::path& file);
    void open_demo();
    void save();
    void save_as();
    void quit();
    [[nodiscard]] bool shown() const { return browser_.shown() || question_shown_; }
    [[nodiscard]] const FileBrowser& browser() const { return browser_; }
    void draw();

 private:
    /// Now, or after the person said what becomes of unsaved edits.
    void when_saved(const std::string& what, std::function<void()> next);
    void draw_question();
    void write(const std::filesystem::path& file);
    void go_on();

    Context& context_;
    FileBrowser browser_;
    bool question_shown_ = false;
    bool question_opening_ = false;
    std::string what_;                  ///< "Opening another mix"
    std::function<void()> next_;        ///< once the question is answered
    std::function<void()> after_save_;  ///< once nothing is unsaved
    int patience_ = 0;                  ///< frames until a save that did not work is given up
};

}  // namespace cavea::gui
