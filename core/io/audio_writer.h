// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Writing audio files atomically: samples go to a temporary file in the target's folder, commit()
// makes it the target in one rename. Destroyed without commit(), nothing is left.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "core/base/diagnostics.h"
#include "core/base/frame.h"
#include "core/base/planar.h"
#include "core/layout/layout.h"

namespace cavea::io {

enum class SampleFormat { Float32, Pcm24, Pcm16 };

/// A chunk to carry along, for example chna and axml.
struct ExtraChunk {
    std::string id;                ///< four printable bytes, none of those that the writer makes
    std::vector<std::byte> bytes;  ///< content without padding, below 4 GiB
    bool before_data = true;       ///< else behind it, as BS.2088 advises for a long axml
};

struct WriterSettings {
    std::filesystem::path path;  ///< .wav (RF64 beyond 4 GiB), .rf64, .bw64 or .flac
    SampleFormat format = SampleFormat::Float32;
    bool dither = false;  ///< triangular, +-1 step, fixed seed; PCM only
    std::uint32_t rate_hz = 48000;
    layout::Layout layout;                       ///< channels and, where it exists, their mask
    Frame frames = 0;                            ///< expected; reserves the space on disk
    std::vector<std::filesystem::path> sources;  ///< files that must not be overwritten
    std::vector<ExtraChunk> extra_chunks;        ///< in this order; none in FLAC
};

class AudioWriter {
 public:
    AudioWriter() = default;
    AudioWriter(const AudioWriter&) = delete;
    AudioWriter& operator=(const AudioWriter&) = delete;
    virtual ~AudioWriter() = default;

    /// Append frames; PCM formats clip at full scale and count what they clipped.
    ///
    /// \param in  [channels][frames], finite
    /// \throws Error{Machine}  disk full or any other write error: names the target
    virtual void write(Planar<const float> in) = 0;
    /// Header, fsync, rename. Nothing may be written after it.
    ///
    /// \throws Error{Machine}  as write(); the target is then as it was before
    virtual void commit() = 0;
    /// Samples that a PCM format could not hold, so far.
    [[nodiscard]] virtual std::uint64_t overs() const = 0;
};

/// A symbolic link is followed: what it leads to is replaced. Where the process ignores SIGXFSZ, a
/// file-size limit is an Error{Machine} too.
///
/// \throws Error{Refused}  the target is one of the sources (by inode, so links count), a folder or
/// a
///                         device, or its name has another extension, or the format cannot hold the
///                         layout or rate (FLAC: 8 channels, 24 bit)
/// \throws Error{Machine}  the folder is missing, read-only or full
[[nodiscard]] std::unique_ptr<AudioWriter> create_audio(const WriterSettings& settings,
                                                        Diagnostics& diagnostics);

}  // namespace cavea::io
