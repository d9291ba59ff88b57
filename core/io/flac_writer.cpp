// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/flac_writer.h"

#include <fmt/core.h>
#include <sndfile.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <exception>
#include <vector>

#include "core/base/assert.h"
#include "core/io/atomic_target.h"
#include "core/io/sample_encode.h"

namespace cavea::io {
namespace {

constexpr std::size_t kBlockFrames = 4096;

/// The file as libsndfile's virtual input and output see it. Nothing may be thrown through C, so
/// the first error is kept.
struct Sink {
    AtomicTarget* target = nullptr;
    sf_count_t at = 0;
    sf_count_t end = 0;
    std::exception_ptr error;
};

sf_count_t sink_length(void* user) { return static_cast<const Sink*>(user)->end; }
sf_count_t sink_tell(void* user) { return static_cast<const Sink*>(user)->at; }

sf_count_t sink_seek(sf_count_t offset, int whence, void* user) {
    auto& sink = *static_cast<Sink*>(user);
    const sf_count_t base = whence == SEEK_SET ? 0 : whence == SEEK_CUR ? sink.at : sink.end;
    sink.at = std::max<sf_count_t>(0, base + offset);
    return sink.at;
}

sf_count_t sink_read(void* to, sf_count_t count, void* user) {
    auto& sink = *static_cast<Sink*>(user);
    const ssize_t got = ::pread(sink.target->fd(), to, static_cast<std::size_t>(count), sink.at);
    if (got > 0) sink.at += got;
    return std::max<ssize_t>(got, 0);
}

sf_count_t sink_write(const void* from, sf_count_t count, void* user) {
    auto& sink = *static_cast<Sink*>(user);
    if (sink.error) return 0;
    try {
        const std::span bytes(static_cast<const std::byte*>(from), static_cast<std::size_t>(count));
        sink.target->write_at(static_cast<std::uint64_t>(sink.at), bytes);
    } catch (...) {
        sink.error = std::current_exception();
        return 0;
    }
    sink.at += count;
    sink.end = std::max(sink.end, sink.at);
    return count;
}

class FlacWriter final : public AudioWriter {
 public:
    explicit FlacWriter(const WriterSettings& settings);
    ~FlacWriter() override { static_cast<void>(close()); }

    void write(Planar<const float> in) override;
    void commit() override;
    [[nodiscard]] std::uint64_t overs() const override { return quantiser_.overs(); }

 private:
    [[nodiscard]] int close() noexcept;
    void check(bool worked) const;

    AtomicTarget target_;
    Sink sink_;
    int bits_;
    std::size_t channels_;
    Quantiser quantiser_;
    std::vector<std::int32_t> block_;  ///< [kBlockFrames][C], samples in the upper bits
    SNDFILE* sndfile_ = nullptr;
};

FlacWriter::FlacWriter(const WriterSettings& settings)
    // Nothing is reserved: how far the samples compress is not known.
    : target_(settings.path, settings.sources, 0),
      bits_(settings.format == SampleFormat::Pcm24 ? 24 : 16),
      channels_(settings.layout.size()),
      quantiser_(bits_, channels_, settings.dither),
      block_(kBlockFrames * channels_) {
    sink_.target = &target_;
    SF_VIRTUAL_IO access{sink_length, sink_seek, sink_read, sink_write, sink_tell};
    SF_INFO info{};
    info.samplerate = static_cast<int>(settings.rate_hz);
    info.channels = static_cast<int>(channels_);
    info.format = SF_FORMAT_FLAC | (bits_ == 24 ? SF_FORMAT_PCM_24 : SF_FORMAT_PCM_16);
    sndfile_ = sf_open_virtual(&access, SFM_WRITE, &info, &sink_);
    if (sink_.error) {
        static_cast<void>(close());
        std::rethrow_exception(sink_.error);
    }
    if (sndfile_ == nullptr) {
        throw refused(settings.path.string(), "",
                      fmt::format("FLAC cannot hold {} channels at {} Hz ({}); write .wav or .bw64",
                                  channels_, settings.rate_hz, sf_strerror(nullptr)));
    }
}

void FlacWriter::write(Planar<const float> in) {
    CAVEA_ASSERT(in.channels() == channels_ && sndfile_ != nullptr);
    for (std::size_t at = 0; at < in.frames(); at += kBlockFrames) {
        const std::size_t count = std::min(kBlockFrames, in.frames() - at);
        const auto block = std::span(block_).first(count * channels_);
        quantiser_.quantise(in.slice(at, count), block);
        for (auto& sample : block) sample *= 1 << (32 - bits_);
        const auto frames = static_cast<sf_count_t>(count);
        check(sf_writef_int(sndfile_, block.data(), frames) == frames);
    }
}

void FlacWriter::commit() {
    CAVEA_ASSERT(sndfile_ != nullptr);
    check(close() == 0);
    target_.commit(static_cast<std::uint64_t>(sink_.end));
}

/// The encoder writes its last block and the header here.
int FlacWriter::close() noexcept {
    const int failed = sndfile_ == nullptr ? 0 : sf_close(sndfile_);
    sndfile_ = nullptr;
    return failed;
}

void FlacWriter::check(bool worked) const {
    if (sink_.error) std::rethrow_exception(sink_.error);
    if (worked) return;
    throw Error(ErrorCode::Machine,
                located(target_.path().string(), "", "cannot be written: the FLAC encoder failed"));
}

}  // namespace

std::unique_ptr<AudioWriter> create_flac(const WriterSettings& settings) {
    return std::make_unique<FlacWriter>(settings);
}

}  // namespace cavea::io
