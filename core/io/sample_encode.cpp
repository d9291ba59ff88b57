// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/sample_encode.h"

#include <algorithm>
#include <bit>
#include <cstring>

#include "core/base/assert.h"

namespace cavea::io {
namespace {

static_assert(std::endian::native == std::endian::little, "samples are stored without swapping");

/// Samples per tile: both halves of the work stay in the first-level cache.
constexpr std::size_t kTileSamples = 4096;
/// Rows read side by side: few enough that rows a power of two apart do not evict each other.
constexpr std::size_t kRowsAtOnce = 8;

template <std::size_t Rows, class T>
void interleave_rows(Planar<const T> in, std::size_t channels, T* out) {
    const T* const from = in.data();
    const std::size_t stride = in.stride();
    for (std::size_t t = 0; t < in.frames(); ++t) {
        for (std::size_t c = 0; c < Rows; ++c) out[t * channels + c] = from[c * stride + t];
    }
}

template <class T>
void interleave_all(Planar<const T> in, T* out) {
    const std::size_t channels = in.channels();
    std::size_t c = 0;
    for (; c + kRowsAtOnce <= channels; c += kRowsAtOnce) {
        interleave_rows<kRowsAtOnce>(in.rows(c, kRowsAtOnce), channels, out + c);
    }
    for (; c + 2 <= channels; c += 2) interleave_rows<2>(in.rows(c, 2), channels, out + c);
    if (c < channels) interleave_rows<1>(in.rows(c, 1), channels, out + c);
}

std::size_t tile_frames(std::size_t channels) {
    return std::max<std::size_t>(1, kTileSamples / std::max<std::size_t>(channels, 1));
}

/// The finaliser of SplitMix64 (Steele, Lea, Flood 2014): 64 well-mixed bits of any counter.
std::uint64_t mix(std::uint64_t z) {
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9U;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBU;
    return z ^ (z >> 31);
}

}  // namespace

Quantiser::Quantiser(int bits, std::size_t channels, bool dither)
    : scale_(static_cast<double>((1 << (bits - 1)) - 1)),
      channels_(channels),
      dither_(dither),
      tile_frames_(tile_frames(channels)),
      tile_(tile_frames_ * channels),
      scaled_(tile_frames_) {
    CAVEA_ASSERT(bits == 16 || bits == 24);
}

void Quantiser::quantise(Planar<const float> in, std::span<std::int32_t> out) {
    CAVEA_ASSERT(in.channels() == channels_ && out.size() == in.frames() * channels_);
    for (std::size_t at = 0; at < in.frames(); at += tile_frames_) {
        const std::size_t frames = std::min(tile_frames_, in.frames() - at);
        const Planar<std::int32_t> tile(tile_.data(), channels_, frames, tile_frames_);
        for (std::size_t c = 0; c < channels_; ++c) {
            quantise_row(c, in[c].subspan(at, frames), tile[c]);
        }
        interleave_all<std::int32_t>(tile, out.data() + at * channels_);
        frame_ += frames;
    }
}

void Quantiser::quantise_row(std::size_t channel, std::span<const float> in,
                             std::span<std::int32_t> out) {
    // In double: in float the product could round k / scale * scale away from k.
    const std::span scaled(scaled_.data(), in.size());
    for (std::size_t t = 0; t < in.size(); ++t) scaled[t] = static_cast<double>(in[t]) * scale_;
    if (dither_) add_dither(channel, scaled);
    // Adding 1.5 * 2^52 leaves no bits for a fraction: round to nearest, ties to even,
    // vectorisable.
    constexpr double kRound = 6755399441055744.0;
    const double highest = scale_;
    const double lowest = -scale_ - 1;
    int any_over = 0;
    for (std::size_t t = 0; t < in.size(); ++t) {
        const double rounded = (scaled[t] + kRound) - kRound;
        // The order of the comparisons gives NaN, a caller's bug, a value instead of a trap.
        const double low = rounded > lowest ? rounded : lowest;
        const double held = low < highest ? low : highest;
        any_over |= rounded != held ? 1 : 0;
        scaled[t] = rounded;
        out[t] = static_cast<std::int32_t>(held);
    }
    if (any_over == 0) return;
    overs_ += static_cast<std::uint64_t>(std::count_if(
        scaled.begin(), scaled.end(), [&](double x) { return !(x >= lowest && x <= highest); }));
}

/// The difference of two uniform numbers in [0, 1) is triangular in (-1, 1).
void Quantiser::add_dither(std::size_t channel, std::span<double> scaled) const {
    constexpr double kUnit = 1.0 / 4294967296.0;
    const std::uint64_t seed = mix(channel + 1);
    for (std::size_t t = 0; t < scaled.size(); ++t) {
        const std::uint64_t bits = mix(seed + (frame_ + t) * 0x9E3779B97F4A7C15U);
        const auto difference =
            static_cast<std::int64_t>(bits >> 32) - static_cast<std::int64_t>(bits & 0xFFFFFFFFU);
        scaled[t] += static_cast<double>(difference) * kUnit;
    }
}

void interleave(Planar<const float> in, std::span<float> out) {
    CAVEA_ASSERT(out.size() == in.frames() * in.channels());
    const std::size_t step = tile_frames(in.channels());
    for (std::size_t at = 0; at < in.frames(); at += step) {
        const std::size_t frames = std::min(step, in.frames() - at);
        interleave_all<float>(in.slice(at, frames), out.data() + at * in.channels());
    }
}

void pack_24(std::span<const std::int32_t> in, std::span<std::byte> out) {
    CAVEA_ASSERT(out.size() == 3 * in.size());
    if (in.empty()) return;
    std::byte* const to = out.data();
    // Four bytes at a time, the fourth overwritten by the next sample; the last has no fourth.
    const std::size_t last = in.size() - 1;
    for (std::size_t i = 0; i < last; ++i) std::memcpy(to + 3 * i, &in[i], 4);
    std::memcpy(to + 3 * last, &in[last], 3);
}

void pack_16(std::span<const std::int32_t> in, std::span<std::byte> out) {
    CAVEA_ASSERT(out.size() == 2 * in.size());
    for (std::size_t i = 0; i < in.size(); ++i) {
        const auto sample = static_cast<std::int16_t>(in[i]);
        std::memcpy(out.data() + 2 * i, &sample, sizeof sample);
    }
}

}  // namespace cavea::io
