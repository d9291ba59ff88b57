// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// From the bytes of interleaved samples to planar float, at memory speed: convert a tile of samples
// in file order, then transpose it. Used by the WAV reader and the libsndfile reader.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "core/base/planar.h"

namespace cavea::io {

/// Little-endian sample encodings. Pcm24In32 has its 24 bits in the upper three of four bytes, as
/// libsndfile delivers them.
enum class Encoding { Pcm16, Pcm24, Pcm24In32, Pcm32, Float32, Float64 };

[[nodiscard]] std::size_t bytes_per_sample(Encoding encoding);
/// "PCM 24 bit", "float 32 bit".
[[nodiscard]] std::string_view encoding_name(Encoding encoding);

/// A sample that is not finite or beyond +-AudioFile::kMaxSample.
struct BadSample {
    std::size_t frame = 0;
    std::size_t channel = 0;
    float value = 0;
};

class SampleDecoder {
 public:
    /// \param channels  >= 1
    SampleDecoder(Encoding encoding, std::size_t channels);

    /// Integer PCM is divided by 2^(bits-1) - 1, as the BS.2127 reference renderer does.
    ///
    /// \param in   [T][C] interleaved, out.frames() frames
    /// \param out  [C][T] overwritten
    /// \return     the first sample in file order that is no usable float
    [[nodiscard]] std::optional<BadSample> decode(std::span<const std::byte> in, Planar<float> out);

 private:
    Encoding encoding_;
    std::size_t channels_;
    std::size_t frame_bytes_;
    std::size_t tile_frames_;
    std::vector<float> tile_;             ///< [tile_frames_][C]
    std::vector<std::int32_t> integers_;  ///< the same, before the division
};

}  // namespace cavea::io
