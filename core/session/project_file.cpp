// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/project_file.h"

#include <set>

#include "core/base/error.h"
#include "core/io/text_file.h"
#include "core/session/project_nodes.h"
#include "core/session/strict_json.h"

namespace cavea::session {
namespace {

constexpr double kMinDb = -200;
constexpr double kMaxDb = 40;

std::vector<std::string> labels(const Node& node) {
    if (node.json().is_string()) return {node.text()};
    std::vector<std::string> out;
    for (const Node& item : node.items()) out.push_back(item.text());
    if (out.empty()) node.refuse("is empty");
    return out;
}

ProjectRoom room(const Node& node) {
    node.expect_object(
        {"id", "name", "ir", "labels", "inputs", "level_db", "predelay_ms", "return_db"});
    ProjectRoom out;
    out.id = node.at("id").text();
    out.name = node.find("name") ? node.at("name").text() : out.id;
    out.ir = node.at("ir").text();
    if (const auto list = node.find("labels")) out.labels = labels(*list);
    if (const auto inputs = node.find("inputs")) {
        out.inputs = static_cast<std::uint32_t>(inputs->whole(1, 1024));
    }
    if (const auto level = node.find("level_db")) out.level_db = level->number(kMinDb, kMaxDb);
    if (const auto delay = node.find("predelay_ms")) out.predelay_ms = delay->number(0, 10000);
    if (const auto points = node.find("return_db")) out.return_gain = read_curve(*points);
    return out;
}

Project project_of(const Node& root, const std::filesystem::path& path) {
    root.expect_object({"cavea", "master", "programme", "rooms", "sends", "objects"});
    const Node version = root.at("cavea");
    if (version.whole(0, 1'000'000) == 0) version.refuse("has to be 1, the version of the format");
    if (version.whole(1, 1'000'000) != 1) {
        version.refuse("is not 1: the project was made by a later version of cavea");
    }
    Project out;
    out.path = path;
    out.master = root.at("master").text();
    if (const auto programme = root.find("programme")) out.programme = programme->text();
    std::set<std::string> ids;
    if (const auto rooms = root.find("rooms")) {
        for (const Node& node : rooms->items()) {
            out.rooms.push_back(room(node));
            if (!ids.insert(out.rooms.back().id).second)
                node.refuse("has the id of an earlier room");
        }
    }
    if (const auto sends = root.find("sends")) {
        for (const auto& [object, list] : sends->members()) {
            out.sends[object] = read_sends(list, ids);  // also when it sends nowhere
        }
    }
    if (const auto objects = root.find("objects")) {
        for (const auto& [object, edit] : objects->members()) {
            out.objects[object] = read_edit(edit);
        }
    }
    return out;
}

}  // namespace

Project parse_project(std::string_view text, const std::filesystem::path& path) {
    const Json json = parse_strictly(text, path.string(), kMaxProjectDepth);
    Project out = project_of(Node(json, path.string()), path);
    out.stamp = stamp_of(text);
    return out;
}

Project read_project(const std::filesystem::path& path) {
    return parse_project(io::read_text_file(path, kMaxProjectBytes), path);
}

}  // namespace cavea::session
