// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// How a convolution is cut up: the pure part of the convolution planner. Uniform partitions of
// `block` frames, `batch` blocks at a time, so that every spectrum of an impulse response is read
// once per batch.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cavea::plan {

struct ConvPlan {
    std::uint32_t block = 4096;  ///< frames of a partition; transforms have twice as many
    std::uint32_t batch = 1;     ///< blocks per submit
    friend bool operator==(const ConvPlan&, const ConvPlan&) = default;

    /// Frames of one submit.
    [[nodiscard]] std::uint32_t unit() const { return block * batch; }
    /// "c4096x8": part of the plan key.
    [[nodiscard]] std::string key() const;
};

/// A plan from its key; nothing when it is none.
[[nodiscard]] std::optional<ConvPlan> parse_conv_plan(std::string_view key);

/// output += input * response, delayed. Paths of the same pair add up.
struct ConvPath {
    std::uint32_t input = 0;
    std::uint32_t output = 0;
    std::uint32_t delay_frames = 0;
    float gain = 1;
    std::shared_ptr<const std::vector<float>> response;
};

/// What has to be convolved.
struct ConvWorkload {
    std::size_t inputs = 1;
    std::size_t outputs = 1;
    std::size_t paths = 1;   ///< pairs with an impulse response
    std::size_t frames = 0;  ///< of the longest one, pre-delay included
};

/// What a device is good at. The numbers are rates of one core or device, relative ones suffice.
struct CostTable {
    double fft_gflops = 25;  ///< of a real transform, 2.5 N log2 N
    double mac_gflops = 30;  ///< complex multiply-accumulate, 8 per bin
    std::uint32_t smallest_block = 1024;
    std::uint32_t largest_block = 262144;
    std::uint32_t smallest_unit = 8192;  ///< frames worth a submit
    /// Plans with more than this are not taken. Uniform partitions need about the same in any
    /// block.
    std::size_t spectra_bytes = std::numeric_limits<std::size_t>::max();
};

/// Partitions of \p frames taps in blocks.
[[nodiscard]] std::size_t partitions(std::size_t frames, std::uint32_t block);

/// The cheapest plan for offline work. Pure; both sizes are powers of two.
///
/// \see Wefers 2014, "Partitioned convolution algorithms for real-time auralization", chapter 5
[[nodiscard]] ConvPlan choose_offline(const ConvWorkload& work, const CostTable& costs);

}  // namespace cavea::plan
