// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plan/conv_plan.h"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <cmath>

namespace cavea::plan {
namespace {

/// Nanoseconds per frame of audio.
double cost_per_frame(const ConvWorkload& work, const CostTable& costs, std::uint32_t block) {
    const double n = 2.0 * block;
    const auto transforms = static_cast<double>(work.inputs + work.outputs);
    const double fft = transforms * 2.5 * n * std::log2(n) / block / costs.fft_gflops;
    const auto parts = static_cast<double>(partitions(work.frames, block));
    const double mac = 8.0 * static_cast<double>(work.paths) * parts / costs.mac_gflops;
    return fft + mac;
}

}  // namespace

std::string ConvPlan::key() const { return fmt::format("c{}x{}", block, batch); }

std::optional<ConvPlan> parse_conv_plan(std::string_view key) {
    ConvPlan plan;
    const std::size_t times = key.find('x');
    if (key.empty() || key[0] != 'c' || times == std::string_view::npos) return std::nullopt;
    const auto number = [](std::string_view text, std::uint32_t& value) {
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
        return error == std::errc() && end == text.data() + text.size() && value > 0;
    };
    if (!number(key.substr(1, times - 1), plan.block) ||
        !number(key.substr(times + 1), plan.batch) || plan.block > (1U << 22U) ||
        plan.batch > (1U << 22U) / plan.block) {
        return std::nullopt;
    }
    return plan;
}

std::size_t partitions(std::size_t frames, std::uint32_t block) {
    return std::max<std::size_t>(1, (frames + block - 1) / block);
}

ConvPlan choose_offline(const ConvWorkload& work, const CostTable& costs) {
    ConvPlan best;
    double least = -1;
    for (std::uint32_t block = costs.smallest_block; block <= costs.largest_block; block *= 2) {
        const std::size_t bytes = work.paths * partitions(work.frames, block) * block * 8;
        if (least >= 0 && bytes > costs.spectra_bytes) break;
        const double cost = cost_per_frame(work, costs, block);
        if (least >= 0 && cost >= least) continue;
        least = cost;
        best.block = block;
    }
    best.batch = std::max(1U, costs.smallest_unit / best.block);
    return best;
}

}  // namespace cavea::plan
