// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/dsp/resample.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "tests/support/support.h"

namespace cavea::dsp {
namespace {

struct Rates {
    std::uint32_t from;
    std::uint32_t to;
};
constexpr Rates kRates[] = {{44100, 48000}, {48000, 44100}, {96000, 48000},
                            {48000, 96000}, {8000, 48000},  {192000, 44100}};

std::vector<float> sine(double hz, double rate_hz, std::size_t frames) {
    std::vector<float> out(frames);
    for (std::size_t n = 0; n < frames; ++n) {
        const double turns = hz * static_cast<double>(n) / rate_hz;
        out[n] = static_cast<float>(0.5 * std::sin(2 * std::numbers::pi * turns));
    }
    return out;
}

TEST(Resample, KeepsTheSignalWhenTheRatesAreEqual) {
    const std::vector<float> in = test::noise(1000, 1);
    EXPECT_EQ(resample(in, 48000, 48000), in);
    EXPECT_EQ(resample_impulse_response(in, 48000, 48000), in);
}

TEST(Resample, LengthIsTheCeilingOfTheScaledLength) {
    for (const Rates& r : kRates) {
        for (const std::size_t frames : {0U, 1U, 2U, 441U, 4801U}) {
            const double exact = static_cast<double>(frames) * r.to / r.from;
            EXPECT_EQ(resampled_frames(frames, r.from, r.to),
                      static_cast<std::size_t>(std::ceil(exact)));
            const std::vector<float> in(frames, 0.25F);
            EXPECT_EQ(resample(in, r.from, r.to).size(), resampled_frames(frames, r.from, r.to));
        }
    }
}

TEST(Resample, SineStaysTheSameSineInTime) {
    // 28-bit filters; what remains is float rounding of a sine of 0.5.
    constexpr float kTolerance = 1e-6F;
    for (const Rates& r : kRates) {
        const double hz = 997;
        const std::vector<float> out = resample(sine(hz, r.from, r.from), r.from, r.to);
        const std::vector<float> expected = sine(hz, r.to, out.size());
        // Away from the ends, where the sine starts and stops.
        for (std::size_t n = r.to / 4; n < out.size() * 3 / 4; ++n) {
            ASSERT_NEAR(out[n], expected[n], kTolerance) << r.from << " to " << r.to << ' ' << n;
        }
    }
}

TEST(Resample, RemovesWhatTheNewRateCannotHold) {
    const std::vector<float> out = resample(sine(30000, 96000, 96000), 96000, 48000);
    float peak = 0;
    for (std::size_t n = 12000; n < 36000; ++n) peak = std::max(peak, std::abs(out[n]));
    EXPECT_LT(peak, 0.5 * test::amplitude(-120));
}

TEST(Resample, ImpulseStaysAtItsTimeAndKeepsItsArea) {
    for (const Rates& r : kRates) {
        // Both rates have a frame at exactly 0.1 s.
        std::vector<float> in(r.from / 2, 0.0F);
        in[r.from / 10] = 1;
        const std::vector<float> out = resample_impulse_response(in, r.from, r.to);
        const auto peak = std::max_element(out.begin(), out.end());
        EXPECT_EQ(peak - out.begin(), r.to / 10);
        double area = 0;
        for (const float value : out) area += value;
        EXPECT_NEAR(area, 1.0, 1e-5) << r.from << " to " << r.to;
        // Linear phase: the same on both sides.
        for (std::size_t n = 1; n < 100; ++n) {
            ASSERT_NEAR(out[r.to / 10 + n], out[r.to / 10 - n], 1e-6F);
        }
    }
}

}  // namespace
}  // namespace cavea::dsp
