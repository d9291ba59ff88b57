// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Reading audio files as float channels. WAV, RF64 and BW64 go through our own bounds-checked
// walker (wav_file.h); FLAC, AIFF, W64 through libsndfile; everything else is refused by name.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

#include "core/base/diagnostics.h"
#include "core/base/frame.h"
#include "core/base/planar.h"

namespace cavea::io {

class WavFile;

/// Random access to decoded samples. One thread at a time.
class AudioFile {
 public:
    AudioFile() = default;
    AudioFile(const AudioFile&) = delete;
    AudioFile& operator=(const AudioFile&) = delete;
    virtual ~AudioFile() = default;

    [[nodiscard]] virtual std::uint32_t channels() const = 0;
    [[nodiscard]] virtual std::uint32_t rate_hz() const = 0;
    [[nodiscard]] virtual Frame frames() const = 0;
    /// WAVE channel mask; 0 when the file has none.
    [[nodiscard]] virtual std::uint32_t channel_mask() const = 0;
    /// "WAV PCM 24 bit", "BW64 float 32 bit", "FLAC 16 bit".
    [[nodiscard]] virtual std::string format_name() const = 0;
    [[nodiscard]] virtual const std::filesystem::path& path() const = 0;

    /// Decode frames [at, at + out.frames()); zeros outside the file. Integer PCM is divided by
    /// 2^(bits-1) - 1, as the BS.2127 reference renderer does.
    ///
    /// \param out  [channels][frames] overwritten
    /// \throws Error{Refused}  a sample is not finite or beyond +-kMaxSample: names file, frame
    ///                         (from 0) and channel (from 1)
    /// \throws Error{Machine}  the file cannot be read any more
    virtual void read(Frame at, Planar<float> out) = 0;

    /// The WAV walker behind this file, for its other chunks; null for other formats.
    [[nodiscard]] virtual WavFile* as_wav() { return nullptr; }

    /// Far above any sound and far below what overflows a float mix.
    static constexpr float kMaxSample = 64.0F;
};

/// Open any supported format.
///
/// \throws Error{Refused}  not a regular file, unknown format, damaged, or beyond the limits; names
///                         file and place
[[nodiscard]] std::unique_ptr<AudioFile> open_audio(const std::filesystem::path& path,
                                                    Diagnostics& diagnostics);

}  // namespace cavea::io
