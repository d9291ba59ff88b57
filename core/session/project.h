// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A project: the mix as a person writes it, a JSON file "*.cavea": a master, rooms, what its
// objects send to them, and edits of its objects; docs/project.md describes every key. Plain data
// here; project_file.h reads it, project_writer.h writes it, project_programme.h makes it sound.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/base/rational.h"
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
    friend bool operator==(const ProjectRoom&, const ProjectRoom&) = default;
};

struct ProjectSend {
    std::string room;
    std::uint32_t input = 1;  ///< counted from 1
    std::vector<programme::Breakpoint> gain;
    friend bool operator==(const ProjectSend&, const ProjectSend&) = default;
};

struct MovePoint {
    Rational time_s;  ///< programme time
    std::array<double, 3> coordinate{};
    friend bool operator==(const MovePoint&, const MovePoint&) = default;
};

/// Where an object is from the first point to the last, instead of where its metadata put it.
struct Move {
    bool cartesian = true;          ///< X, Y, Z; else azimuth and elevation (deg), distance
    std::vector<MovePoint> points;  ///< at least two, in order of time; two at one time are a jump
    friend bool operator==(const Move&, const Move&) = default;
};

/// What a person changed of an audioObject, or of one source of it.
struct ObjectEdit {
    double gain_db = 0;          ///< -infinity = silence
    std::optional<bool> mute;    ///< none = as the master says
    std::optional<double> size;  ///< 0..1, instead of the metadata's width, height and depth
    std::string stem;            ///< "DX", "FX", ...; empty = guessed
    std::vector<Move> moves;     ///< in order of time, without overlap
    friend bool operator==(const ObjectEdit&, const ObjectEdit&) = default;
};

/// What a stem may be called.
inline constexpr std::array<const char*, 8> kStemNames{"DX",  "MX",  "FX",  "FOL",
                                                       "AMB", "GRP", "NAR", "OTH"};

/// The bytes of a file, to notice that somebody else wrote it.
struct FileStamp {
    std::uint64_t bytes = 0;
    std::uint64_t hash = 0;
    friend bool operator==(const FileStamp&, const FileStamp&) = default;
};

struct Project {
    std::filesystem::path path;    ///< of the project file, for messages and relative paths
    std::filesystem::path master;  ///< as written
    std::optional<std::string> programme;
    std::vector<ProjectRoom> rooms;
    /// By audioObject id or by source id, "AO_1002 ATU_00000003", which goes first; "*" = all
    /// others.
    std::map<std::string, std::vector<ProjectSend>> sends;
    std::map<std::string, ObjectEdit> objects;  ///< by the same ids
    std::optional<FileStamp> stamp;             ///< of the text it was read from

    /// A path of the project on this machine.
    [[nodiscard]] std::filesystem::path resolve(const std::filesystem::path& written) const {
        return path.parent_path() / written;
    }
    /// The same mix, wherever its file is.
    friend bool operator==(const Project& a, const Project& b) {
        return a.master == b.master && a.programme == b.programme && a.rooms == b.rooms &&
               a.sends == b.sends && a.objects == b.objects;
    }
};

}  // namespace cavea::session
