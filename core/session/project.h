// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A project: the mix as a person writes it, a JSON file "*.cavea". For now a master, rooms and what
// its objects send to them; docs/project.md describes every key. Plain data here; project_file.h
// reads it, project_programme.h makes it sound.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/programme/room.h"

namespace cavea::session {

struct ProjectRoom {
    std::string id;
    std::string name;
    std::filesystem::path ir;         ///< as written: relative to the project's folder
    std::vector<std::string> labels;  ///< loudspeakers of the channels, or one layout name
    std::uint32_t inputs = 1;
    double level_db = 0;
    double predelay_ms = 0;
    std::vector<programme::Breakpoint> return_gain;
};

struct ProjectSend {
    std::string room;
    std::uint32_t input = 1;  ///< counted from 1
    std::vector<programme::Breakpoint> gain;
};

struct Project {
    std::filesystem::path path;    ///< of the project file, for messages and relative paths
    std::filesystem::path master;  ///< as written
    std::optional<std::string> programme;
    std::vector<ProjectRoom> rooms;
    std::map<std::string, std::vector<ProjectSend>> sends;  ///< by audioObject id; "*" = all others

    /// A path of the project on this machine.
    [[nodiscard]] std::filesystem::path resolve(const std::filesystem::path& written) const {
        return path.parent_path() / written;
    }
};

}  // namespace cavea::session
