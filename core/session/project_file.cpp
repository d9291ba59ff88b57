// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/project_file.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "core/base/error.h"
#include "core/io/text_file.h"
#include "core/session/strict_json.h"

namespace cavea::session {
namespace {

constexpr double kMaxTimeS = 1e6;
constexpr double kMinDb = -200;
constexpr double kMaxDb = 40;
constexpr std::size_t kMaxPoints = 1'000'000;

/// JSON numbers are decimal: a time is taken to the nanosecond.
Rational seconds(const Node& node) {
    constexpr std::int64_t kNano = 1'000'000'000;
    return {std::llround(node.number(-kMaxTimeS, kMaxTimeS) * static_cast<double>(kNano)), kNano};
}

double gain_of_db(const Node& node) {
    if (node.json().is_null()) return 0;
    return std::pow(10, node.number(kMinDb, kMaxDb) / 20);
}

/// [[time, dB or null], ...] in order of time, or one level for all time.
std::vector<programme::Breakpoint> curve(const Node& node) {
    if (!node.json().is_array()) return {{Rational(), gain_of_db(node)}};
    const std::vector<Node> points = node.items();
    if (points.empty()) node.refuse("has no point");
    if (points.size() > kMaxPoints) node.refuse("has more than a million points");
    std::vector<programme::Breakpoint> out;
    for (const Node& point : points) {
        const std::vector<Node> pair = point.items();
        if (pair.size() != 2) point.refuse("has to be [seconds, dB]");
        out.push_back({seconds(pair[0]), gain_of_db(pair[1])});
        if (out.size() > 1 && out.back().time_s < out[out.size() - 2].time_s) {
            point.refuse("is earlier than the point before it");
        }
    }
    return out;
}

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
    if (const auto points = node.find("return_db")) out.return_gain = curve(*points);
    return out;
}

ProjectSend send(const Node& node, const std::set<std::string>& rooms) {
    node.expect_object({"room", "input", "level_db"});
    ProjectSend out;
    out.room = node.at("room").text();
    if (!rooms.contains(out.room)) node.at("room").refuse("names no room of this project");
    if (const auto input = node.find("input")) {
        out.input = static_cast<std::uint32_t>(input->whole(1, 1024));
    }
    out.gain = curve(node.at("level_db"));
    return out;
}

Project project_of(const Node& root, const std::filesystem::path& path) {
    root.expect_object({"cavea", "master", "programme", "rooms", "sends"});
    if (root.at("cavea").whole(0, 1'000'000) != 1) {
        root.at("cavea").refuse("is not 1: the project was made by a later version of cavea");
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
            std::vector<ProjectSend>& to = out.sends[object];  // also when it sends nowhere
            for (const Node& node : list.items()) to.push_back(send(node, ids));
        }
    }
    return out;
}

}  // namespace

Project parse_project(std::string_view text, const std::filesystem::path& path) {
    const Json json = parse_strictly(text, path.string(), kMaxProjectDepth);
    return project_of(Node(json, path.string()), path);
}

Project read_project(const std::filesystem::path& path) {
    return parse_project(io::read_text_file(path, kMaxProjectBytes), path);
}

}  // namespace cavea::session
