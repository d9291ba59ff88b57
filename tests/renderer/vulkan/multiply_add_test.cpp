// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "renderer/vulkan/multiply_add.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <complex>

#include "dispatch_test.h"
#include "tests/support/support.h"

namespace cavea::test {
namespace {

using gpu::kBinTile;
using Complex = std::complex<double>;

/// Relative rms: sums of at most 40 terms, each rounded to 6e-8 of the sum so far.
constexpr double kTolerance = 4e-7;

struct Case {
    std::uint32_t block = 64;
    std::uint32_t batch = 1;
    std::uint32_t slots = 1;
    std::uint32_t head = 0;
    std::vector<gpu::MultiplyGroup> groups;  ///< first_run counts from the first run
    std::vector<gpu::MultiplyRun> runs;
    std::vector<float> responses;  ///< vec4s
    std::vector<float> windows;    ///< vec2s
    std::vector<float> sums;       ///< what was there before
};

/// \p inputs windows and \p groups pairs of outputs, each group with two runs per input.
Case random_case(std::uint32_t block, std::uint32_t batch, std::uint32_t inputs,
                 std::uint32_t groups, std::uint64_t seed) {
    Case out;
    out.block = block;
    out.batch = batch;
    const std::uint32_t depth = 9;
    out.slots = depth - 1 + (batch + 15) / 8 * 8;
    out.head = out.slots - 2;  // the ring wraps in the middle of the unit
    std::uint32_t at = 0;
    for (std::uint32_t g = 0; g < groups; ++g) {
        const auto first = static_cast<std::uint32_t>(out.runs.size());
        for (std::uint32_t input = 0; input < inputs; ++input) {
            for (const auto& [from, count] : {std::pair(0U, 4U), std::pair(6U, 3U)}) {
                out.runs.push_back({at, input * out.slots * block, from, count});
                at += count * block;
            }
        }
        out.groups.push_back(
            {first, static_cast<std::uint32_t>(out.runs.size()) - first, 2 * g, g % 2});
    }
    out.responses = noise(std::size_t{4} * at, seed);
    out.windows = noise(std::size_t{2} * inputs * out.slots * block, seed + 1);
    out.sums = noise(std::size_t{2} * 2 * groups * batch * block, seed + 2);
    return out;
}

Complex at(const std::vector<float>& data, std::size_t index) {
    return {static_cast<double>(data[index]), static_cast<double>(data[index + 1])};
}

Complex product(Complex a, Complex b, std::size_t bin) {
    if (bin > 0) return a * b;
    return {a.real() * b.real(), a.imag() * b.imag()};
}

/// The sums of one output, [batch][block], by definition.
std::vector<Complex> expected(const Case& c, const gpu::MultiplyGroup& group, std::uint32_t side) {
    std::vector<Complex> out(std::size_t{c.batch} * c.block);
    for (std::size_t i = 0; i < out.size(); ++i) {
        const std::size_t t = i / c.block;
        const std::size_t bin = i % c.block;
        if (group.keeps != 0) out[i] = at(c.sums, 2 * ((group.row + side) * out.size() + i));
        for (std::size_t r = group.first_run; r < group.first_run + group.runs; ++r) {
            const gpu::MultiplyRun& run = c.runs[r];
            for (std::size_t p = 0; p < run.count; ++p) {
                const std::size_t tile = bin / kBinTile;
                const std::size_t lane = bin % kBinTile;
                const std::size_t slot = (c.head + t + c.slots - run.first - p) % c.slots;
                const Complex h =
                    at(c.responses,
                       4 * (run.responses + (tile * run.count + p) * kBinTile + lane) + 2 * side);
                const Complex x =
                    at(c.windows, 2 * (run.windows + (tile * c.slots + slot) * kBinTile + lane));
                out[i] += product(h, x, bin);
            }
        }
    }
    return out;
}

class MultiplyAdd : public GpuTest {
 protected:
    std::vector<float> found(const Case& c, std::uint32_t workgroup) {
        Bench bench(options());
        const gpu::MultiplyAdd multiply(bench.device, bench.cache.handle(), c.block, c.batch,
                                        workgroup);
        EXPECT_LE(multiply.windows_read(), c.slots);
        std::vector<std::array<std::uint32_t, 4>> work(1);  // the first group is not number 0
        for (const auto& group : c.groups) {
            work.push_back({group.first_run + 1 + static_cast<std::uint32_t>(c.groups.size()),
                            group.runs, group.row, group.keeps});
        }
        for (const auto& run : c.runs) {
            work.push_back({run.responses, run.windows, run.first, run.count});
        }
        const auto responses = bench.buffer(c.responses);
        const auto windows = bench.buffer(c.windows);
        const auto lists = bench.buffer(work);
        const auto sums = bench.buffer(c.sums);
        bench.run([&](const vk::raii::CommandBuffer& commands) {
            multiply.record(commands,
                            {Bench::whole(responses), Bench::whole(windows), Bench::whole(lists),
                             Bench::whole(sums)},
                            1, static_cast<std::uint32_t>(c.groups.size()), c.slots, c.head);
        });
        std::vector<float> out(c.sums.size());
        std::memcpy(out.data(), sums.mapped(), out.size() * sizeof(float));
        return out;
    }

    void check(const Case& c) {
        const std::vector<float> sums = found(c, 0);
        for (const gpu::MultiplyGroup& group : c.groups) {
            for (std::uint32_t side = 0; side < 2; ++side) {
                const auto wanted = expected(c, group, side);
                double error = 0;
                double energy = 0;
                for (std::size_t i = 0; i < wanted.size(); ++i) {
                    error += std::norm(wanted[i] -
                                       at(sums, 2 * ((group.row + side) * wanted.size() + i)));
                    energy += std::norm(wanted[i]);
                }
                EXPECT_LE(std::sqrt(error / energy), kTolerance)
                    << "block " << c.block << " x " << c.batch << ", row " << group.row + side;
            }
        }
    }
};

TEST_F(MultiplyAdd, AgreesWithTheHostForEveryBatch) {
    for (const std::uint32_t batch : {1U, 2U, 3U, 4U, 7U, 8U, 9U, 16U, 21U}) {
        check(random_case(64, batch, 2, 2, batch));
    }
}

TEST_F(MultiplyAdd, AgreesWithTheHostForEveryBlock) {
    for (const std::uint32_t block : {128U, 512U, 4096U}) check(random_case(block, 2, 1, 3, block));
}

TEST_F(MultiplyAdd, WorkgroupsDoNotChangeABit) {
    for (const std::uint32_t block : {64U, 512U}) {
        const Case c = random_case(block, 5, 2, 3, 77);
        const auto expected_sums = found(c, 8);
        for (const std::uint32_t workgroup : {16U, 64U, 256U}) {
            EXPECT_EQ(found(c, workgroup), expected_sums) << block << ", " << workgroup;
        }
    }
}

}  // namespace
}  // namespace cavea::test
