// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/project_file.h"

#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <string>

#include "core/base/error.h"
#include "tests/support/support.h"

namespace cavea::session {
namespace {

const std::string kGood = R"({
  "cavea": 1,
  "master": "film.wav",
  "programme": "APR_1001",
  "rooms": [
    {"id": "hall", "name": "Hall", "ir": "irs/hall.wav", "labels": "4+7+0", "inputs": 2,
     "level_db": -6, "predelay_ms": 12.5, "return_db": [[0, 0], [10.5, null]]},
    {"id": "plate", "ir": "plate.flac", "labels": ["M+030", "M-030"]}
  ],
  "sends": {
    "AO_1001": [{"room": "hall", "input": 2, "level_db": [[0, null], [1, -20], [2.25, 0]]},
                {"room": "plate", "level_db": -10}],
    "*": [{"room": "hall", "level_db": -30}]
  },
  "objects": {
    "AO_1002": {"gain_db": -3, "mute": true, "size": 0.25, "stem": "FX", "moves": [
      {"coordinates": "cartesian", "points": [[2, -1, 1, 0.5], [5.5, 1, 1, 1]]},
      {"coordinates": "polar", "points": [[6, 180, -90, 0], [7, -30, 0, 1], [7, 0, 0, 1]]}]},
    "AO_1003 ATU_00000004": {"gain_db": null, "mute": false}
  }
})";

std::string message_of(const std::string& text) {
    try {
        static_cast<void>(parse_project(text, "mix.cavea"));
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), ErrorCode::Refused);
        return error.what();
    }
    return "";
}

std::string replaced(const std::string& from, const std::string& to) {
    std::string text = kGood;
    const std::size_t at = text.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    return text.replace(at, from.size(), to);
}

TEST(ProjectFile, AKeyTwiceIsRefusedWithItsLine) {
    EXPECT_NE(message_of("{\n\"cavea\": 1,\n\"master\": \"a\",\n  \"cavea\": 1}")
                  .find("mix.cavea: line 4, column"),
              std::string::npos);
}

TEST(ProjectFile, OnlyLaterVersionsAreSaidToBeLater) {
    const std::string zero = message_of(replaced("\"cavea\": 1", "\"cavea\": 0"));
    EXPECT_NE(zero.find("/cavea: has to be 1"), std::string::npos) << zero;
    EXPECT_EQ(zero.find("later"), std::string::npos);
    EXPECT_NE(message_of(replaced("\"cavea\": 1", "\"cavea\": 2")).find("later version"),
              std::string::npos);
}

TEST(ProjectFile, ReadsEveryKey) {
    const Project project = parse_project(kGood, "folder/mix.cavea");
    EXPECT_EQ(project.master, "film.wav");
    EXPECT_EQ(project.resolve(project.master), std::filesystem::path("folder/film.wav"));
    EXPECT_EQ(project.programme, "APR_1001");
    ASSERT_EQ(project.rooms.size(), 2U);
    const ProjectRoom& hall = project.rooms[0];
    EXPECT_EQ(hall.name, "Hall");
    EXPECT_EQ(hall.labels, std::vector<std::string>{"4+7+0"});
    EXPECT_EQ(hall.inputs, 2U);
    EXPECT_EQ(hall.level_db, -6);
    EXPECT_EQ(hall.predelay_ms, 12.5);
    ASSERT_EQ(hall.return_gain.size(), 2U);
    EXPECT_EQ(hall.return_gain[1].time_s, Rational(21, 2));
    EXPECT_EQ(hall.return_gain[1].gain, 0);
    EXPECT_EQ(project.rooms[1].name, "plate");
    const auto& sends = project.sends.at("AO_1001");
    ASSERT_EQ(sends.size(), 2U);
    EXPECT_EQ(sends[0].input, 2U);
    ASSERT_EQ(sends[0].gain.size(), 3U);
    EXPECT_EQ(sends[0].gain[0].gain, 0);
    EXPECT_NEAR(sends[0].gain[1].gain, 0.1, 1e-12);
    EXPECT_EQ(sends[0].gain[2].time_s, Rational(9, 4));
    ASSERT_EQ(sends[1].gain.size(), 1U);
    EXPECT_NEAR(sends[1].gain[0].gain, std::pow(10, -0.5), 1e-12);
    EXPECT_EQ(project.sends.count("*"), 1U);
}

TEST(ProjectFile, ReadsEdits) {
    const Project project = parse_project(kGood, "folder/mix.cavea");
    ASSERT_EQ(project.objects.size(), 2U);
    const ObjectEdit& edit = project.objects.at("AO_1002");
    EXPECT_EQ(edit.gain_db, -3);
    EXPECT_EQ(edit.mute, true);
    EXPECT_EQ(edit.size, 0.25);
    EXPECT_EQ(edit.stem, "FX");
    ASSERT_EQ(edit.moves.size(), 2U);
    EXPECT_TRUE(edit.moves[0].cartesian);
    EXPECT_EQ(edit.moves[0].points[0], (MovePoint{Rational(2), {-1, 1, 0.5}}));
    EXPECT_EQ(edit.moves[0].points[1].time_s, Rational(11, 2));
    EXPECT_FALSE(edit.moves[1].cartesian);
    ASSERT_EQ(edit.moves[1].points.size(), 3U);
    EXPECT_EQ(edit.moves[1].points[0].coordinate, (std::array<double, 3>{180, -90, 0}));
    const ObjectEdit& silent = project.objects.at("AO_1003 ATU_00000004");
    EXPECT_TRUE(std::isinf(silent.gain_db));
    EXPECT_EQ(silent.mute, false);
    EXPECT_FALSE(silent.size);
    EXPECT_TRUE(silent.stem.empty());
}

TEST(ProjectFile, IsMinimalWithAMasterOnly) {
    const Project project = parse_project(R"({"cavea": 1, "master": "a.wav"})", "mix.cavea");
    EXPECT_TRUE(project.rooms.empty());
    EXPECT_TRUE(project.sends.empty());
}

TEST(ProjectFile, NamesFileAndPlaceOfWhatIsWrong) {
    const struct {
        std::string text;
        std::string place;
    } cases[] = {
        {replaced("\"cavea\": 1", "\"cavea\": 2"), "/cavea"},
        {replaced("\"cavea\": 1,", ""), "cavea"},
        {replaced("\"master\": \"film.wav\",", ""), "master"},
        {replaced("\"film.wav\"", "7"), "/master"},
        {replaced("\"film.wav\"", "\"\""), "/master"},
        {replaced("\"film.wav\"", "\"a\\nb\""), "/master"},
        {replaced("\"sends\"", "\"sneds\""), "sneds"},
        {replaced("\"id\": \"plate\"", "\"id\": \"hall\""), "/rooms/1"},
        {replaced("\"inputs\": 2", "\"inputs\": 0"), "/rooms/0/inputs"},
        {replaced("\"inputs\": 2", "\"inputs\": 1.5"), "/rooms/0/inputs"},
        {replaced("\"level_db\": -6", "\"level_db\": 1e308"), "/rooms/0/level_db"},
        {replaced("\"level_db\": -6", "\"level_db\": \"loud\""), "/rooms/0/level_db"},
        {replaced("\"predelay_ms\": 12.5", "\"predelay_ms\": -1"), "/rooms/0/predelay_ms"},
        {replaced("[10.5, null]", "[-1, 0]"), "/rooms/0/return_db/1"},
        {replaced("[10.5, null]", "[1, 2, 3]"), "/rooms/0/return_db/1"},
        {replaced("\"room\": \"plate\"", "\"room\": \"cave\""), "/sends/AO_1001/1/room"},
        {replaced("\"level_db\": -30", "\"level_db\": []"), "/sends/*/0/level_db"},
        {replaced("\"irs/hall.wav\"", "[]"), "/rooms/0/ir"},
        {replaced("\"gain_db\": -3", "\"gain_db\": -201"), "/objects/AO_1002/gain_db"},
        {replaced("\"mute\": true", "\"mute\": 1"), "/objects/AO_1002/mute"},
        {replaced("\"size\": 0.25", "\"size\": 1.1"), "/objects/AO_1002/size"},
        {replaced("\"FX\"", "\"fx\""), "/objects/AO_1002/stem"},
        {replaced("\"size\"", "\"extent\""), "/objects/AO_1002"},
        {replaced("\"cartesian\"", "\"xyz\""), "/objects/AO_1002/moves/0/coordinates"},
        {replaced("[2, -1, 1, 0.5]", "[2, -1, 1]"), "/objects/AO_1002/moves/0/points/0"},
        {replaced("[2, -1, 1, 0.5]", "[2, -1, 1, 1.5]"), "/objects/AO_1002/moves/0/points/0/3"},
        {replaced("[2, -1, 1, 0.5]", "[6, -1, 1, 0.5]"), "/objects/AO_1002/moves/0/points/1"},
        {replaced("[2, -1, 1, 0.5]", "[5.5, 0, 0, 0]"), "/objects/AO_1002/moves/0/points"},
        {replaced("[2, -1, 1, 0.5], ", ""), "/objects/AO_1002/moves/0/points"},
        {replaced("[6, 180, -90, 0]", "[5, 180, -90, 0]"), "/objects/AO_1002/moves/1"},
        {replaced("[6, 180, -90, 0]", "[6, 181, -90, 0]"), "/objects/AO_1002/moves/1/points/0/1"},
        {replaced("[6, 180, -90, 0]", "[6, 180, -90, -1]"), "/objects/AO_1002/moves/1/points/0/3"},
        {replaced("\"rooms\": [", "\"rooms\": {"), "line"},
        {kGood.substr(0, kGood.size() / 2), "line"},
        {"", "line 1"},
        {"[]", "object"},
        {replaced("\"master\"", "\"master\": \"b.wav\", \"master\""), "master"},
        {std::string(100000, '['), "deep"},
        {replaced("12.5", "NaN"), "line"},
        {replaced("12.5", std::string(400, '9')), ""},
    };
    for (const auto& c : cases) {
        const std::string message = message_of(c.text);
        EXPECT_EQ(message.rfind("mix.cavea: ", 0), 0U)
            << message << " for " << c.text.substr(0, 200);
        EXPECT_NE(message.find(c.place), std::string::npos) << message;
        EXPECT_EQ(message.find('\n'), std::string::npos) << message;
    }
}

TEST(ProjectFile, SurvivesBeingCutAndDamagedAnywhere) {
    for (std::size_t at = 0; at < kGood.size(); ++at) {
        EXPECT_NE(message_of(kGood.substr(0, at)), "") << at;
        for (const char c : {'\0', '\xff', '{', ']', '"'}) {
            std::string damaged = kGood;
            damaged[at] = c;
            static_cast<void>(message_of(damaged));  // read or refused, never worse
        }
    }
}

TEST(ProjectFile, IsReadFromDisk) {
    const test::TemporaryFolder folder;
    std::ofstream(folder / "mix.cavea") << kGood;
    EXPECT_EQ(read_project(folder / "mix.cavea").rooms.size(), 2U);
    EXPECT_THROW(static_cast<void>(read_project(folder / "none.cavea")), Error);
}

}  // namespace
}  // namespace cavea::session
