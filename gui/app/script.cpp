// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/app/script.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>

#include "core/base/error.h"

namespace cavea::gui {
namespace {

struct CommandForm {
    std::string_view name;
    std::size_t least, most;  ///< words behind it
};

constexpr std::array kCommands{
    CommandForm{"click", 1, 1},       CommandForm{"doubleclick", 1, 1},
    CommandForm{"rightclick", 1, 1},  CommandForm{"drag", 3, 9},
    CommandForm{"move", 1, 2},        CommandForm{"down", 1, 1},
    CommandForm{"up", 1, 1},          CommandForm{"wheel", 2, 2},
    CommandForm{"key", 1, 1},         CommandForm{"text", 1, 1},
    CommandForm{"set", 2, 2},         CommandForm{"wait", 1, 1},
    CommandForm{"wait_loaded", 0, 0}, CommandForm{"play_frames", 1, 1},
    CommandForm{"locate", 1, 1},      CommandForm{"size", 2, 2},
    CommandForm{"scale", 1, 1},       CommandForm{"expect", 2, 3},
    CommandForm{"shot", 1, 1},        CommandForm{"dump", 1, 1},
    CommandForm{"open", 1, 1},        CommandForm{"save", 1, 1},
    CommandForm{"monkey", 2, 2},
};

/// Words of one line; throws a line for the person where a quote stays open.
std::vector<std::string> words_of(std::string_view line) {
    std::vector<std::string> out;
    std::size_t i = 0;
    while (i < line.size()) {
        if (line[i] == ' ' || line[i] == '\t' || line[i] == '\r') {
            ++i;
            continue;
        }
        if (line[i] == '#') break;
        std::string word;
        if (line[i] == '"') {
            for (++i; i < line.size() && line[i] != '"'; ++i) {
                if (line[i] == '\\' && i + 1 < line.size()) ++i;
                word += line[i];
            }
            if (i == line.size()) throw std::string("a quote stays open; close it");
            ++i;
        } else {
            while (i < line.size() && line[i] != ' ' && line[i] != '\t' && line[i] != '\r') {
                word += line[i++];
            }
        }
        out.push_back(std::move(word));
    }
    return out;
}

std::string known_commands() {
    std::string out;
    for (const CommandForm& form : kCommands) {
        if (!out.empty()) out += ", ";
        out += form.name;
    }
    return out;
}

void check(const ScriptLine& line) {
    const auto* form = std::find_if(kCommands.begin(), kCommands.end(),
                                    [&](const CommandForm& f) { return f.name == line.command; });
    if (form == kCommands.end()) {
        throw fmt::format("there is no command '{}'; use one of: {}", line.command,
                          known_commands());
    }
    if (line.words.size() < form->least || line.words.size() > form->most) {
        throw fmt::format("{} takes {} to {} words, not {}; see cavea-studio --help", line.command,
                          form->least, form->most, line.words.size());
    }
}

}  // namespace

std::vector<ScriptLine> parse_script(std::string_view text, const std::filesystem::path& file) {
    std::vector<ScriptLine> out;
    std::size_t number = 0;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        ++number;
        try {
            std::vector<std::string> words = words_of(text.substr(0, end));
            if (!words.empty()) {
                ScriptLine line{number, words.front(), {words.begin() + 1, words.end()}};
                check(line);
                out.push_back(std::move(line));
            }
        } catch (const std::string& what) {
            throw refused(file.string(), fmt::format("line {}", number), what);
        }
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return out;
}

}  // namespace cavea::gui
