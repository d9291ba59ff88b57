// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/room/analysis.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <numbers>

#include "core/dsp/octave_bands.h"
#include "tests/support/support.h"

namespace cavea::room {
namespace {

constexpr std::uint32_t kRate = 48000;

/// Pulses of random signs every 5 ms under an exponential: as broad as noise, without its chance.
dsp::IrSet pulses(double rt_s, double length_s, std::size_t onset = 0) {
    dsp::IrSet set;
    set.rate_hz = kRate;
    set.responses.emplace_back(onset + static_cast<std::size_t>(length_s * kRate), 0.0F);
    const std::vector<float> signs = test::noise(10000, 5);
    std::size_t pulse = 0;
    for (std::size_t n = onset; n < set.frames(); n += kRate / 200) {
        const double t = static_cast<double>(n - onset) / kRate;
        const double level = std::pow(10.0, -3 * t / rt_s);
        set.responses[0][n] = static_cast<float>(signs[pulse++] < 0 ? -level : level);
    }
    return set;
}

/// A tone in the middle of every octave, each with its own decay.
dsp::IrSet tones(const std::array<double, dsp::kOctaves>& rt_s, double length_s) {
    dsp::IrSet set;
    set.responses.emplace_back(static_cast<std::size_t>(length_s * kRate), 0.0F);
    for (std::size_t o = 0; o < dsp::kOctaves; ++o) {
        for (std::size_t n = 0; n < set.frames(); ++n) {
            const double t = static_cast<double>(n) / kRate;
            const double phase = 2 * std::numbers::pi * dsp::exact_octave_hz(o) * t;
            set.responses[0][n] +=
                static_cast<float>(std::pow(10.0, -3 * t / rt_s[o]) * std::sin(phase));
        }
    }
    return set;
}

TEST(Analysis, TimesOfExponentialDecaysAreFoundInEveryOctave) {
    for (const double rt_s : {0.6, 2.0, 4.2}) {
        std::array<double, dsp::kOctaves> times{};
        times.fill(rt_s);
        const RoomAnalysis analysis = analyse(tones(times, rt_s));
        ASSERT_EQ(analysis.octaves.size(), 7U);
        for (const BandAnalysis& band : analysis.octaves) {
            ASSERT_TRUE(band.t30_s && band.t20_s && band.edt_s) << band.centre_hz;
            EXPECT_NEAR(*band.t30_s / rt_s, 1, 0.01) << band.centre_hz;
            EXPECT_NEAR(*band.t20_s / rt_s, 1, 0.01) << band.centre_hz;
            const double k = 6 * std::log(10.0) / rt_s;
            // The filter smears the start of the lowest octaves by some milliseconds.
            EXPECT_NEAR(*band.c80_db, 10 * std::log10(std::exp(k * 0.08) - 1), 0.25)
                << band.centre_hz;
        }
    }
}

TEST(Analysis, OctavesAreToldApart) {
    const std::array<double, dsp::kOctaves> times{3.0, 2.7, 2.4, 2.2, 2.0, 1.8, 1.6};
    const RoomAnalysis analysis = analyse(tones(times, 3));
    for (std::size_t o = 0; o < dsp::kOctaves; ++o) {
        // The next slower tone is only 20 dB down in a sixth-order octave.
        EXPECT_NEAR(*analysis.octaves[o].t20_s / times[o], 1, 0.05) << o;
    }
}

TEST(Analysis, TimesOfABroadDecayAreFound) {
    for (const double rt_s : {0.8, 2.0, 4.2}) {
        const RoomAnalysis analysis = analyse(pulses(rt_s, rt_s));
        EXPECT_NEAR(*analysis.all.t30_s / rt_s, 1, 0.01);
        EXPECT_NEAR(*analysis.all.t20_s / rt_s, 1, 0.01);
    }
}

TEST(Analysis, QuantitiesOfAllFrequenciesHaveTheirClosedForms) {
    const double rt_s = 2;
    const RoomAnalysis analysis = analyse(pulses(rt_s, rt_s, 4800));
    // Pulses every 5 ms: geometric series.
    const double q = std::pow(10.0, -6 * 0.005 / rt_s);
    EXPECT_NEAR(analysis.onset_s, 0.1, 1e-9);
    EXPECT_NEAR(*analysis.all.d50, 1 - std::pow(q, 10), 0.005);
    EXPECT_NEAR(*analysis.all.c80_db, 10 * std::log10(std::pow(q, -16) - 1), 0.05);
    EXPECT_NEAR(*analysis.all.centre_time_s, 0.005 * q / (1 - q), 0.001);
    EXPECT_NEAR(analysis.energy_db, -10 * std::log10(1 - q), 0.01);
    EXPECT_NEAR(*analysis.direct_to_reverberant_db, 10 * std::log10((1 - q) / q), 0.05);
    EXPECT_EQ(analysis.peak, 1);
}

TEST(Analysis, ChannelsAddUpAndSilentOnesDoNotMatter) {
    const dsp::IrSet one = pulses(1, 1);
    dsp::IrSet three = one;
    three.channels = 3;
    three.labels = {"M+030", "M-030", "M+000"};
    three.responses.push_back(one.responses[0]);
    three.responses.emplace_back(one.frames(), 0.0F);
    const RoomAnalysis a = analyse(one);
    const RoomAnalysis b = analyse(three);
    EXPECT_NEAR(b.energy_db - a.energy_db, 10 * std::log10(2.0), 1e-3);
    EXPECT_NEAR(*b.octaves[3].t30_s, *a.octaves[3].t30_s, 1e-3);
}

TEST(Analysis, WhatHasNoDecayHasNoTimes) {
    dsp::IrSet set;
    set.responses = {{1.0F}};
    const RoomAnalysis wire = analyse(set);
    EXPECT_FALSE(wire.all.t30_s);
    EXPECT_EQ(wire.all.d50, 1);
    EXPECT_EQ(wire.onset_s, 0);
    set.responses = {std::vector<float>(1000, 0.0F)};
    const RoomAnalysis silent = analyse(set);
    EXPECT_FALSE(silent.all.t30_s);
    EXPECT_EQ(silent.peak, 0);
    set.responses = {std::vector<float>(48000, 1.0F)};
    EXPECT_FALSE(analyse(set).all.t30_s);
    set.rate_hz = 8000;
    EXPECT_EQ(analyse(set).octaves.size(), 5U);
}

TEST(Analysis, CurveStartsAtZeroAndFallsWithTheTime) {
    const RoomAnalysis analysis = analyse(pulses(1.5, 1.5));
    const std::vector<float>& curve = analysis.octaves[4].curve_db;
    ASSERT_GT(curve.size(), 200U);
    EXPECT_EQ(curve[0], 0);
    // Half a second later 20 dB less.
    EXPECT_NEAR(curve[150] - curve[50], -20, 0.3);
}

}  // namespace
}  // namespace cavea::room
