// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/project_nodes.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/session/project_edits.h"

namespace cavea::session {
namespace {

constexpr double kMaxTimeS = 1e6;
constexpr double kMinDb = -200;
constexpr double kMaxDb = 40;
constexpr std::size_t kMaxPoints = 1'000'000;
constexpr std::int64_t kNano = 1'000'000'000;
/// As far as metadata go.
constexpr double kMaxDistance = 1e6;

/// JSON numbers are decimal: a time is taken to the nanosecond.
Rational seconds(const Node& node) {
    return {std::llround(node.number(-kMaxTimeS, kMaxTimeS) * static_cast<double>(kNano)), kNano};
}

double write_seconds(Rational time) {
    const long double nano = static_cast<long double>(time.num) * kNano / time.den;
    return static_cast<double>(std::roundl(nano) / kNano);
}

double level_db(const Node& node) {
    return node.json().is_null() ? -std::numeric_limits<double>::infinity()
                                 : node.number(kMinDb, kMaxDb);
}

/// The decimal with the fewest digits that gives this very gain.
Json write_gain(double gain) {
    if (!(gain > 0)) return nullptr;
    const double about = 20 * std::log10(gain);
    if (about < kMinDb) return nullptr;
    if (about >= kMaxDb) return kMaxDb;
    for (int digits = 1; digits <= 17; ++digits) {
        const double db = std::stod(fmt::format("{:.{}g}", about, digits));
        if (linear_gain(db) == gain) return db;
    }
    // Not every gain is that of a double in dB, but what was read from one is, and lies close by.
    constexpr int kSteps = 64;
    double up = about;
    double down = about;
    for (int i = 0; i < kSteps; ++i) {
        up = std::nextafter(up, kMaxDb);
        down = std::nextafter(down, kMinDb);
        if (linear_gain(up) == gain) return up;
        if (linear_gain(down) == gain) return down;
    }
    return about;
}

bool flag(const Node& node) {
    if (!node.json().is_boolean()) node.refuse("has to be true or false");
    return node.json().get<bool>();
}

std::string stem(const Node& node) {
    std::string out = node.text();
    std::string known;
    for (const char* name : kStemNames) {
        if (out == name) return out;
        if (!known.empty()) known += ", ";
        known += name;
    }
    node.refuse("is none of " + known);
}

MovePoint move_point(const Node& node, bool cartesian) {
    const std::vector<Node> values = node.items();
    if (values.size() != 4) {
        node.refuse(cartesian ? "has to be [seconds, x, y, z]"
                              : "has to be [seconds, azimuth, elevation, distance]");
    }
    MovePoint out;
    out.time_s = seconds(values[0]);
    if (cartesian) {
        for (std::size_t i = 0; i < 3; ++i) out.coordinate[i] = values[i + 1].number(-1, 1);
    } else {
        out.coordinate = {values[1].number(-180, 180), values[2].number(-90, 90),
                          values[3].number(0, kMaxDistance)};
    }
    return out;
}

Move move(const Node& node) {
    node.expect_object({"coordinates", "points"});
    const std::string kind = node.at("coordinates").text();
    if (kind != "cartesian" && kind != "polar") {
        node.at("coordinates").refuse("has to be \"cartesian\" or \"polar\"");
    }
    Move out;
    out.cartesian = kind == "cartesian";
    const Node points = node.at("points");
    const std::vector<Node> items = points.items();
    if (items.size() > kMaxPoints) points.refuse("has more than a million points");
    for (const Node& item : items) {
        out.points.push_back(move_point(item, out.cartesian));
        if (out.points.size() > 1 &&
            out.points.back().time_s < out.points[out.points.size() - 2].time_s) {
            item.refuse("is earlier than the point before it");
        }
    }
    if (out.points.empty() || out.points.front().time_s == out.points.back().time_s) {
        points.refuse("needs two points at different times");
    }
    return out;
}

Json write_move(const Move& move) {
    Json points = Json::array();
    for (const MovePoint& point : move.points) {
        const auto& c = point.coordinate;
        points.push_back({write_seconds(point.time_s), c[0], c[1], c[2]});
    }
    return {{"coordinates", move.cartesian ? "cartesian" : "polar"}, {"points", points}};
}

}  // namespace

std::vector<programme::Breakpoint> read_curve(const Node& node) {
    if (!node.json().is_array()) return {{Rational(), linear_gain(level_db(node))}};
    const std::vector<Node> points = node.items();
    if (points.empty()) node.refuse("has no point");
    if (points.size() > kMaxPoints) node.refuse("has more than a million points");
    std::vector<programme::Breakpoint> out;
    for (const Node& point : points) {
        const std::vector<Node> pair = point.items();
        if (pair.size() != 2) point.refuse("has to be [seconds, dB]");
        out.push_back({seconds(pair[0]), linear_gain(level_db(pair[1]))});
        if (out.size() > 1 && out.back().time_s < out[out.size() - 2].time_s) {
            point.refuse("is earlier than the point before it");
        }
    }
    return out;
}

std::vector<ProjectSend> read_sends(const Node& node, const std::set<std::string>& rooms) {
    std::vector<ProjectSend> out;
    for (const Node& item : node.items()) {
        item.expect_object({"room", "input", "level_db"});
        ProjectSend& send = out.emplace_back();
        send.room = item.at("room").text();
        if (!rooms.contains(send.room)) {
            item.at("room").refuse("names no room of this project");
        }
        if (const auto input = item.find("input")) {
            send.input = static_cast<std::uint32_t>(input->whole(1, 1024));
        }
        send.gain = read_curve(item.at("level_db"));
    }
    return out;
}

ObjectEdit read_edit(const Node& node) {
    node.expect_object({"gain_db", "mute", "size", "stem", "moves"});
    ObjectEdit out;
    if (const auto gain = node.find("gain_db")) out.gain_db = level_db(*gain);
    if (const auto mute = node.find("mute")) out.mute = flag(*mute);
    if (const auto size = node.find("size")) out.size = size->number(0, 1);
    if (const auto name = node.find("stem")) out.stem = stem(*name);
    const auto moves = node.find("moves");
    if (!moves) return out;
    for (const Node& item : moves->items()) {
        out.moves.push_back(move(item));
        if (out.moves.size() > 1 && out.moves.back().points.front().time_s <
                                        out.moves[out.moves.size() - 2].points.back().time_s) {
            item.refuse("begins before the end of the move before it");
        }
    }
    return out;
}

Json write_curve(const std::vector<programme::Breakpoint>& points) {
    if (points.size() == 1 && points[0].time_s == Rational()) return write_gain(points[0].gain);
    Json out = Json::array();
    for (const programme::Breakpoint& point : points) {
        out.push_back({write_seconds(point.time_s), write_gain(point.gain)});
    }
    return out;
}

Json write_sends(const std::vector<ProjectSend>& sends) {
    Json out = Json::array();
    for (const ProjectSend& send : sends) {
        Json item = {{"room", send.room}};
        if (send.input != 1) item["input"] = send.input;
        item["level_db"] = write_curve(send.gain);
        out.push_back(std::move(item));
    }
    return out;
}

Json write_edit(const ObjectEdit& edit) {
    Json out = Json::object();
    if (edit.gain_db < kMinDb) {
        out["gain_db"] = nullptr;
    } else if (edit.gain_db != 0) {
        out["gain_db"] = std::min(edit.gain_db, kMaxDb);
    }
    if (edit.mute) out["mute"] = *edit.mute;
    if (edit.size) out["size"] = *edit.size;
    if (!edit.stem.empty()) out["stem"] = edit.stem;
    if (!edit.moves.empty()) {
        Json moves = Json::array();
        for (const Move& m : edit.moves) moves.push_back(write_move(m));
        out["moves"] = std::move(moves);
    }
    return out;
}

FileStamp stamp_of(std::string_view text) {
    std::uint64_t hash = 0xcbf29ce484222325;  // FNV-1a
    for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3;
    return {text.size(), hash};
}

}  // namespace cavea::session
