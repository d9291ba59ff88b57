// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "renderer/vulkan/response_layout.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "core/base/assert.h"

namespace cavea::gpu {
namespace {

// Longer sums lose accuracy: the rounding of n terms grows with the root of n.
constexpr std::uint32_t kLongestRun = 128;
// A run starts by reading a window per window of a step, so short gaps are multiplied by zeros.
constexpr std::uint32_t kShortestGap = 8;

using Paths = std::vector<const ConvolverPath*>;

bool silent(const ConvolverPath& path, std::uint32_t partition, std::uint32_t block) {
    const std::vector<float>& response = *path.response;
    const std::size_t begin = std::size_t{partition} * block;
    const std::size_t end = begin + block;
    const std::size_t delay = path.delay_frames;
    if (path.gain == 0 || end <= delay || begin >= delay + response.size()) return true;
    const std::size_t from = begin > delay ? begin - delay : 0;
    const std::size_t to = std::min(end - delay, response.size());
    return std::all_of(response.begin() + static_cast<std::ptrdiff_t>(from),
                       response.begin() + static_cast<std::ptrdiff_t>(to),
                       [](float tap) { return tap == 0; });
}

/// Partitions in which a path of either output has taps, in order.
std::vector<std::uint32_t> sounding(const std::array<Paths, 2>& paths, std::uint32_t block) {
    std::set<std::uint32_t> found;
    for (const Paths& list : paths) {
        for (const ConvolverPath* path : list) {
            const std::size_t taps = path->response->size() + path->delay_frames;
            const auto count = static_cast<std::uint32_t>(plan::partitions(taps, block));
            for (std::uint32_t p = path->delay_frames / block; p < count; ++p) {
                if (!silent(*path, p, block)) found.insert(p);
            }
        }
    }
    return {found.begin(), found.end()};
}

class Builder {
 public:
    Builder(std::uint32_t block, const ResponseLimits& limits) : limits_(limits) {
        CAVEA_ASSERT(limits.buffer_bytes >= partition_bytes(block) && limits.inputs > 0);
        layout_.block = block;
        longest_run_ = static_cast<std::uint32_t>(
            std::min<std::size_t>(kLongestRun, limits.buffer_bytes / partition_bytes(block)));
    }

    ResponseLayout build(const std::vector<ConvolverPath>& paths) {
        pair_outputs(paths);
        std::map<std::pair<std::uint32_t, std::uint32_t>, std::array<Paths, 2>> shared;
        for (const ConvolverPath& path : paths) {
            const auto [pair, side] = place_.at(path.output);
            shared[{pair, path.input}][side].push_back(&path);
        }
        for (const auto& [key, lists] : shared) add_runs(key.first, key.second, lists);
        place_runs();
        return std::move(layout_);
    }

 private:
    void pair_outputs(const std::vector<ConvolverPath>& paths) {
        std::set<std::uint32_t> outputs;
        for (const ConvolverPath& path : paths) outputs.insert(path.output);
        for (const std::uint32_t output : outputs) {
            auto& pairs = layout_.pairs;
            if (pairs.empty() || pairs.back().count == 2) {
                pairs.push_back({{output, 0}, 1});
            } else {
                pairs.back() = {{pairs.back().outputs[0], output}, 2};
            }
            place_[output] = {static_cast<std::uint32_t>(pairs.size() - 1), pairs.back().count - 1};
        }
    }

    void add_runs(std::uint32_t pair, std::uint32_t input, const std::array<Paths, 2>& paths) {
        ResponseRun run;
        run.pair = pair;
        run.input = input;
        run.paths = paths;
        for (const std::uint32_t p : sounding(paths, layout_.block)) {
            const std::uint32_t end = run.first + run.count;
            if (run.count > 0 && p - end < kShortestGap && p + 1 - run.first <= longest_run_) {
                run.count = p + 1 - run.first;
                continue;
            }
            if (run.count > 0) layout_.runs.push_back(run);
            run.first = p;
            run.count = 1;
        }
        if (run.count == 0) return;
        layout_.runs.push_back(run);
        layout_.depth = std::max(layout_.depth, run.first + run.count);
    }

    /// Give every run its place in a buffer, and cut the runs into parts.
    void place_runs() {
        const auto key = [this](const ResponseRun& run) {
            return std::tuple(run.input / limits_.inputs, run.pair, run.input, run.first);
        };
        std::sort(layout_.runs.begin(), layout_.runs.end(),
                  [&](const auto& a, const auto& b) { return key(a) < key(b); });
        for (std::size_t i = 0; i < layout_.runs.size(); ++i) {
            ResponseRun& run = layout_.runs[i];
            const std::size_t bytes = run.count * partition_bytes(layout_.block);
            auto& sizes = layout_.buffer_bytes;
            if (sizes.empty() || sizes.back() + bytes > limits_.buffer_bytes) sizes.push_back(0);
            run.at = static_cast<std::uint32_t>(sizes.back() / 16);
            sizes.back() += bytes;
            const ResponsePart part{run.input / limits_.inputs,
                                    static_cast<std::uint32_t>(sizes.size() - 1), i, 0};
            auto& parts = layout_.parts;
            if (parts.empty() || parts.back().windows != part.windows ||
                parts.back().buffer != part.buffer) {
                parts.push_back(part);
            }
            run.part = static_cast<std::uint32_t>(parts.size() - 1);
            ++parts.back().runs;
        }
    }

    ResponseLimits limits_;
    ResponseLayout layout_;
    std::uint32_t longest_run_ = 1;
    std::map<std::uint32_t, std::pair<std::uint32_t, std::uint32_t>>
        place_;  ///< output: pair, side
};

}  // namespace

std::size_t ResponseLayout::bytes() const {
    std::size_t sum = 0;
    for (const std::size_t size : buffer_bytes) sum += size;
    return sum;
}

void ResponseLayout::taps(const std::vector<const ConvolverPath*>& paths, std::uint32_t partition,
                          double scale, double* out) const {
    std::fill(out, out + block, 0.0);
    const std::size_t begin = std::size_t{partition} * block;
    for (const ConvolverPath* path : paths) {
        const std::vector<float>& response = *path->response;
        const std::size_t delay = path->delay_frames;
        const double gain = scale * static_cast<double>(path->gain);
        const std::size_t end = std::min(begin + block, delay + response.size());
        for (std::size_t n = std::max(begin, delay); n < end; ++n) {
            out[n - begin] += gain * static_cast<double>(response[n - delay]);
        }
    }
}

ResponseLayout lay_out(const std::vector<ConvolverPath>& paths, std::uint32_t block,
                       const ResponseLimits& limits) {
    return Builder(block, limits).build(paths);
}

}  // namespace cavea::gpu
