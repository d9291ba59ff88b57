// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// From planar float to the interleaved samples of a file, at memory speed: rounding, clipping and
// dither per channel, then the transposition. Used by the WAV and FLAC writers.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "core/base/planar.h"

namespace cavea::io {

/// Float to integers of 16 or 24 bit: times 2^(bits-1) - 1, the inverse of the readers, rounded to
/// nearest, clipped to what the bits hold.
class Quantiser {
 public:
    /// \param bits    16 or 24
    /// \param dither  add triangular noise of +-1 step; the same for the same channel and frame
    Quantiser(int bits, std::size_t channels, bool dither);

    /// The next frames.
    ///
    /// \param in   [C][T], finite
    /// \param out  [T][C], in the low bits
    void quantise(Planar<const float> in, std::span<std::int32_t> out);

    /// Samples that were clipped, so far.
    [[nodiscard]] std::uint64_t overs() const { return overs_; }

 private:
    void quantise_row(std::size_t channel, std::span<const float> in, std::span<std::int32_t> out);
    void add_dither(std::size_t channel, std::span<double> scaled) const;

    double scale_;
    std::size_t channels_;
    bool dither_;
    std::uint64_t overs_ = 0;
    std::uint64_t frame_ = 0;  ///< of the next tile, for the dither
    std::size_t tile_frames_;
    std::vector<std::int32_t> tile_;  ///< [C][tile_frames_]
    std::vector<double> scaled_;      ///< [tile_frames_]
};

/// \param in   [C][T]
/// \param out  [T][C]
void interleave(Planar<const float> in, std::span<float> out);

/// The low three bytes of each integer, little-endian.
///
/// \param out  3 * in.size() bytes
void pack_24(std::span<const std::int32_t> in, std::span<std::byte> out);

/// The low two bytes of each integer, little-endian.
///
/// \param out  2 * in.size() bytes
void pack_16(std::span<const std::int32_t> in, std::span<std::byte> out);

}  // namespace cavea::io
