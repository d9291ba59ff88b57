// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Small programmes for tests: random but repeatable motion with every way of timing a block, and
// media that come from memory.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "core/io/audio_file.h"
#include "core/programme/programme.h"

namespace cavea::test {

struct SceneSettings {
    std::size_t objects = 5;
    std::size_t bed_channels = 0;  ///< of a 5.1 bed behind the objects, at most 6
    Frame frames = 9000;
    std::uint32_t rate_hz = 48000;
    std::uint64_t seed = 1;
    bool odd_times = true;  ///< block edges between samples, gaps, jumps
};

/// Object k plays track k, the bed the tracks behind them.
[[nodiscard]] std::shared_ptr<programme::Programme> random_scene(const SceneSettings& settings);

/// Noise for every track of a programme.
[[nodiscard]] std::vector<std::vector<float>> random_tracks(const programme::Programme& programme,
                                                            std::uint64_t seed);

/// Tracks in memory as an audio file.
class MemoryMedia final : public io::AudioFile {
 public:
    MemoryMedia(std::vector<std::vector<float>> tracks, std::uint32_t rate_hz);
    [[nodiscard]] std::uint32_t channels() const override;
    [[nodiscard]] std::uint32_t rate_hz() const override { return rate_hz_; }
    [[nodiscard]] Frame frames() const override;
    [[nodiscard]] std::uint32_t channel_mask() const override { return 0; }
    [[nodiscard]] std::string format_name() const override { return "memory"; }
    [[nodiscard]] const std::filesystem::path& path() const override { return path_; }
    void read(Frame at, Planar<float> out) override;

 private:
    std::vector<std::vector<float>> tracks_;
    std::uint32_t rate_hz_;
    std::filesystem::path path_ = "memory";
};

}  // namespace cavea::test
