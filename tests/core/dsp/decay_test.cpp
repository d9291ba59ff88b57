// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/dsp/decay.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "tests/support/support.h"

namespace cavea::dsp {
namespace {

constexpr std::uint32_t kRate = 48000;
/// Of every quantity against its closed form.
constexpr double kTolerance = 0.01;

/// Energy that falls by 60 dB in rt_s from frame \p onset on, over a constant floor.
std::vector<float> exponential(double rt_s, double length_s, std::size_t onset = 0,
                               double floor_db = -300, double fluctuation = 0) {
    std::vector<float> out(static_cast<std::size_t>(length_s * kRate));
    const std::vector<float> random = test::noise(out.size(), 11, 1.0F);
    const double floor = std::pow(10.0, floor_db / 10);
    for (std::size_t n = 0; n < out.size(); ++n) {
        const double t = (static_cast<double>(n) - static_cast<double>(onset)) / kRate;
        const double decay = n >= onset ? std::pow(10.0, -6 * t / rt_s) : 0;
        const double swing = 1 + fluctuation * static_cast<double>(random[n]);
        out[n] = static_cast<float>((decay + floor) * swing);
    }
    return out;
}

void expect_time(const EnergyDecay& decay, double from_db, double to_db, double rt_s) {
    const auto time = reverberation_time_s(decay, from_db, to_db);
    ASSERT_TRUE(time) << from_db << " to " << to_db << " dB, depth " << decay.depth_db;
    EXPECT_NEAR(*time / rt_s, 1, kTolerance) << from_db << " to " << to_db << " dB";
}

TEST(Decay, TimesOfExponentialDecaysAreExact) {
    for (const double rt_s : {0.1, 0.5, 1.0, 4.2, 10.0}) {
        const EnergyDecay decay = integrate_decay(exponential(rt_s, rt_s), 0, kRate);
        expect_time(decay, 0, -10, rt_s);
        expect_time(decay, -5, -25, rt_s);
        expect_time(decay, -5, -35, rt_s);
        EXPECT_FALSE(decay.noise);
    }
}

TEST(Decay, TimesHoldOverANoiseFloor) {
    for (const double floor_db : {-50.0, -60.0, -80.0}) {
        for (const double fluctuation : {0.0, 0.9}) {
            const EnergyDecay decay =
                integrate_decay(exponential(1.5, 4, 0, floor_db, fluctuation), 0, kRate);
            expect_time(decay, 0, -10, 1.5);
            expect_time(decay, -5, -25, 1.5);
            ASSERT_TRUE(decay.noise);
            EXPECT_NEAR(10 * std::log10(*decay.noise), floor_db, 0.5);
            // The decay meets the floor where it has fallen as far.
            EXPECT_NEAR(static_cast<double>(decay.remaining.size()) / kRate, -floor_db / 60 * 1.5,
                        0.1);
        }
    }
    const auto decay = integrate_decay(exponential(1.5, 4, 0, -60, 0.9), 0, kRate);
    expect_time(decay, -5, -35, 1.5);
}

TEST(Decay, DecaysThatAreCutHaveNoFloorAndKeepTheirTime) {
    // 40 dB of a decay: enough for T20, not for T30.
    const EnergyDecay decay = integrate_decay(exponential(3, 2, 0, -300, 0.9), 0, kRate);
    EXPECT_FALSE(decay.noise);
    expect_time(decay, -5, -25, 3);
    EXPECT_FALSE(reverberation_time_s(decay, -5, -35));
    EXPECT_NEAR(decay.depth_db, 40, 0.5);
}

TEST(Decay, FloorsThatAreTooHighGiveNoTime) {
    const EnergyDecay decay = integrate_decay(exponential(1, 3, 0, -40), 0, kRate);
    EXPECT_TRUE(reverberation_time_s(decay, -5, -25));
    EXPECT_FALSE(reverberation_time_s(decay, -5, -35));
    const EnergyDecay noise = integrate_decay(exponential(0.01, 3, 0, -3, 0.9), 0, kRate);
    EXPECT_FALSE(reverberation_time_s(noise, -5, -25));
}

TEST(Decay, ClarityAndCentreTimeHaveTheirClosedForms) {
    for (const double rt_s : {0.3, 1.0, 4.2}) {
        const double k = 6 * std::log(10.0) / rt_s;  // energy e^(-k t)
        const EnergyDecay decay = integrate_decay(exponential(rt_s, rt_s), 0, kRate);
        EXPECT_NEAR(*clarity_db(decay, 0.08), 10 * std::log10(std::exp(k * 0.08) - 1), 0.02);
        EXPECT_NEAR(*clarity_db(decay, 0.05), 10 * std::log10(std::exp(k * 0.05) - 1), 0.02);
        EXPECT_NEAR(*early_share(decay, 0.05) / (1 - std::exp(-k * 0.05)), 1, kTolerance);
        EXPECT_NEAR(*centre_time_s(decay) * k, 1, kTolerance);
    }
}

TEST(Decay, OnsetIsFoundAndTimesCountFromIt) {
    const std::size_t onset = 5000;
    const std::vector<float> energy = exponential(1, 2, onset, -60);
    EXPECT_EQ(onset_frame(energy), onset);
    const EnergyDecay decay = integrate_decay(energy, onset, kRate);
    expect_time(decay, -5, -35, 1);
    EXPECT_NEAR(*centre_time_s(decay), 1 / (6 * std::log(10.0)), 0.001);
}

TEST(Decay, PausesAfterTheDirectSoundAreNotTheEnd) {
    std::vector<float> energy = exponential(2, 2, 4800);
    std::fill(energy.begin() + 4800, energy.begin() + 9600, 0.0F);
    energy[4800] = 100;
    const EnergyDecay decay = integrate_decay(energy, 4800, kRate);
    EXPECT_GT(decay.depth_db, 45);
    expect_time(decay, -5, -35, 2);
}

TEST(Decay, SinglePulsesAndSilenceAreAnswered) {
    std::vector<float> pulse(4800, 0.0F);
    EXPECT_EQ(onset_frame(pulse), 0U);
    const EnergyDecay none = integrate_decay(pulse, 0, kRate);
    EXPECT_FALSE(reverberation_time_s(none, -5, -25));
    EXPECT_FALSE(clarity_db(none, 0.08));
    EXPECT_FALSE(centre_time_s(none));
    pulse[100] = 1;
    const EnergyDecay one = integrate_decay(pulse, onset_frame(pulse), kRate);
    EXPECT_EQ(*early_share(one, 0.05), 1);
    EXPECT_FALSE(clarity_db(one, 0.05));
    EXPECT_EQ(*centre_time_s(one), 0);
    EXPECT_FALSE(reverberation_time_s(one, -5, -25));
    for (const std::size_t frames : {1U, 2U, 9U, 100U}) {
        const std::vector<float> few(frames, 1.0F);
        EXPECT_EQ(*early_share(integrate_decay(few, 0, kRate), 1), 1);
    }
    EXPECT_TRUE(integrate_decay({}, 0, kRate).remaining.empty());
}

TEST(Decay, CurveNeverRises) {
    const EnergyDecay decay = integrate_decay(exponential(0.7, 3, 100, -50, 0.99), 100, kRate);
    EXPECT_TRUE(std::is_sorted(decay.remaining.rbegin(), decay.remaining.rend()));
}

}  // namespace
}  // namespace cavea::dsp
