// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The demo scene as its motion file says it: objects with sounds, paths, levels and rooms. Read for
// the master, the picture and the tests; nothing here renders.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/base/frame.h"

namespace cavea::demo {

/// A sound file on the time line.
struct Stretch {
    std::string file;      ///< relative to the motion file
    std::string language;  ///< "en"; empty sounds in every language
    Frame start = 0;
    Frame from = 0;  ///< first frame of the file
    Frame frames = 0;
    Frame fade_in = 0;
    Frame fade_out = 0;
    bool loop = false;  ///< after its last frame the file goes on with its first
    double gain_db = 0;
};

/// Where an object is at one time; between keyframes the coordinates run smoothly and stay between
/// their neighbours. Azimuth is not wrapped: two rounds to the left are 720 degrees.
struct Keyframe {
    double time_s = 0;
    std::array<double, 3> coordinate{};  ///< azimuth, elevation, distance; or X, Y, Z
};

/// Level at one time; none is silence.
struct LevelPoint {
    double time_s = 0;
    std::optional<double> level_db;
};

struct Send {
    std::string room;
    std::vector<LevelPoint> level;
};

struct Object {
    std::string id;
    std::string name;
    std::string stem;  ///< dialogue, foley, effects, music or ambience
    bool cartesian = false;
    std::string follows;  ///< id of the object whose path this one shares; empty for none
    bool hero = false;    ///< the one that the audience follows
    double width = 0;     ///< as in an audioBlockFormat
    double height = 0;
    double depth = 0;
    std::vector<Keyframe> keyframes;  ///< at least one
    std::vector<LevelPoint> gain;     ///< empty = 0 dB; linear in dB between points
    std::vector<Send> sends;
    std::vector<Stretch> stretches;
};

struct BedChannel {
    std::string label;  ///< BS.2051
    std::vector<Stretch> stretches;
};

struct Bed {
    std::string name;
    std::string layout;
    std::string stem;
    std::vector<BedChannel> channels;
};

struct Shot {
    std::string name;
    double begin_s = 0;
    double end_s = 0;
};

struct Room {
    std::string id;
    std::string name;
    std::array<double, 3> shoebox_m{};  ///< length, width, height
    double rt60_s = 0;
    double level_db = 0;
    std::vector<LevelPoint> return_level;  ///< empty = 0 dB
};

struct Language {
    std::string id;  ///< as on the command line
    std::string name;
    std::string adm;  ///< ISO 639-2, as BS.2076 wants it
    double dialogue_gain_db = 0;
};

struct Scene {
    std::string title;
    std::filesystem::path folder;  ///< of the motion file
    std::uint32_t rate_hz = 48000;
    Frame frames = 0;
    int fps = 24;
    std::vector<Language> languages;
    std::vector<Shot> shots;
    std::vector<Room> rooms;
    Bed bed;
    std::vector<Object> objects;
};

/// The folder of the demo's assets in the source tree that this was built from.
[[nodiscard]] std::filesystem::path assets_folder();

/// \param file  scene.json
/// \throws Error{Refused}  not JSON, or something is missing or out of bounds: names the place
[[nodiscard]] Scene read_scene(const std::filesystem::path& file);

/// \throws Error{Usage}  the scene has no such language; lists those that it has
[[nodiscard]] const Language& language_of(const Scene& scene, const std::string& id);

}  // namespace cavea::demo
