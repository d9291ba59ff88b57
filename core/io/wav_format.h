// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The fmt chunk: what the samples of a WAV file are, checked. WAVE_FORMAT_PCM, IEEE_FLOAT and
// EXTENSIBLE with one of these two as sub-format.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "core/io/posix_file.h"
#include "core/io/sample_decode.h"

namespace cavea::io {

/// The limits of every input and output.
inline constexpr std::uint32_t kMinRateHz = 8000;
inline constexpr std::uint32_t kMaxRateHz = 384000;

/// nBlockAlign has 16 bits, so this many bytes of all channels together.
inline constexpr std::uint32_t kMaxWavFrameBytes = 65535;

/// wFormatTag.
inline constexpr std::uint16_t kTagPcm = 0x0001;
inline constexpr std::uint16_t kTagFloat = 0x0003;
inline constexpr std::uint16_t kTagExtensible = 0xFFFE;

/// The bytes after the tag in KSDATAFORMAT_SUBTYPE_PCM and _IEEE_FLOAT: the tag is the start of the
/// GUID (mmreg.h).
inline constexpr unsigned char kSubFormatTail[14] = {0x00, 0x00, 0x00, 0x00, 0x10, 0x00, 0x80,
                                                     0x00, 0x00, 0xAA, 0x00, 0x38, 0x9B, 0x71};

struct WavFormat {
    Encoding encoding = Encoding::Pcm16;
    std::uint32_t channels = 0;
    std::uint32_t rate_hz = 0;
    std::uint32_t frame_bytes = 0;   ///< all channels of one frame
    std::uint32_t channel_mask = 0;  ///< 0 unless EXTENSIBLE
};

/// \param content  the fmt chunk's content, or its first 40 bytes
/// \throws Error{Refused}  names the file and the chunk
[[nodiscard]] WavFormat parse_format(const InputFile& file, std::span<const std::byte> content);

/// \param place  for the message
/// \throws Error{Refused}  outside kMinRateHz to kMaxRateHz
void check_rate(const InputFile& file, const char* place, std::uint64_t rate_hz);

}  // namespace cavea::io
