// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/fft.h"

#include <gtest/gtest.h>

#include <cmath>
#include <complex>
#include <numbers>
#include <thread>
#include <utility>
#include <vector>

#include "core/base/planar.h"
#include "tests/support/support.h"

namespace cavea {
namespace {

template <class Real>
struct Buffers {
    explicit Buffers(std::size_t size) : signal(1, size), spectrum(1, size / 2 + 1) {
        const std::vector<float> random = test::noise(size, 7);
        for (std::size_t i = 0; i < size; ++i) in()[i] = static_cast<Real>(random[i]);
    }
    Real* in() { return signal.view().data(); }
    std::complex<Real>* bins() { return spectrum.view().data(); }
    PlanarBuffer<Real> signal;
    PlanarBuffer<std::complex<Real>> spectrum;
};

template <class Real>
double worst_against_the_sum(std::size_t size) {
    Buffers<Real> b(size);
    const BasicRealFft<Real> fft(size);
    fft.forward(b.in(), b.bins());
    double worst = 0;
    for (std::size_t k = 0; k < fft.bins(); ++k) {
        std::complex<double> sum = 0;
        for (std::size_t n = 0; n < size; ++n) {
            const double turn = static_cast<double>(k * n % size) / static_cast<double>(size);
            sum += static_cast<double>(b.in()[n]) * std::polar(1.0, -2 * std::numbers::pi * turn);
        }
        worst = std::max(worst, std::abs(sum - std::complex<double>(b.bins()[k])));
    }
    return worst;
}

constexpr std::size_t kSizes[] = {1, 2, 3, 4, 7, 16, 60, 61, 128, 255, 256, 1000};

TEST(RealFft, ForwardIsTheDiscreteFourierSum) {
    for (const std::size_t size : kSizes) {
        // Noise of peak 0.5 over size terms: float rounding grows with the root of the size.
        const double limit = 1e-6 * std::sqrt(static_cast<double>(size));
        EXPECT_LT(worst_against_the_sum<float>(size), limit) << size;
        EXPECT_LT(worst_against_the_sum<double>(size), limit * 1e-6) << size;
    }
}

TEST(RealFft, InverseOfForwardIsSizeTimesTheSignalAndForwardKeepsItsInput) {
    for (const std::size_t size : kSizes) {
        Buffers<float> b(size);
        PlanarBuffer<float> back(1, size);
        const RealFft fft(size);
        fft.forward(b.in(), b.bins());
        fft.inverse(b.bins(), back.view().data());
        const std::vector<float> random = test::noise(size, 7);
        for (std::size_t n = 0; n < size; ++n) {
            ASSERT_EQ(b.in()[n], random[n]);
            ASSERT_NEAR(back.view()[0][n] / static_cast<float>(size), random[n], 1e-6F) << size;
        }
    }
}

TEST(RealFft, MayBeMovedAndLeavesAnEmptyOneBehind) {
    RealFft first(64);
    RealFft second(std::move(first));
    first = RealFft(32);
    EXPECT_EQ(second.size(), 64U);
    EXPECT_EQ(first.size(), 32U);
    std::swap(first, second);
    EXPECT_EQ(first.size(), 64U);
}

TEST(RealFft, ThreadsPlanAndRunAtOnceWithEqualResults) {
    constexpr std::size_t kSize = 480;
    Buffers<float> expected(kSize);
    RealFft(kSize).forward(expected.in(), expected.bins());
    const RealFft shared(kSize);
    std::vector<int> unequal(4, 0);
    {
        std::vector<std::jthread> threads;
        for (std::size_t t = 0; t < unequal.size(); ++t) {
            threads.emplace_back([&, t] {
                Buffers<float> b(kSize);
                for (int round = 0; round < 50; ++round) {
                    const RealFft own(kSize);
                    (round % 2 == 0 ? own : shared).forward(b.in(), b.bins());
                    for (std::size_t k = 0; k < own.bins(); ++k) {
                        unequal[t] += b.bins()[k] == expected.bins()[k] ? 0 : 1;
                    }
                }
            });
        }
    }
    EXPECT_EQ(unequal, std::vector<int>(4, 0));
}

TEST(FastFftSize, IsTheNextEvenProductOfTwoThreeAndFive) {
    EXPECT_EQ(fast_fft_size(0), 2U);
    EXPECT_EQ(fast_fft_size(3), 4U);
    EXPECT_EQ(fast_fft_size(7), 8U);
    EXPECT_EQ(fast_fft_size(15), 16U);
    EXPECT_EQ(fast_fft_size(17), 18U);
    EXPECT_EQ(fast_fft_size(4801), 4860U);
    EXPECT_EQ(fast_fft_size(4860), 4860U);
}

}  // namespace
}  // namespace cavea
