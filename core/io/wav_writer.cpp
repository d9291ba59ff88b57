// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/wav_writer.h"

#include <fmt/core.h>

#include <algorithm>
#include <cstring>
#include <optional>
#include <utility>

#include "core/base/assert.h"
#include "core/io/atomic_target.h"
#include "core/io/sample_encode.h"

namespace cavea::io {
namespace {

/// Written at once: long enough that the system call costs nothing.
constexpr std::size_t kWriteBytes = std::size_t{1} << 20;

Encoding encoding_of(SampleFormat format) {
    switch (format) {
        case SampleFormat::Float32:
            return Encoding::Float32;
        case SampleFormat::Pcm24:
            return Encoding::Pcm24;
        case SampleFormat::Pcm16:
            return Encoding::Pcm16;
    }
    return Encoding::Float32;
}

WavHeader header_of(const WriterSettings& settings, WavForm form) {
    WavHeader out;
    out.form = form;
    out.format.encoding = encoding_of(settings.format);
    out.format.channels = static_cast<std::uint32_t>(settings.layout.size());
    out.format.rate_hz = settings.rate_hz;
    out.format.frame_bytes =
        static_cast<std::uint32_t>(settings.layout.size() * bytes_per_sample(out.format.encoding));
    out.format.channel_mask = layout::wave_mask(settings.layout).value_or(0);
    return out;
}

/// The extra chunks before or after the data, with their headers.
std::vector<std::byte> extra_bytes(const WriterSettings& settings, bool before_data) {
    std::vector<std::byte> out;
    for (const auto& extra : settings.extra_chunks) {
        if (extra.before_data != before_data) continue;
        const auto chunk = make_chunk(extra.id, extra.bytes);
        out.insert(out.end(), chunk.begin(), chunk.end());
    }
    return out;
}

class WavWriter final : public AudioWriter {
 public:
    WavWriter(const WriterSettings& settings, WavForm form, Diagnostics& diagnostics);

    void write(Planar<const float> in) override;
    void commit() override;
    [[nodiscard]] std::uint64_t overs() const override {
        return quantiser_ ? quantiser_->overs() : 0;
    }

 private:
    [[nodiscard]] std::uint64_t file_bytes(std::uint64_t frames) const;
    void encode(Planar<const float> in, std::size_t at);
    void flush();

    WavHeader header_;
    std::vector<std::byte> before_;  ///< extra chunks, until they are written
    std::vector<std::byte> after_;
    std::uint64_t data_at_ = 0;  ///< where the header of the data chunk begins
    std::uint64_t written_ = 0;  ///< bytes of samples in the file
    std::size_t block_frames_;
    std::size_t pending_ = 0;  ///< frames in block_
    /// [block_frames_][C]: floats as they are, or integers that are packed when they are flushed.
    std::vector<float> floats_;
    std::vector<std::int32_t> integers_;
    std::vector<std::byte> packed_;
    std::optional<Quantiser> quantiser_;
    std::optional<AtomicTarget> target_;
};

WavWriter::WavWriter(const WriterSettings& settings, WavForm form, Diagnostics& diagnostics)
    : header_(header_of(settings, form)),
      before_(extra_bytes(settings, true)),
      after_(extra_bytes(settings, false)),
      block_frames_(std::max<std::size_t>(1, kWriteBytes / header_.format.frame_bytes)) {
    data_at_ = wav_head(header_).size() + before_.size();
    const std::size_t samples = block_frames_ * header_.format.channels;
    if (settings.format == SampleFormat::Float32) {
        floats_.resize(samples);
    } else {
        const int bits = settings.format == SampleFormat::Pcm24 ? 24 : 16;
        quantiser_.emplace(bits, header_.format.channels, settings.dither);
        integers_.resize(samples);
        packed_.resize(block_frames_ * header_.format.frame_bytes);
    }
    const std::uint64_t expected = file_bytes(static_cast<std::uint64_t>(settings.frames));
    target_.emplace(settings.path, settings.sources, expected);
    target_->write_at(data_at_ - before_.size(), before_);
    before_ = {};
    if (form == WavForm::RiffOrRf64 && expected > 8 + std::uint64_t{0xFFFFFFFF}) {
        diagnostics.warn("output-rf64", located(settings.path.string(), "",
                                                "is longer than 4 GiB and becomes RF64, which not "
                                                "every program reads; name it .rf64 or .bw64"));
    }
}

std::uint64_t WavWriter::file_bytes(std::uint64_t frames) const {
    const std::uint64_t data = frames * header_.format.frame_bytes;
    return data_at_ + 8 + data + data % 2 + after_.size();
}

void WavWriter::write(Planar<const float> in) {
    CAVEA_ASSERT(in.channels() == header_.format.channels);
    for (std::size_t at = 0; at < in.frames();) {
        const std::size_t count = std::min(block_frames_ - pending_, in.frames() - at);
        encode(in.slice(at, count), pending_ * header_.format.channels);
        pending_ += count;
        at += count;
        if (pending_ == block_frames_) flush();
    }
}

/// \param at  sample of the block
void WavWriter::encode(Planar<const float> in, std::size_t at) {
    const std::size_t samples = in.frames() * in.channels();
    if (quantiser_) {
        quantiser_->quantise(in, std::span(integers_).subspan(at, samples));
    } else {
        interleave(in, std::span(floats_).subspan(at, samples));
    }
}

void WavWriter::flush() {
    const std::size_t samples = pending_ * header_.format.channels;
    std::span<const std::byte> bytes =
        std::as_bytes(std::span(floats_).first(quantiser_ ? 0 : samples));
    if (quantiser_) {
        const auto packed = std::span(packed_).first(pending_ * header_.format.frame_bytes);
        const std::span<const std::int32_t> integers(integers_.data(), samples);
        if (header_.format.encoding == Encoding::Pcm24) {
            pack_24(integers, packed);
        } else {
            pack_16(integers, packed);
        }
        bytes = packed;
    }
    target_->write_at(data_at_ + 8 + written_, bytes);
    written_ += bytes.size();
    pending_ = 0;
}

void WavWriter::commit() {
    flush();
    header_.frames = written_ / header_.format.frame_bytes;
    header_.file_bytes = file_bytes(header_.frames);
    std::vector<std::byte> tail(written_ % 2);  // the pad byte
    tail.insert(tail.end(), after_.begin(), after_.end());
    target_->write_at(data_at_ + 8 + written_, tail);
    target_->write_at(0, wav_head(header_));
    target_->write_at(data_at_, data_chunk_header(header_));
    target_->commit(header_.file_bytes);
}

}  // namespace

std::unique_ptr<AudioWriter> create_wav(const WriterSettings& settings, WavForm form,
                                        Diagnostics& diagnostics) {
    return std::make_unique<WavWriter>(settings, form, diagnostics);
}

}  // namespace cavea::io
