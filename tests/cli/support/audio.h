// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Looking into the files that cavea wrote, with libsndfile and byte by byte: not with cavea's own
// reader, which would forgive its own writer.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace cavea::test {

struct Audio {
    std::uint32_t rate_hz = 0;
    std::size_t channels = 0;
    std::size_t frames = 0;
    std::string subtype;           ///< "f32", "s24", "s16" or ""
    std::vector<int> channel_map;  ///< SF_CHANNEL_MAP_..., empty without a mask
    std::vector<double> samples;   ///< [frames][channels], integers divided by 2^(bits-1)

    [[nodiscard]] double at(std::size_t frame, std::size_t channel) const {
        return samples[frame * channels + channel];
    }
};

/// \throws std::runtime_error  libsndfile cannot read it
[[nodiscard]] Audio read_audio(const std::filesystem::path& path);

/// Content of the first chunk with this id in a RIFF, RF64 or BW64 file; empty when there is none.
[[nodiscard]] std::string chunk_of(const std::filesystem::path& path, std::string_view id);

}  // namespace cavea::test
