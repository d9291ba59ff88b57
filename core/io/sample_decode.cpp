// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/sample_decode.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>

#include "core/base/assert.h"
#include "core/io/audio_file.h"

namespace cavea::io {
namespace {

static_assert(std::endian::native == std::endian::little, "samples are loaded without swapping");

/// Samples per tile: both halves of the work stay in the first-level cache.
constexpr std::size_t kTileSamples = 4096;
/// Rows written side by side: few enough that rows a power of two apart do not evict each other.
constexpr std::size_t kRowsAtOnce = 8;

template <class T>
T load(const std::byte* in) {
    T out;
    std::memcpy(&out, in, sizeof out);
    return out;
}

void from_pcm16(const std::byte* in, std::span<float> out) {
    for (std::size_t i = 0; i < out.size(); ++i) {
        out[i] = static_cast<float>(load<std::int16_t>(in + 2 * i)) / 32767.0F;
    }
}

/// In two loops, because the three-byte loads do not vectorise and the divisions do.
void from_pcm24(const std::byte* in, std::span<std::int32_t> integers, std::span<float> out) {
    const std::size_t last = out.size() - 1;
    for (std::size_t i = 0; i < last; ++i) {
        // Four bytes of which the upper three are moved in place; the shift back carries the sign.
        integers[i] = static_cast<std::int32_t>(load<std::uint32_t>(in + 3 * i) << 8) >> 8;
    }
    std::uint32_t tail = 0;  // the last sample has no fourth byte
    std::memcpy(&tail, in + 3 * last, 3);
    integers[last] = static_cast<std::int32_t>(tail << 8) >> 8;
    for (std::size_t i = 0; i < out.size(); ++i) {
        out[i] = static_cast<float>(integers[i]) / 8388607.0F;
    }
}

void from_pcm24_in_32(const std::byte* in, std::span<float> out) {
    for (std::size_t i = 0; i < out.size(); ++i) {
        out[i] = static_cast<float>(load<std::int32_t>(in + 4 * i) >> 8) / 8388607.0F;
    }
}

void from_pcm32(const std::byte* in, std::span<float> out) {
    for (std::size_t i = 0; i < out.size(); ++i) {
        out[i] = static_cast<float>(load<std::int32_t>(in + 4 * i) / 2147483647.0);
    }
}

void from_float64(const std::byte* in, std::span<float> out) {
    for (std::size_t i = 0; i < out.size(); ++i) {
        out[i] = static_cast<float>(load<double>(in + 8 * i));
    }
}

bool usable(float sample) {
    return std::abs(sample) <= AudioFile::kMaxSample;  // false for NaN
}

/// Index of the first sample that is not usable, or the size.
std::size_t first_bad(std::span<const float> samples) {
    int bad = 0;  // without an early exit the loop vectorises, and bad samples are rare
    for (const float x : samples) bad |= usable(x) ? 0 : 1;
    if (bad == 0) return samples.size();
    const auto at = std::find_if_not(samples.begin(), samples.end(), usable);
    return static_cast<std::size_t>(at - samples.begin());
}

template <std::size_t Rows>
void transpose_rows(const float* in, std::size_t channels, Planar<float> out) {
    float* const to = out.data();
    const std::size_t stride = out.stride();
    for (std::size_t t = 0; t < out.frames(); ++t) {
        for (std::size_t c = 0; c < Rows; ++c) to[c * stride + t] = in[t * channels + c];
    }
}

/// \param in  [T][C], T = out.frames()
void deinterleave(const float* in, Planar<float> out) {
    const std::size_t channels = out.channels();
    std::size_t c = 0;
    for (; c + kRowsAtOnce <= channels; c += kRowsAtOnce) {
        transpose_rows<kRowsAtOnce>(in + c, channels, out.rows(c, kRowsAtOnce));
    }
    for (; c + 2 <= channels; c += 2) transpose_rows<2>(in + c, channels, out.rows(c, 2));
    if (c < channels) transpose_rows<1>(in + c, channels, out.rows(c, 1));
}

}  // namespace

std::size_t bytes_per_sample(Encoding encoding) {
    switch (encoding) {
        case Encoding::Pcm16:
            return 2;
        case Encoding::Pcm24:
            return 3;
        case Encoding::Pcm24In32:
        case Encoding::Pcm32:
        case Encoding::Float32:
            return 4;
        case Encoding::Float64:
            return 8;
    }
    return 0;
}

std::string_view encoding_name(Encoding encoding) {
    switch (encoding) {
        case Encoding::Pcm16:
            return "PCM 16 bit";
        case Encoding::Pcm24:
        case Encoding::Pcm24In32:
            return "PCM 24 bit";
        case Encoding::Pcm32:
            return "PCM 32 bit";
        case Encoding::Float32:
            return "float 32 bit";
        case Encoding::Float64:
            return "float 64 bit";
    }
    return "";
}

SampleDecoder::SampleDecoder(Encoding encoding, std::size_t channels)
    : encoding_(encoding),
      channels_(channels),
      frame_bytes_(channels * bytes_per_sample(encoding)),
      tile_frames_(std::max<std::size_t>(1, kTileSamples / std::max<std::size_t>(channels, 1))),
      tile_(tile_frames_ * channels),
      integers_(encoding == Encoding::Pcm24 ? tile_.size() : 0) {
    CAVEA_ASSERT(channels >= 1);
}

std::optional<BadSample> SampleDecoder::decode(std::span<const std::byte> in, Planar<float> out) {
    CAVEA_ASSERT(out.channels() == channels_ && in.size() == out.frames() * frame_bytes_);
    std::optional<BadSample> bad;
    for (std::size_t at = 0; at < out.frames(); at += tile_frames_) {
        const std::size_t frames = std::min(tile_frames_, out.frames() - at);
        const std::byte* const from = in.data() + at * frame_bytes_;
        const std::span tile(tile_.data(), frames * channels_);
        switch (encoding_) {
            case Encoding::Pcm16:
                from_pcm16(from, tile);
                break;
            case Encoding::Pcm24:
                from_pcm24(from, integers_, tile);
                break;
            case Encoding::Pcm24In32:
                from_pcm24_in_32(from, tile);
                break;
            case Encoding::Pcm32:
                from_pcm32(from, tile);
                break;
            case Encoding::Float32:
                std::memcpy(tile.data(), from, tile.size_bytes());
                break;
            case Encoding::Float64:
                from_float64(from, tile);
                break;
        }
        if (!bad && (encoding_ == Encoding::Float32 || encoding_ == Encoding::Float64)) {
            const std::size_t i = first_bad(tile);
            if (i < tile.size()) bad = BadSample{at + i / channels_, i % channels_, tile[i]};
        }
        deinterleave(tile.data(), out.slice(at, frames));
    }
    return bad;
}

}  // namespace cavea::io
