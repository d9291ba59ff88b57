// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "renderer/cpu/mix_kernel.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "tests/support/support.h"

namespace cavea::cpu {
namespace {

class MixKernelTest : public testing::TestWithParam<Isa> {
 protected:
    void SetUp() override {
        if (!supported(GetParam())) GTEST_SKIP() << "this processor has no " << name(GetParam());
    }
};
INSTANTIATE_TEST_SUITE_P(Isas, MixKernelTest,
                         testing::Values(Isa::Baseline, Isa::Avx2, Isa::Avx512),
                         [](const auto& param) { return std::string(name(param.param)); });

TEST_P(MixKernelTest, AddsLinearRampsForEveryLengthAndNumberOfColumns) {
    const MixKernel kernel = kernels(GetParam()).mix;
    for (const std::size_t frames : {1U, 2U, 7U, 8U, 15U, 16U, 17U, 33U, 480U, 1024U}) {
        for (std::size_t count = 1; count <= kMaxColumns; ++count) {
            const auto x = test::noise(frames, frames);
            std::vector<std::vector<float>> out(count);
            std::vector<Ramp> ramps;
            for (std::size_t c = 0; c < count; ++c) {
                out[c] = test::noise(frames, 100 + c);
                const auto at = static_cast<float>(c);
                ramps.push_back({out[c].data(), 0.1F + at, 0.001F * at});
            }
            const auto before = out;
            kernel(x.data(), frames, ramps.data(), count);
            for (std::size_t c = 0; c < count; ++c) {
                for (std::size_t i = 0; i < frames; ++i) {
                    const double gain =
                        static_cast<double>(ramps[c].gain) +
                        static_cast<double>(ramps[c].slope) * static_cast<double>(i);
                    const double wanted =
                        static_cast<double>(before[c][i]) + static_cast<double>(x[i]) * gain;
                    // A few roundings of numbers below 10.
                    EXPECT_NEAR(static_cast<double>(out[c][i]), wanted, 2e-6);
                }
            }
        }
    }
}

TEST_P(MixKernelTest, AFrameGetsTheSameBitsWhereverTheVectorsFall) {
    const MixKernel kernel = kernels(GetParam()).mix;
    const auto x = test::noise(100, 5);
    // The same frames as the body of a long call and as the scalar rest of a short one.
    std::vector<float> whole(100, 0.25F);
    std::vector<float> first(100, 0.25F);
    const Ramp one{whole.data(), 0.3F, 0.004F};
    kernel(x.data(), 100, &one, 1);
    for (std::size_t frames = 1; frames <= 100; ++frames) {
        std::fill(first.begin(), first.end(), 0.25F);
        const Ramp part{first.data(), 0.3F, 0.004F};
        kernel(x.data(), frames, &part, 1);
        EXPECT_EQ(first[frames - 1], whole[frames - 1]) << frames;
    }
}

TEST_P(MixKernelTest, SettlingKeepsWhatPlainSumsLose) {
    const Kernels k = kernels(GetParam());
    constexpr std::size_t kFrames = 37;
    std::vector<float> sum(kFrames, 1.0F);
    std::vector<float> carry(kFrames, 0.0F);
    // A thousand times a third of the last bit of 1: plain float sums stay at 1.
    for (int i = 0; i < 1000; ++i) {
        std::vector<float> group(kFrames, 4e-8F);
        k.settle(group.data(), sum.data(), carry.data(), kFrames);
        EXPECT_EQ(group, std::vector<float>(kFrames, 0.0F));
    }
    for (const float x : sum) EXPECT_NEAR(static_cast<double>(x), 1.00004, 1.2e-7);
}

TEST(MixKernel, IsNamedBothWays) {
    for (const Isa isa : {Isa::Baseline, Isa::Avx2, Isa::Avx512}) {
        EXPECT_EQ(isa_named(name(isa)), isa);
    }
    EXPECT_EQ(isa_named("sse9"), std::nullopt);
}

}  // namespace
}  // namespace cavea::cpu
