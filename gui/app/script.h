// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A script of the studio: what a person does, one command per line, addressed by the names that the
// views give their widgets. `cavea-studio --help` lists the commands.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace cavea::gui {

struct ScriptLine {
    std::size_t number = 0;  ///< in the file, from 1
    std::string command;
    std::vector<std::string> words;  ///< behind it; quoted ones without their quotes
};

/// Words between white space; "two words" and \" as in C; # begins a comment.
///
/// \throws Error{Refused}  an unknown command, too few or too many words, an open quote; names the
/// line
[[nodiscard]] std::vector<ScriptLine> parse_script(std::string_view text,
                                                   const std::filesystem::path& file);

}  // namespace cavea::gui
