// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Plays a script on the headless studio: moves the pointer, presses keys, looks at the state.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "gui/app/headless.h"
#include "gui/app/script.h"
#include "gui/view/ui.h"

namespace cavea::gui {

class ScriptRunner {
 public:
    /// \param file  for messages
    ScriptRunner(Headless& studio, std::filesystem::path file);

    /// \throws Error{Refused}  a name that is not there (says the nearest), an expectation that
    ///                         fails: names file and line
    void run(const std::vector<ScriptLine>& lines);

 private:
    void run_line(const ScriptLine& line);
    bool run_pointer(const ScriptLine& line);
    bool run_keyboard(const ScriptLine& line);
    bool run_studio(const ScriptLine& line);

    [[nodiscard]] Vec2 centre_of(const std::string& name) const;
    [[nodiscard]] double number(const std::string& word) const;
    [[nodiscard]] std::uint64_t whole(const std::string& word, std::uint64_t most) const;
    void move_to(Vec2 pixel);
    void click(Vec2 pixel, int button, int times);
    void drag(const ScriptLine& line);
    void press(const std::string& chord);
    void type(const std::string& text);
    void wait(std::uint64_t frames);
    void expect(const ScriptLine& line) const;
    void monkey(std::uint64_t events, std::uint64_t seed);
    [[noreturn]] void fail(const std::string& what) const;

    Headless& studio_;
    std::filesystem::path file_;
    std::size_t line_ = 0;  ///< that runs now
    Vec2 pointer_{};
};

}  // namespace cavea::gui
