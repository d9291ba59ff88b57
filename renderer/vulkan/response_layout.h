// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// How the responses of a convolver lie on the device: pairs of outputs, runs of partitions, buffers
// that can be bound whole. Pure; no device.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "renderer/convolver.h"

namespace cavea::gpu {

/// What is bound at once.
struct ResponseLimits {
    std::size_t buffer_bytes = 0;  ///< of responses
    std::uint32_t inputs = 1;      ///< whose windows lie in one buffer
};

/// Two outputs that are summed together, since they share what is read of the inputs; the last one
/// may be alone.
struct OutputPair {
    std::array<std::uint32_t, 2> outputs{};
    std::uint32_t count = 2;
};

/// Partitions of one input, one behind the other, that an output pair needs. Those of nothing but
/// zeros are left out where that pays.
struct ResponseRun {
    std::uint32_t part = 0;  ///< in ResponseLayout::parts
    std::uint32_t pair = 0;  ///< in ResponseLayout::pairs
    std::uint32_t input = 0;
    std::uint32_t first = 0;  ///< partition
    std::uint32_t count = 0;
    std::uint32_t at =
        0;  ///< vec4 of the buffer: [tile][partition][kBinTile], an output each in xy and zw
    std::array<std::vector<const ConvolverPath*>, 2> paths;  ///< by output of the pair; add up
};

/// Runs that one dispatch can see.
struct ResponsePart {
    std::uint32_t windows = 0;  ///< buffer of windows, ResponseLimits::inputs in each
    std::uint32_t buffer = 0;   ///< buffer of responses
    std::size_t first_run = 0;
    std::size_t runs = 0;
};

struct ResponseLayout {
    std::uint32_t block = 0;
    std::uint32_t depth = 1;  ///< partitions up to the last one of any response
    std::vector<OutputPair> pairs;
    std::vector<ResponseRun> runs;  ///< by part, pair, input, partition
    std::vector<ResponsePart> parts;
    std::vector<std::size_t> buffer_bytes;

    [[nodiscard]] std::size_t bytes() const;
    /// Taps [block] of one partition, every path with its delay and gain, times \p scale.
    void taps(const std::vector<const ConvolverPath*>& paths, std::uint32_t partition, double scale,
              double* out) const;
};

/// Bytes of one partition of an output pair.
[[nodiscard]] constexpr std::size_t partition_bytes(std::uint32_t block) {
    return std::size_t{block} * 16;
}

/// The paths must outlive the layout.
///
/// \pre limits.buffer_bytes >= partition_bytes(block)
[[nodiscard]] ResponseLayout lay_out(const std::vector<ConvolverPath>& paths, std::uint32_t block,
                                     const ResponseLimits& limits);

}  // namespace cavea::gpu
