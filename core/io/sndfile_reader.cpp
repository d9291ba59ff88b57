// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/sndfile_reader.h"

#include <fmt/core.h>
#include <sndfile.h>

#include <algorithm>
#include <cstddef>
#include <limits>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/base/assert.h"
#include "core/io/file_range.h"
#include "core/io/foreign_length.h"
#include "core/io/sample_decode.h"
#include "core/io/wav_format.h"

namespace cavea::io {
namespace {

constexpr std::size_t kReadBytes = std::size_t{256} << 10;

struct CloseSndfile {
    void operator()(SNDFILE* file) const { sf_close(file); }
};
using Sndfile = std::unique_ptr<SNDFILE, CloseSndfile>;

const char* name_of(ForeignFormat format) {
    switch (format) {
        case ForeignFormat::Flac:
            return "FLAC";
        case ForeignFormat::Aiff:
            return "AIFF";
        case ForeignFormat::Wave64:
            return "W64";
    }
    return "";
}

int major_of(ForeignFormat format) {
    switch (format) {
        case ForeignFormat::Flac:
            return SF_FORMAT_FLAC;
        case ForeignFormat::Aiff:
            return SF_FORMAT_AIFF;
        case ForeignFormat::Wave64:
            return SF_FORMAT_W64;
    }
    return 0;
}

/// How the samples are asked for, which keeps every bit of the file's own encoding.
std::optional<Encoding> delivered_encoding(int format) {
    switch (format & SF_FORMAT_SUBMASK) {
        case SF_FORMAT_PCM_16:
            return Encoding::Pcm16;
        case SF_FORMAT_PCM_24:
            return Encoding::Pcm24In32;
        case SF_FORMAT_PCM_32:
            return Encoding::Pcm32;
        case SF_FORMAT_FLOAT:
            return Encoding::Float32;
        case SF_FORMAT_DOUBLE:
            return Encoding::Float64;
        default:
            return std::nullopt;
    }
}

class SndfileReader final : public AudioFile {
 public:
    SndfileReader(InputFile file, ForeignFormat format);

    [[nodiscard]] std::uint32_t channels() const override {
        return static_cast<std::uint32_t>(info_.channels);
    }
    [[nodiscard]] std::uint32_t rate_hz() const override {
        return static_cast<std::uint32_t>(info_.samplerate);
    }
    [[nodiscard]] Frame frames() const override { return info_.frames; }
    [[nodiscard]] std::uint32_t channel_mask() const override { return 0; }
    [[nodiscard]] std::string format_name() const override;
    [[nodiscard]] const std::filesystem::path& path() const override { return file_.path(); }
    void read(Frame at, Planar<float> out) override;

 private:
    void check_length() const;
    void check_end();
    void decode_bytes(Frame at, std::size_t count);
    [[nodiscard]] sf_count_t deliver(sf_count_t count);

    InputFile file_;
    ForeignFormat format_;
    SF_INFO info_{};
    Sndfile sndfile_;
    Encoding encoding_ = Encoding::Pcm16;
    std::optional<SampleDecoder> decoder_;
    std::size_t frame_bytes_ = 0;
    std::size_t block_frames_ = 0;
    std::vector<std::byte> bytes_;  ///< [block_frames_][C] as libsndfile delivers them
    Frame position_ = 0;            ///< where libsndfile stands
};

SndfileReader::SndfileReader(InputFile file, ForeignFormat format)
    : file_(std::move(file)), format_(format) {
    // The descriptor stays ours: it is closed after the SNDFILE, in the order of the members.
    sndfile_.reset(sf_open_fd(file_.fd(), SFM_READ, &info_, SF_FALSE));
    const char* const name = name_of(format_);
    if (!sndfile_) {
        throw file_.refuse(name, fmt::format("{}; the file is damaged", sf_strerror(nullptr)));
    }
    const auto encoding = delivered_encoding(info_.format);
    if ((info_.format & SF_FORMAT_TYPEMASK) != major_of(format_) || !encoding) {
        throw file_.refuse(name,
                           "this encoding is not read; convert it to PCM of 16, 24 or 32 bit or "
                           "float");
    }
    if (info_.channels < 1) throw file_.refuse(name, "no channels; the file is damaged");
    check_rate(file_, name, static_cast<std::uint64_t>(std::max(info_.samplerate, 0)));
    encoding_ = *encoding;
    frame_bytes_ = channels() * bytes_per_sample(encoding_);
    block_frames_ = std::max<std::size_t>(1, kReadBytes / frame_bytes_);
    decoder_.emplace(encoding_, channels());
    bytes_.resize(block_frames_ * frame_bytes_);
    check_length();
    check_end();
}

/// The file's own claim against what libsndfile made of the bytes that are there.
void SndfileReader::check_length() const {
    const char* const name = name_of(format_);
    if (info_.frames < 0 || info_.frames == std::numeric_limits<sf_count_t>::max() ||
        (format_ == ForeignFormat::Flac && info_.frames == 0)) {
        throw file_.refuse(name, "its length is not in its header; convert the file again");
    }
    const auto found = static_cast<std::uint64_t>(info_.frames);
    std::optional<std::uint64_t> claimed;
    if (format_ == ForeignFormat::Aiff) claimed = aiff_frames(file_);
    if (format_ == ForeignFormat::Wave64) {
        // 24 bits take three bytes in the file.
        const auto sample =
            encoding_ == Encoding::Pcm24In32 ? std::size_t{3} : bytes_per_sample(encoding_);
        if (const auto bytes = wave64_data_bytes(file_)) claimed = *bytes / (sample * channels());
    }
    if (format_ == ForeignFormat::Flac || claimed == found) return;
    if (!claimed) throw file_.refuse(name, "its length is not in its header; the file is damaged");
    throw file_.refuse(name, fmt::format("says {} frames, the file ends after {}; it is cut or "
                                         "damaged, copy it again",
                                         *claimed, found));
}

/// A FLAC file that was cut still says its full length; only its end tells.
void SndfileReader::check_end() {
    if (info_.frames > 0) decode_bytes(info_.frames - 1, 1);
}

std::string SndfileReader::format_name() const {
    auto encoding = encoding_name(encoding_);
    if (format_ == ForeignFormat::Flac) encoding.remove_prefix(std::string_view("PCM ").size());
    return fmt::format("{} {}", name_of(format_), encoding);
}

sf_count_t SndfileReader::deliver(sf_count_t count) {
    void* const to = bytes_.data();
    switch (encoding_) {
        case Encoding::Pcm16:
            return sf_readf_short(sndfile_.get(), static_cast<short*>(to), count);
        case Encoding::Pcm24:
        case Encoding::Pcm24In32:
        case Encoding::Pcm32:
            return sf_readf_int(sndfile_.get(), static_cast<int*>(to), count);
        case Encoding::Float32:
            return sf_readf_float(sndfile_.get(), static_cast<float*>(to), count);
        case Encoding::Float64:
            return sf_readf_double(sndfile_.get(), static_cast<double*>(to), count);
    }
    return 0;
}

/// Frames [at, at + count) into bytes_.
void SndfileReader::decode_bytes(Frame at, std::size_t count) {
    const bool there = position_ == at || sf_seek(sndfile_.get(), at, SEEK_SET) == at;
    position_ = -1;
    const auto wanted = static_cast<sf_count_t>(count);
    if (!there || deliver(wanted) != wanted) {
        throw file_.refuse(fmt::format("frame {}", at),
                           "cannot be decoded; the file is cut or damaged, copy it again");
    }
    position_ = at + wanted;
}

void SndfileReader::read(Frame at, Planar<float> out) {
    CAVEA_ASSERT(out.channels() == channels());
    const Planar<float> inside = zero_outside(at, frames(), out);
    const Frame begin = std::max<Frame>(at, 0);
    for (std::size_t done = 0; done < inside.frames(); done += block_frames_) {
        const std::size_t count = std::min(block_frames_, inside.frames() - done);
        const Frame frame = begin + static_cast<Frame>(done);
        decode_bytes(frame, count);
        const std::span bytes(bytes_.data(), count * frame_bytes_);
        if (const auto bad = decoder_->decode(bytes, inside.slice(done, count))) {
            throw bad_sample_error(path(), frame, *bad);
        }
    }
}

}  // namespace

std::unique_ptr<AudioFile> open_foreign(InputFile file, ForeignFormat format) {
    return std::make_unique<SndfileReader>(std::move(file), format);
}

}  // namespace cavea::io
