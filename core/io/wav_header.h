// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The bytes before and around the samples of a WAV, RF64 or BW64 file. A JUNK chunk keeps the place
// of ds64, so that the decision for 64-bit sizes can be made when the length is known (EBU Tech
// 3306).
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "core/io/wav_format.h"

namespace cavea::io {

enum class WavForm { RiffOrRf64, Rf64, Bw64 };

struct WavHeader {
    WavForm form = WavForm::RiffOrRf64;
    WavFormat format;
    std::uint64_t frames = 0;
    std::uint64_t file_bytes = 0;  ///< the whole file, padding included

    [[nodiscard]] std::uint64_t data_bytes() const { return frames * format.frame_bytes; }
    /// Whether the sizes go into ds64.
    [[nodiscard]] bool long_form() const;
};

/// RIFF header, JUNK or ds64, fmt, and fact for float; as long for any frames and file_bytes.
[[nodiscard]] std::vector<std::byte> wav_head(const WavHeader& header);
/// The header of the data chunk.
[[nodiscard]] std::vector<std::byte> data_chunk_header(const WavHeader& header);
/// A whole chunk with padding.
///
/// \pre id.size() == 4, content.size() < 2^32 - 1
[[nodiscard]] std::vector<std::byte> make_chunk(std::string_view id,
                                                std::span<const std::byte> content);

}  // namespace cavea::io
