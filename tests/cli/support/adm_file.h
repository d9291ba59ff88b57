// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Files to render: ADM masters of any number of objects, plain multichannel files, projects. All
// of them follow from their arguments, so that two calls write the same bytes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace cavea::test {

struct AdmScene {
    int objects = 6;
    std::int64_t frames = 48000;
    /// Of every object: they move from one to the next. 0 = one block, no movement.
    int blocks_per_second = 10;
    /// Samples are a hole in the file: silence that takes no space on disk.
    bool silent = false;
    float peak = 0.1F;
};

/// A BW64 file of 48 kHz and 16 bit with objects AO_1001, AO_1002, ... of noise. Every third is
/// half diffuse, every fourth has an extent.
void write_adm(const std::filesystem::path& path, const AdmScene& scene);

/// A float WAV of 48 kHz without metadata. \param columns  [C][T]
/// \param mask  dwChannelMask; 0 leaves it out
void write_plain(const std::filesystem::path& path, const std::vector<std::vector<float>>& columns,
                 std::uint32_t mask = 0);

/// Decaying noise, a different one in each channel: [C][T] for write_plain().
[[nodiscard]] std::vector<std::vector<float>> decaying_noise(std::size_t channels,
                                                             std::size_t frames,
                                                             std::uint64_t seed);

void write_text(const std::filesystem::path& path, const std::string& text);

}  // namespace cavea::test
