// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// RIFF/WAVE, RF64 (EBU Tech 3306) and BW64 (ITU-R BS.2088) read by our own walker: libsndfile
// refuses BW64 and opens damaged files silently. Every size is checked against the bytes that the
// file has before it is used; nothing is loaded whole.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/io/audio_file.h"
#include "core/io/posix_file.h"

namespace cavea::io {

struct Chunk {
    std::string id;            ///< four bytes
    std::uint64_t offset = 0;  ///< of the content in the file
    std::uint64_t size = 0;    ///< of the content, without padding
};

class WavFile : public AudioFile {
 public:
    /// Every chunk in file order, data included.
    [[nodiscard]] virtual const std::vector<Chunk>& chunks() const = 0;
    /// The first chunk with this id, or null.
    [[nodiscard]] virtual const Chunk* find(std::string_view id) const = 0;
    /// Bytes [at, at + out.size()) of a chunk's content.
    ///
    /// \pre at + out.size() <= chunk.size
    /// \throws Error{Machine}  the file cannot be read any more
    virtual void read_chunk(const Chunk& chunk, std::uint64_t at, std::span<std::byte> out) = 0;

    [[nodiscard]] WavFile* as_wav() override { return this; }
};

/// Open a RIFF, RF64 or BW64 file.
///
/// \throws Error{Refused}  not a regular file, another format, damaged, or beyond the limits; names
///                         file and chunk
[[nodiscard]] std::unique_ptr<WavFile> open_wav(const std::filesystem::path& path,
                                                Diagnostics& diagnostics);
/// The same of a file that is open already.
[[nodiscard]] std::unique_ptr<WavFile> open_wav(InputFile file, Diagnostics& diagnostics);

}  // namespace cavea::io
