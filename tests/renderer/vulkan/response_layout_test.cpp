// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "renderer/vulkan/response_layout.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <memory>
#include <random>
#include <set>
#include <tuple>
#include <utility>

#include "tests/support/support.h"

namespace cavea::test {
namespace {

using gpu::lay_out;
using gpu::ResponseLayout;
using gpu::ResponseRun;

constexpr std::uint32_t kBlock = 64;
constexpr gpu::ResponseLimits kAmple{std::size_t{1} << 27U, 1000};

ConvolverPath path(std::uint32_t input, std::uint32_t output, std::vector<float> response,
                   std::uint32_t delay = 0, float gain = 1) {
    ConvolverPath out;
    out.input = input;
    out.output = output;
    out.delay_frames = delay;
    out.gain = gain;
    out.response = std::make_shared<const std::vector<float>>(std::move(response));
    return out;
}

/// Noise with silent stretches here and there.
std::vector<float> patchy(std::size_t frames, std::uint64_t seed) {
    std::vector<float> out = noise(frames, seed);
    std::mt19937_64 random(seed);
    for (int i = 0; i < 3; ++i) {
        const auto from = static_cast<std::ptrdiff_t>(random() % frames);
        const auto to =
            std::min<std::ptrdiff_t>(from + static_cast<std::ptrdiff_t>(random() % 2000),
                                     static_cast<std::ptrdiff_t>(frames));
        std::fill(out.begin() + from, out.begin() + to, 0.0F);
    }
    return out;
}

std::vector<ConvolverPath> random_paths(std::uint64_t seed) {
    std::mt19937_64 random(seed);
    std::vector<ConvolverPath> out;
    for (int i = 0; i < 12; ++i) {
        out.push_back(
            path(static_cast<std::uint32_t>(random() % 5), static_cast<std::uint32_t>(random() % 7),
                 patchy(1 + random() % 9000, seed + static_cast<std::uint64_t>(i)),
                 static_cast<std::uint32_t>(random() % 3000), random() % 4 == 0 ? 0.0F : 0.5F));
    }
    return out;
}

using Taps = std::map<std::tuple<std::uint32_t, std::uint32_t, std::size_t>, double>;

/// Every tap that is not zero, by input, output and frame, straight from the paths.
Taps taps_of(const std::vector<ConvolverPath>& paths) {
    Taps out;
    for (const ConvolverPath& p : paths) {
        for (std::size_t n = 0; n < p.response->size(); ++n) {
            const double tap = static_cast<double>(p.gain) * static_cast<double>((*p.response)[n]);
            if (tap != 0) out[{p.input, p.output, n + p.delay_frames}] += tap;
        }
    }
    return out;
}

/// The same as a layout has them. No tap may lie in two runs.
Taps taps_of(const ResponseLayout& layout) {
    Taps out;
    std::vector<double> block(layout.block);
    for (const ResponseRun& run : layout.runs) {
        for (std::uint32_t side = 0; side < layout.pairs[run.pair].count; ++side) {
            for (std::uint32_t p = run.first; p < run.first + run.count; ++p) {
                layout.taps(run.paths[side], p, 1, block.data());
                for (std::size_t n = 0; n < block.size(); ++n) {
                    if (block[n] == 0) continue;
                    const bool is_new =
                        out.insert({{run.input, layout.pairs[run.pair].outputs[side],
                                     std::size_t{p} * layout.block + n},
                                    block[n]})
                            .second;
                    EXPECT_TRUE(is_new);
                }
            }
        }
    }
    return out;
}

void expect_same(const Taps& found, const Taps& expected) {
    ASSERT_EQ(found.size(), expected.size());
    for (const auto& [key, tap] : expected) {
        ASSERT_TRUE(found.contains(key));
        ASSERT_DOUBLE_EQ(found.at(key), tap);
    }
}

TEST(ResponseLayout, HoldsEveryTapOnceWhateverTheLimits) {
    const std::size_t partition = gpu::partition_bytes(kBlock);
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        const auto paths = random_paths(seed);
        const Taps expected = taps_of(paths);
        for (const gpu::ResponseLimits& limits :
             {kAmple, gpu::ResponseLimits{partition, 1}, gpu::ResponseLimits{7 * partition, 2},
              gpu::ResponseLimits{100 * partition + 5, 3}}) {
            const ResponseLayout layout = lay_out(paths, kBlock, limits);
            SCOPED_TRACE(seed);
            expect_same(taps_of(layout), expected);
        }
    }
}

TEST(ResponseLayout, KeepsToItsLimits) {
    const std::size_t partition = gpu::partition_bytes(kBlock);
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        const gpu::ResponseLimits limits{9 * partition, 2};
        const ResponseLayout layout = lay_out(random_paths(seed), kBlock, limits);
        std::vector<std::size_t> filled(layout.buffer_bytes.size());
        std::size_t run_number = 0;
        for (std::size_t i = 0; i < layout.parts.size(); ++i) {
            const gpu::ResponsePart& part = layout.parts[i];
            EXPECT_EQ(part.first_run, run_number);
            for (; run_number < part.first_run + part.runs; ++run_number) {
                const ResponseRun& run = layout.runs[run_number];
                EXPECT_EQ(run.part, i);
                EXPECT_EQ(run.input / limits.inputs, part.windows);
                EXPECT_EQ(std::size_t{run.at} * 16, filled[part.buffer]);
                filled[part.buffer] += run.count * partition;
                EXPECT_LE(run.first + run.count, layout.depth);
            }
        }
        EXPECT_EQ(run_number, layout.runs.size());
        EXPECT_EQ(filled, layout.buffer_bytes);
        for (const std::size_t bytes : filled) EXPECT_LE(bytes, limits.buffer_bytes);
    }
}

TEST(ResponseLayout, LeavesLongSilenceOut) {
    std::vector<float> response(200 * kBlock);
    response[0] = 1;
    response[100 * kBlock + 5] = 1;
    const ResponseLayout layout = lay_out({path(0, 0, response, 10 * kBlock)}, kBlock, kAmple);
    ASSERT_EQ(layout.runs.size(), 2U);
    EXPECT_EQ(layout.runs[0].first, 10U);
    EXPECT_EQ(layout.runs[0].count, 1U);
    EXPECT_EQ(layout.runs[1].first, 110U);
    EXPECT_EQ(layout.runs[1].count, 1U);
    EXPECT_EQ(layout.depth, 111U);
    EXPECT_EQ(layout.bytes(), 2 * gpu::partition_bytes(kBlock));
}

TEST(ResponseLayout, NeedsNothingForSilence) {
    for (const auto& paths : {std::vector<ConvolverPath>{},
                              {path(0, 0, std::vector<float>(1000))},
                              {path(0, 0, noise(1000, 1), 5, 0)},
                              {path(0, 0, {})}}) {
        const ResponseLayout layout = lay_out(paths, kBlock, kAmple);
        EXPECT_TRUE(layout.runs.empty());
        EXPECT_TRUE(layout.parts.empty());
        EXPECT_EQ(layout.bytes(), 0U);
        EXPECT_EQ(layout.depth, 1U);
    }
}

TEST(ResponseLayout, CutsLongResponsesSoThatSumsStayShort) {
    const ResponseLayout layout = lay_out({path(0, 0, noise(1000 * kBlock, 2))}, kBlock, kAmple);
    EXPECT_EQ(layout.runs.size(), 8U);
    EXPECT_EQ(layout.bytes(), 1000 * gpu::partition_bytes(kBlock));
}

}  // namespace
}  // namespace cavea::test
