// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A folder with files to render, and renders of it that have to succeed.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

#include "tests/cli/support/adm_file.h"
#include "tests/cli/support/audio.h"
#include "tests/cli/support/process.h"
#include "tests/core/io/wav_builder.h"
#include "tests/support/support.h"

namespace cavea::test {

/// Channel mask of 0+5+0: front, centre, LFE and side loudspeakers.
inline constexpr std::uint32_t kFivePointOne = 0x60F;

class RenderCase : public testing::Test {
 protected:
    /// Frames of scene(): a little over two seconds, not a multiple of any block.
    static constexpr std::int64_t kFrames = 100'003;
    /// Frames of room(), shorter than scene().
    static constexpr std::int64_t kRoomFrames = 9'601;

    /// Six moving objects, some diffuse, some large.
    [[nodiscard]] std::string scene() const {
        const auto path = folder_ / "scene.wav";
        if (!std::filesystem::exists(path)) write_adm(path, {.frames = kFrames});
        return path;
    }

    /// An impulse response for two loudspeakers.
    [[nodiscard]] std::string room() const {
        const auto path = folder_ / "room.wav";
        if (!std::filesystem::exists(path)) {
            write_plain(path, decaying_noise(2, kRoomFrames, 11));
        }
        return path;
    }

    /// A project of scene() with two rooms, pre-delay, moving sends and returns.
    [[nodiscard]] std::string project() const {
        static_cast<void>(scene());
        static_cast<void>(room());
        write_plain(folder_ / "hall.wav", decaying_noise(6, 21'000, 23), kFivePointOne);
        write_text(folder_ / "mix.cavea", R"({"cavea": 1, "master": "scene.wav",
 "rooms": [{"id": "small", "ir": "room.wav", "level_db": -3, "predelay_ms": 12.5},
           {"id": "hall", "ir": "hall.wav", "labels": ["0+5+0"],
            "return_db": [[0.25, 0], [1.5, -20]]}],
 "sends": {"AO_1001": [{"room": "small", "level_db": -6}],
           "AO_1002": [{"room": "hall", "level_db": [[0, -30], [2, -3]]}],
           "*": [{"room": "small", "level_db": -15}, {"room": "hall", "level_db": -12}]}})");
        return folder_ / "mix.cavea";
    }

    [[nodiscard]] std::string file(const std::string& name) const { return folder_ / name; }

    /// `cavea render INPUT -o OUTPUT -l LAYOUT MORE...`; the test fails where that does.
    Outcome render(const std::string& input, const std::string& output, const std::string& layout,
                   const std::vector<std::string>& more = {}) const {
        std::vector<std::string> words{"render", input, "-o", output, "-l", layout};
        words.insert(words.end(), more.begin(), more.end());
        Outcome outcome = cavea(words);
        EXPECT_EQ(outcome.exit_code, 0) << outcome;
        return outcome;
    }

    /// The samples of a render as the bytes of its file.
    [[nodiscard]] std::string bytes(const std::string& input, const std::string& layout,
                                    const std::vector<std::string>& more = {}) const {
        const std::string output = file("bytes.wav");
        std::vector<std::string> all{"--quiet", "--no-measure"};
        all.insert(all.end(), more.begin(), more.end());
        render(input, output, layout, all);
        return chunk_of(output, "data");
    }

    /// The report of a render.
    [[nodiscard]] nlohmann::json report(const std::string& input, const std::string& layout,
                                        const std::vector<std::string>& more = {}) const {
        std::vector<std::string> all{"--json", "--quiet"};
        all.insert(all.end(), more.begin(), more.end());
        const Outcome outcome = render(input, file("report.wav"), layout, all);
        EXPECT_EQ(std::count(outcome.out.begin(), outcome.out.end(), '\n'), 1) << outcome;
        return nlohmann::json::parse(outcome.out);
    }

    const TemporaryFolder folder_;
};

/// Names of the members of a JSON object.
inline std::set<std::string> keys(const nlohmann::json& object) {
    std::set<std::string> out;
    for (const auto& [key, value] : object.items()) out.insert(key);
    return out;
}

}  // namespace cavea::test
