// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/project_writer.h"

#include <algorithm>
#include <system_error>
#include <utility>

#include "core/base/error.h"
#include "core/io/text_file.h"
#include "core/session/project_file.h"
#include "core/session/project_nodes.h"
#include "core/session/strict_json.h"

namespace cavea::session {
namespace {

namespace fs = std::filesystem;

Json write_room(const ProjectRoom& room) {
    Json out = {{"id", room.id}};
    if (room.name != room.id) out["name"] = room.name;
    out["ir"] = room.ir.string();
    if (room.labels.size() == 1) {
        out["labels"] = room.labels.front();
    } else if (!room.labels.empty()) {
        out["labels"] = room.labels;
    }
    if (room.inputs != 1) out["inputs"] = room.inputs;
    if (room.level_db != 0) out["level_db"] = room.level_db;
    if (room.predelay_ms != 0) out["predelay_ms"] = room.predelay_ms;
    if (!room.return_gain.empty()) out["return_db"] = write_curve(room.return_gain);
    return out;
}

Json write_all(const Project& project) {
    Json out = {{"cavea", 1}, {"master", project.master.string()}};
    if (project.programme) out["programme"] = *project.programme;
    if (!project.rooms.empty()) {
        Json rooms = Json::array();
        for (const ProjectRoom& room : project.rooms) rooms.push_back(write_room(room));
        out["rooms"] = std::move(rooms);
    }
    if (!project.sends.empty()) {
        Json sends = Json::object();
        for (const auto& [object, list] : project.sends) sends[object] = write_sends(list);
        out["sends"] = std::move(sends);
    }
    if (!project.objects.empty()) {
        Json objects = Json::object();
        for (const auto& [object, edit] : project.objects) objects[object] = write_edit(edit);
        out["objects"] = std::move(objects);
    }
    return out;
}

bool plain(const Json& value) { return !value.is_structured() || value.empty(); }

/// An array of numbers or names on one line, everything else one element per line: a breakpoint is
/// a line of a diff.
void lay_out(const Json& value, std::size_t indent, std::string& out) {
    if (plain(value)) {
        out += value.dump();
        return;
    }
    const bool one_line = value.is_array() && std::all_of(value.begin(), value.end(), plain);
    std::string line_break = one_line ? "" : "\n";
    if (!one_line) line_break.append(indent + 2, ' ');
    const char* comma = one_line ? ", " : ",";
    out += value.is_array() ? '[' : '{';
    bool first = true;
    for (const auto& [key, element] : value.items()) {
        if (!first) out += comma;
        first = false;
        out += line_break;
        if (value.is_object()) out.append(Json(key).dump()).append(": ");
        lay_out(element, indent + 2, out);
    }
    if (!one_line) out.append(1, '\n').append(indent, ' ');
    out += value.is_array() ? ']' : '}';
}

/// The text of a file; nothing when there is none.
std::optional<std::string> text_at(const fs::path& path) {
    std::error_code error;
    if (!fs::exists(path, error)) return std::nullopt;
    return io::read_text_file(path, kMaxProjectBytes);
}

bool same_place(const fs::path& a, const fs::path& b) {
    std::error_code error;
    return fs::weakly_canonical(fs::current_path() / a, error) ==
           fs::weakly_canonical(fs::current_path() / b, error);
}

}  // namespace

std::string project_text(const Project& project) {
    std::string out;
    try {
        lay_out(write_all(project), 0, out);
    } catch (const Json::exception&) {
        throw refused(project.path.string(), "",
                      "a name in it is not UTF-8 and cannot be written; rename that file");
    }
    return out + "\n";
}

Project relocated(const Project& project, const fs::path& path) {
    Project out = project;
    out.path = path;
    const fs::path from = fs::current_path() / project.path.parent_path();
    const fs::path to = fs::current_path() / path.parent_path();
    if (same_place(from, to)) return out;
    const auto move = [&](fs::path& written) {
        if (written.is_absolute()) return;
        std::error_code error;
        const fs::path whole = (from / written).lexically_normal();
        const fs::path relative = fs::relative(whole, to, error);
        written = error || relative.empty() ? whole : relative;
    };
    move(out.master);
    for (ProjectRoom& room : out.rooms) move(room.ir);
    return out;
}

Project write_project(const Project& project, const fs::path& path) {
    if (path.extension() != ".cavea") {
        throw refused(path.string(), "", "is no name of a project; let it end with .cavea");
    }
    Project out = relocated(project, path);
    const std::string text = project_text(out);
    const auto before = text_at(path);
    if (before && project.stamp && same_place(path, project.path) &&
        stamp_of(*before) != *project.stamp) {
        throw refused(path.string(), "",
                      "was changed by somebody else since it was opened; save under another name "
                      "or open it again");
    }
    if (before != text) {
        if (before) io::write_text_file(fs::path(path) += ".bak", *before);
        io::write_text_file(path, text);
    }
    out.stamp = stamp_of(text);
    return out;
}

}  // namespace cavea::session
