// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/dsp/octave_bands.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "tests/support/support.h"

namespace cavea::dsp {
namespace {

constexpr std::uint32_t kRate = 48000;

/// Level of a long sine through an octave filter, relative to before.
double gain_db(std::size_t octave, double hz) {
    std::vector<float> in(kRate);
    for (std::size_t n = 0; n < in.size(); ++n) {
        const double turns = hz * static_cast<double>(n) / kRate;
        in[n] = static_cast<float>(std::sin(2 * std::numbers::pi * turns));
    }
    const std::vector<float> out = OctaveBands(in, kRate).filtered(octave);
    double before = 0;
    double after = 0;
    for (std::size_t n = kRate / 4; n < kRate * 3 / 4; ++n) {
        before += static_cast<double>(in[n]) * in[n];
        after += static_cast<double>(out[n]) * out[n];
    }
    return 10 * std::log10(after / before);
}

TEST(OctaveBands, LieAtThePowersOfTenToThreeTenths) {
    for (std::size_t o = 0; o < kOctaves; ++o) {
        EXPECT_NEAR(exact_octave_hz(o) / kOctaveHz[o], 1, 0.01);
    }
    EXPECT_EQ(octaves_below(48000), 7U);
    EXPECT_EQ(octaves_below(22050), 6U);
    EXPECT_EQ(octaves_below(8000), 5U);
}

TEST(OctaveBands, MeetTheLimitsOfClassOne) {
    // IEC 61260-1:2014, table 1: at the centre +-0.4 dB, at the edges -1.6 to -5.3 dB, an octave
    // from the edge at least 16.6 dB down, two octaves 40.5 dB.
    const double edge = std::pow(10.0, 0.15);
    for (std::size_t o = 0; o < kOctaves; ++o) {
        const double centre = exact_octave_hz(o);
        EXPECT_NEAR(gain_db(o, centre), 0, 0.1);
        EXPECT_NEAR(gain_db(o, centre * edge), -3, 0.1);
        EXPECT_NEAR(gain_db(o, centre / edge), -3, 0.1);
        EXPECT_LT(gain_db(o, centre / edge / 2), -16.6);
        EXPECT_LT(gain_db(o, centre / edge / 4), -40.5 + 4);
        if (centre * edge * 2 < kRate / 2.0) {
            EXPECT_LT(gain_db(o, centre * edge * 2), -16.6);
        }
    }
}

TEST(OctaveBands, SharesAreOneTogetherAtEveryFrequency) {
    for (double hz = 0; hz < 30000; hz = hz * 1.07 + 1) {
        double sum = 0;
        for (std::size_t o = 0; o < kOctaves; ++o) {
            EXPECT_GE(octave_share(o, hz), 0);
            sum += octave_share(o, hz);
        }
        EXPECT_NEAR(sum, 1, 1e-12) << hz;
    }
    EXPECT_EQ(octave_share(3, exact_octave_hz(3)), 1);
    EXPECT_NEAR(octave_share(3, exact_octave_hz(4)), 0, 1e-12);
}

TEST(OctaveBands, SharesOfASignalSumToTheSignal) {
    for (const std::size_t frames : {1U, 7U, 1000U, 4801U}) {
        const std::vector<float> in = test::noise(frames, 3);
        const OctaveBands bands(in, kRate);
        std::vector<double> sum(frames, 0);
        for (std::size_t o = 0; o < kOctaves; ++o) {
            const std::vector<float> share = bands.share(o);
            ASSERT_EQ(share.size(), frames);
            for (std::size_t n = 0; n < frames; ++n) sum[n] += static_cast<double>(share[n]);
        }
        for (std::size_t n = 0; n < frames; ++n) ASSERT_NEAR(sum[n], in[n], 2e-6);
    }
}

}  // namespace
}  // namespace cavea::dsp
