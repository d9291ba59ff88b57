// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/project_writer.h"

#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <random>

#include "core/base/error.h"
#include "core/io/text_file.h"
#include "core/session/project_file.h"
#include "tests/support/support.h"

namespace cavea::session {
namespace {

namespace fs = std::filesystem;

const std::string kEverything = R"({
  "cavea": 1, "master": "film.wav", "programme": "APR_1001",
  "rooms": [
    {"id": "hall", "name": "Hall", "ir": "irs/hall.wav", "labels": "4+7+0", "inputs": 2,
     "level_db": -6.3, "predelay_ms": 12.5, "return_db": [[0, 0], [10.5, null]]},
    {"id": "plate", "ir": "/abs/plate.flac", "labels": ["M+030", "M-030"]}
  ],
  "sends": {
    "AO_1001": [{"room": "hall", "input": 2, "level_db": [[0, null], [1.000000001, -20.1], [2.25, 0]]},
                {"room": "plate", "level_db": -10.7}],
    "AO_1002 ATU_00000003": [],
    "*": [{"room": "hall", "level_db": [[3, -30]]}]
  },
  "objects": {
    "AO_1002": {"gain_db": -3.1, "mute": true, "size": 0.2, "stem": "FX", "moves": [
      {"coordinates": "cartesian", "points": [[2.0, 0.1, -0.2, 0.3], [5.5, 1, 1, 1]]},
      {"coordinates": "polar", "points": [[5.5, 30, 0, 1], [6, -30.5, 10, 0.7], [6, 0, 0, 1]]}]},
    "AO_1003": {"gain_db": null, "mute": false},
    "AO_1004": {}
  }
})";

Project everything(const fs::path& path) { return parse_project(kEverything, path); }

std::string text_of(const fs::path& path) { return io::read_text_file(path, 1U << 26U); }

void overwrite(const fs::path& path, const std::string& text) {
    std::ofstream(path, std::ios::binary) << text;
}

TEST(ProjectWriter, WhatIsReadBackIsEqual) {
    const Project project = everything("mix.cavea");
    const std::string text = project_text(project);
    const Project again = parse_project(text, "mix.cavea");
    EXPECT_TRUE(again == project) << text;
    EXPECT_EQ(project_text(again), text);
}

TEST(ProjectWriter, EveryLevelAndTimeComesBackToTheBit) {
    std::mt19937_64 engine(41);
    const auto unit = [&] { return static_cast<double>(engine() >> 11U) * 0x1p-53; };
    Project project = everything("mix.cavea");
    auto& gain = project.sends["AO_1001"][0].gain;
    gain.clear();
    for (int i = 0; i < 20000; ++i) {
        // Levels as a person types them, and as a fader leaves them.
        const double fader = -200 + 240 * unit();
        const double db = i % 2 == 0 ? std::round(fader * 10) / 10 : fader;
        gain.push_back({Rational(i * 7'000'001LL + static_cast<std::int64_t>(engine() % 7'000'000),
                                 1'000'000'000),
                        std::pow(10, db / 20)});
    }
    const Project again = parse_project(project_text(project), "mix.cavea");
    const auto& back = again.sends.at("AO_1001")[0].gain;
    ASSERT_EQ(back.size(), gain.size());
    for (std::size_t i = 0; i < gain.size(); ++i) ASSERT_EQ(back[i], gain[i]) << i;
}

TEST(ProjectWriter, NumbersAreAsShortAsTheyCanBe) {
    const std::string text = project_text(everything("mix.cavea"));
    for (const char* piece :
         {"[1.000000001, -20.1]", "-10.7", "-6.3", "[5.5, 30.0, 0.0, 1.0]", "\"gain_db\": -3.1"}) {
        EXPECT_NE(text.find(piece), std::string::npos) << piece << " in\n" << text;
    }
}

TEST(ProjectWriter, EveryPointIsALine) {
    const std::string text = project_text(everything("mix.cavea"));
    EXPECT_NE(text.find("\n            [2.0, 0.1, -0.2, 0.3],\n            [5.5, 1.0, 1.0, 1.0]\n"),
              std::string::npos)
        << text;
    EXPECT_EQ(text.back(), '\n');
}

TEST(ProjectWriter, WritingTwiceGivesTheSameBytes) {
    const test::TemporaryFolder folder;
    const fs::path path = folder / "mix.cavea";
    Project project = write_project(everything(path), path);
    const std::string first = text_of(path);
    project = write_project(project, path);
    EXPECT_EQ(text_of(path), first);
    EXPECT_TRUE(read_project(path) == project);
    EXPECT_EQ(read_project(path).stamp, project.stamp);
}

TEST(ProjectWriter, KeepsWhatWasThereBefore) {
    const test::TemporaryFolder folder;
    const fs::path path = folder / "mix.cavea";
    overwrite(path, kEverything);
    Project project = read_project(path);
    project.objects["AO_1009"].mute = true;
    static_cast<void>(write_project(project, path));
    EXPECT_EQ(text_of(folder / "mix.cavea.bak"), kEverything);
    EXPECT_NE(text_of(path).find("AO_1009"), std::string::npos);
}

TEST(ProjectWriter, DoesNotOverwriteWhatSomebodyElseWrote) {
    const test::TemporaryFolder folder;
    const fs::path path = folder / "mix.cavea";
    overwrite(path, kEverything);
    Project project = read_project(path);
    const std::string other = kEverything + "\n";
    overwrite(path, other);
    project.objects["AO_1009"].mute = true;
    try {
        static_cast<void>(write_project(project, path));
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), ErrorCode::Refused);
        EXPECT_NE(std::string(error.what()).find("somebody else"), std::string::npos);
    }
    EXPECT_EQ(text_of(path), other);
    // Under another name it goes, and a file that was only touched is still the same.
    static_cast<void>(write_project(project, folder / "other.cavea"));
    overwrite(path, kEverything);
    static_cast<void>(write_project(project, path));
    EXPECT_TRUE(read_project(path) == project);
}

TEST(ProjectWriter, RelativePathsLeadToTheSameFilesFromANewFolder) {
    const test::TemporaryFolder folder;
    fs::create_directories(folder / "a/b");
    fs::create_directories(folder / "c");
    const Project project = everything(folder / "a/b/mix.cavea");
    const Project written = write_project(project, folder / "c/mix.cavea");
    EXPECT_EQ(written.master, fs::path("../a/b/film.wav"));
    EXPECT_EQ(written.rooms[0].ir, fs::path("../a/b/irs/hall.wav"));
    EXPECT_EQ(written.rooms[1].ir, fs::path("/abs/plate.flac"));
    const auto whole = [](const Project& p) { return fs::weakly_canonical(p.resolve(p.master)); };
    EXPECT_EQ(whole(written), whole(project));
    EXPECT_TRUE(relocated(written, folder / "a/b/mix.cavea") == project);
    EXPECT_TRUE(relocated(project, folder / "a/b/other.cavea") == project);
}

TEST(ProjectWriter, WritesProjectsOnly) {
    const test::TemporaryFolder folder;
    EXPECT_THROW(static_cast<void>(write_project(everything("m.cavea"), folder / "film.wav")),
                 Error);
    EXPECT_FALSE(fs::exists(folder / "film.wav"));
    EXPECT_THROW(static_cast<void>(write_project(everything("m.cavea"), folder / "no/mix.cavea")),
                 Error);
}

TEST(ProjectWriter, RefusesNamesThatAreNoText) {
    Project project = everything("mix.cavea");
    project.master = "\xff.wav";
    EXPECT_THROW(static_cast<void>(project_text(project)), Error);
}

}  // namespace
}  // namespace cavea::session
