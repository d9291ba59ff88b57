// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/wav_file.h"

#include <fmt/core.h>

#include <algorithm>
#include <utility>

#include "core/base/assert.h"
#include "core/io/file_range.h"
#include "core/io/sample_decode.h"
#include "core/io/wav_walker.h"

namespace cavea::io {
namespace {

/// Read at once: long enough for the disk, short enough to be decoded from the second-level cache.
constexpr std::size_t kReadBytes = std::size_t{256} << 10;

class WavReader final : public WavFile {
 public:
    WavReader(InputFile file, Diagnostics& diagnostics)
        : file_(std::move(file)),
          contents_(walk_wav(file_, diagnostics)),
          decoder_(contents_.format.encoding, contents_.format.channels),
          block_frames_(std::max<std::size_t>(1, kReadBytes / contents_.format.frame_bytes)),
          bytes_(block_frames_ * contents_.format.frame_bytes) {}

    [[nodiscard]] std::uint32_t channels() const override { return contents_.format.channels; }
    [[nodiscard]] std::uint32_t rate_hz() const override { return contents_.format.rate_hz; }
    [[nodiscard]] Frame frames() const override {
        return static_cast<Frame>(contents_.data.size / contents_.format.frame_bytes);
    }
    [[nodiscard]] std::uint32_t channel_mask() const override {
        return contents_.format.channel_mask;
    }
    [[nodiscard]] std::string format_name() const override {
        return fmt::format("{} {}", contents_.form == "RIFF" ? "WAV" : contents_.form,
                           encoding_name(contents_.format.encoding));
    }
    [[nodiscard]] const std::filesystem::path& path() const override { return file_.path(); }
    void read(Frame at, Planar<float> out) override;

    [[nodiscard]] const std::vector<Chunk>& chunks() const override { return contents_.chunks; }
    [[nodiscard]] const Chunk* find(std::string_view id) const override;
    void read_chunk(const Chunk& chunk, std::uint64_t at, std::span<std::byte> out) override {
        CAVEA_ASSERT(at <= chunk.size && out.size() <= chunk.size - at);
        file_.read_at(chunk.offset + at, out);
    }

 private:
    InputFile file_;
    WavContents contents_;
    SampleDecoder decoder_;
    std::size_t block_frames_;
    std::vector<std::byte> bytes_;  ///< [block_frames_][C] as in the file
};

void WavReader::read(Frame at, Planar<float> out) {
    CAVEA_ASSERT(out.channels() == channels());
    const Planar<float> inside = zero_outside(at, frames(), out);
    const Frame begin = std::max<Frame>(at, 0);
    for (std::size_t done = 0; done < inside.frames(); done += block_frames_) {
        const std::size_t count = std::min(block_frames_, inside.frames() - done);
        const Frame frame = begin + static_cast<Frame>(done);
        const std::span bytes(bytes_.data(), count * contents_.format.frame_bytes);
        file_.read_at(contents_.data.offset +
                          static_cast<std::uint64_t>(frame) * contents_.format.frame_bytes,
                      bytes);
        if (const auto bad = decoder_.decode(bytes, inside.slice(done, count))) {
            throw bad_sample_error(path(), frame, *bad);
        }
    }
}

const Chunk* WavReader::find(std::string_view id) const {
    const auto at = std::find_if(contents_.chunks.begin(), contents_.chunks.end(),
                                 [&](const Chunk& chunk) { return chunk.id == id; });
    return at == contents_.chunks.end() ? nullptr : &*at;
}

}  // namespace

std::unique_ptr<WavFile> open_wav(const std::filesystem::path& path, Diagnostics& diagnostics) {
    return open_wav(InputFile(path), diagnostics);
}

std::unique_ptr<WavFile> open_wav(InputFile file, Diagnostics& diagnostics) {
    return std::make_unique<WavReader>(std::move(file), diagnostics);
}

}  // namespace cavea::io
