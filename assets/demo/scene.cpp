// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "assets/demo/scene.h"

#include <cmath>
#include <nlohmann/json.hpp>

#include "core/base/error.h"
#include "core/io/text_file.h"

namespace cavea::demo {
namespace {

using Json = nlohmann::json;

constexpr std::uint64_t kMaxBytes = 16U << 20U;
constexpr double kMaxSeconds = 600;
constexpr double kMaxDb = 60;
constexpr double kMaxCoordinate = 3600;  // ten rounds

/// Typed access to one JSON object; every message names the file and the place.
class Reader {
 public:
    Reader(const Json& json, std::string file, std::string place)
        : json_(json), file_(std::move(file)), place_(std::move(place)) {
        if (!json_.is_object()) fail("is not an object; run make_stems.py again");
    }

    [[nodiscard]] bool has(const char* key) const { return json_.contains(key); }

    [[nodiscard]] std::string text(const char* key) const {
        const Json& value = at(key);
        if (!value.is_string()) fail(std::string(key) + " is not a text");
        return value.get<std::string>();
    }
    [[nodiscard]] double number(const char* key, double min, double max) const {
        return checked(at(key), key, min, max);
    }
    [[nodiscard]] double number_or(const char* key, double otherwise, double min,
                                   double max) const {
        return has(key) ? number(key, min, max) : otherwise;
    }
    [[nodiscard]] Frame frame(const char* key, Frame max) const {
        const Json& value = at(key);
        if (!value.is_number_integer() || value.get<Frame>() < 0 || value.get<Frame>() > max) {
            fail(std::string(key) + " is not a number of frames within the scene");
        }
        return value.get<Frame>();
    }
    [[nodiscard]] bool flag(const char* key) const {
        return has(key) && at(key).is_boolean() && at(key).get<bool>();
    }
    [[nodiscard]] const Json& list(const char* key) const {
        const Json& value = at(key);
        if (!value.is_array()) fail(std::string(key) + " is not a list");
        return value;
    }
    [[nodiscard]] const Json& object(const char* key) const {
        const Json& value = at(key);
        if (!value.is_object()) fail(std::string(key) + " is not an object");
        return value;
    }
    /// Rows of [time, values...] in order of time.
    [[nodiscard]] const Json& rows(const char* key, std::size_t columns) const {
        const Json& all = list(key);
        double before = -1;
        for (const Json& row : all) {
            if (!row.is_array() || row.size() != columns) {
                fail(std::string(key) + " has a row of another length");
            }
            const double t = checked(row[0], key, 0, kMaxSeconds);
            if (t <= before) fail(std::string(key) + " is not in order of time");
            before = t;
        }
        return all;
    }
    [[nodiscard]] double checked(const Json& value, const char* key, double min, double max) const {
        const double x = value.is_number() ? value.get<double>() : NAN;
        if (!(x >= min && x <= max)) fail(std::string(key) + " is not a number within its bounds");
        return x;
    }
    [[noreturn]] void fail(const std::string& what) const { throw refused(file_, place_, what); }
    [[nodiscard]] Reader inner(const Json& json, const std::string& place) const {
        return {json, file_, place};
    }

 private:
    [[nodiscard]] const Json& at(const char* key) const {
        const auto found = json_.find(key);
        if (found == json_.end()) fail(std::string("lacks ") + key + "; run make_stems.py again");
        return *found;
    }
    const Json& json_;
    std::string file_;
    std::string place_;
};

constexpr Frame kMaxFrames = static_cast<Frame>(kMaxSeconds) * 192000;

std::vector<Stretch> read_stretches(const Reader& in) {
    std::vector<Stretch> out;
    for (const Json& json : in.list("stretches")) {
        const Reader r = in.inner(json, "stretch");
        Stretch s;
        s.file = r.text("file");
        if (r.has("language")) s.language = r.text("language");
        s.start = r.frame("start_frame", kMaxFrames);
        if (r.has("from_frame")) s.from = r.frame("from_frame", kMaxFrames);
        s.frames = r.frame("frames", kMaxFrames);
        if (r.has("fade_in_frames")) s.fade_in = r.frame("fade_in_frames", kMaxFrames);
        if (r.has("fade_out_frames")) s.fade_out = r.frame("fade_out_frames", kMaxFrames);
        s.loop = r.flag("loop");
        s.gain_db = r.number("gain_db", -200, kMaxDb);
        out.push_back(std::move(s));
    }
    return out;
}

std::vector<LevelPoint> read_levels(const Reader& in, const char* key) {
    std::vector<LevelPoint> out;
    for (const Json& row : in.rows(key, 2)) {
        LevelPoint point{row[0].get<double>(), {}};
        if (!row[1].is_null()) point.level_db = in.checked(row[1], key, -200, kMaxDb);
        out.push_back(point);
    }
    return out;
}

Object read_object(const Reader& in) {
    Object o;
    o.id = in.text("id");
    o.name = in.text("name");
    o.stem = in.text("stem");
    o.cartesian = in.text("coordinates") == "cartesian";
    if (in.has("follows")) o.follows = in.text("follows");
    o.hero = in.flag("hero");
    if (in.has("size")) {
        const Reader size = in.inner(in.object("size"), o.id + " size");
        const double largest = o.cartesian ? 1 : 360;
        o.width = size.number_or("width", 0, 0, largest);
        o.height = size.number_or("height", 0, 0, largest);
        o.depth = size.number_or("depth", 0, 0, 1);
    }
    for (const Json& row : in.rows("keyframes", 4)) {
        Keyframe k;
        k.time_s = row[0].get<double>();
        for (std::size_t i = 0; i < 3; ++i) {
            k.coordinate[i] = in.checked(row[i + 1], "keyframes", -kMaxCoordinate, kMaxCoordinate);
        }
        o.keyframes.push_back(k);
    }
    if (o.keyframes.empty()) in.fail("has no keyframe");
    if (in.has("gain_db")) o.gain = read_levels(in, "gain_db");
    if (in.has("sends")) {
        const Json& sends = in.object("sends");
        const Reader r = in.inner(sends, o.id + " sends");
        for (const auto& [room, points] : sends.items()) {
            o.sends.push_back({room, read_levels(r, room.c_str())});
        }
    }
    o.stretches = read_stretches(in);
    return o;
}

Bed read_bed(const Reader& in) {
    Bed bed{in.text("name"), in.text("layout"), in.text("stem"), {}};
    for (const Json& json : in.list("channels")) {
        const Reader r = in.inner(json, "bed channel");
        bed.channels.push_back({r.text("label"), read_stretches(r)});
    }
    return bed;
}

Room read_room(const Reader& in) {
    Room room;
    room.id = in.text("id");
    room.name = in.text("name");
    room.rt60_s = in.number("rt60_s", 0.01, 30);
    room.level_db = in.number("level_db", -kMaxDb, kMaxDb);
    if (in.has("return_db")) room.return_level = read_levels(in, "return_db");
    const Json& size = in.list("shoebox_m");
    if (size.size() != 3) in.fail("shoebox_m is not length, width, height");
    for (std::size_t i = 0; i < 3; ++i) {
        room.shoebox_m[i] = in.checked(size[i], "shoebox_m", 0.5, 500);
    }
    return room;
}

}  // namespace

std::filesystem::path assets_folder() { return CAVEA_DEMO_ASSETS; }

Scene read_scene(const std::filesystem::path& file) {
    const Json json = Json::parse(io::read_text_file(file, kMaxBytes), nullptr, false);
    if (json.is_discarded()) throw refused(file.string(), "", "is not JSON; restore the file");
    const Reader in(json, file.string(), "");
    Scene scene;
    scene.title = in.text("title");
    scene.folder = file.parent_path();
    scene.rate_hz = static_cast<std::uint32_t>(in.number("rate_hz", 8000, 192000));
    scene.frames = in.frame("frames", kMaxFrames);
    scene.fps = static_cast<int>(in.number("fps", 1, 100));
    if (scene.rate_hz % static_cast<std::uint32_t>(scene.fps) != 0) {
        in.fail("fps does not divide rate_hz; pictures must begin on samples");
    }
    for (const auto& [id, language] : in.object("languages").items()) {
        const Reader r = in.inner(language, "language " + id);
        scene.languages.push_back(
            {id, r.text("name"), r.text("adm"), r.number("dialogue_gain_db", -kMaxDb, kMaxDb)});
    }
    for (const Json& shot : in.list("shots")) {
        const Reader r = in.inner(shot, "shot");
        scene.shots.push_back({r.text("name"), r.number("begin_s", 0, kMaxSeconds),
                               r.number("end_s", 0, kMaxSeconds)});
    }
    for (const Json& room : in.list("rooms")) {
        scene.rooms.push_back(read_room(in.inner(room, "room")));
    }
    scene.bed = read_bed(in.inner(in.object("bed"), "bed"));
    for (const Json& object : in.list("objects")) {
        scene.objects.push_back(read_object(in.inner(object, "object")));
    }
    return scene;
}

const Language& language_of(const Scene& scene, const std::string& id) {
    std::string known;
    for (const Language& language : scene.languages) {
        if (language.id == id) return language;
        known += " " + language.id;
    }
    throw Error(ErrorCode::Usage,
                "there is no language '" + printable(id) + "'; the scene has:" + known);
}

}  // namespace cavea::demo
