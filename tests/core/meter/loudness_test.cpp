// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/meter/loudness.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>
#include <vector>

namespace cavea::meter {
namespace {

constexpr std::uint32_t kRate = 48000;

PlanarBuffer<float> tone(std::size_t channels, std::size_t sounding, double hz, double amplitude,
                         double seconds) {
    PlanarBuffer<float> out(channels, static_cast<std::size_t>(seconds * kRate));
    const auto row = out.view()[sounding];
    for (std::size_t i = 0; i < row.size(); ++i) {
        row[i] = static_cast<float>(
            amplitude * std::sin(2 * std::numbers::pi * hz * static_cast<double>(i) / kRate));
    }
    return out;
}

double loudness_of(const layout::Layout& layout, std::size_t channel) {
    LoudnessMeter meter(layout, kRate);
    meter.add(tone(layout.size(), channel, 997, 0.1, 3).view());
    return meter.integrated_lufs().value_or(-999);
}

TEST(LoudnessMeter, ASineAtMinus20DbfsInOneFrontChannelReadsMinus23) {
    // BS.1770-5 annex 1: 997 Hz at 0 dBFS in one front channel reads -3.01 LKFS.
    EXPECT_NEAR(loudness_of(*layout::find("0+2+0"), 0), -23.01, 0.05);
}

TEST(LoudnessMeter, SideLoudspeakersWeighMoreHeightsAndRearDoNot) {
    for (const std::string name : {"0+5+0", "4+7+0", "9+10+3"}) {
        const auto layout = *layout::find(name);
        const double front =
            loudness_of(layout, 0) - 10 * std::log10(loudness_weight(layout.channels[0]));
        for (std::size_t c = 0; c < layout.size(); ++c) {
            const layout::Channel& channel = layout.channels[c];
            const double reading = loudness_of(layout, c);
            if (channel.lfe) {
                EXPECT_EQ(reading, -999) << channel.name;
            } else {
                const double azimuth = std::abs(channel.nominal.azimuth_deg);
                const bool side =
                    azimuth >= 60 && azimuth <= 120 && std::abs(channel.nominal.elevation_deg) < 30;
                EXPECT_NEAR(reading, front + (side ? 1.49 : 0.0), 0.05) << channel.name;
            }
        }
    }
}

TEST(LoudnessMeter, SilenceHasNoLoudness) {
    LoudnessMeter meter(*layout::find("0+2+0"), kRate);
    meter.add(PlanarBuffer<float>(2, kRate).view());
    EXPECT_FALSE(meter.integrated_lufs().has_value());
}

TEST(LoudnessMeter, ChunksDoNotMatter) {
    const auto layout = *layout::find("0+2+0");
    const auto signal = tone(2, 1, 440, 0.3, 4);
    LoudnessMeter whole(layout, kRate);
    whole.add(signal.view());
    LoudnessMeter pieces(layout, kRate);
    for (std::size_t at = 0; at < signal.frames(); at += 777) {
        pieces.add(signal.view().slice(at, std::min<std::size_t>(777, signal.frames() - at)));
    }
    EXPECT_DOUBLE_EQ(whole.integrated_lufs().value_or(0), pieces.integrated_lufs().value_or(1));
}

TEST(PeakMeter, FindsThePeakBetweenSamples) {
    // A quarter of the rate, 45 degrees off the samples: they see 3 dB less than there is.
    std::vector<float> x(4800);
    for (std::size_t i = 0; i < x.size(); ++i) {
        const double phase = std::numbers::pi / 2 * static_cast<double>(i) + std::numbers::pi / 4;
        const double fade =
            std::min({1.0, static_cast<double>(i) / 480, static_cast<double>(4799 - i) / 480});
        x[i] = static_cast<float>(0.5 * fade * std::sin(phase));
    }
    PeakMeter meter(kRate);
    meter.add(x);
    EXPECT_NEAR(meter.sample_peak(), 0.5 * std::sqrt(0.5), 1e-4);
    // EBU Tech 3341: +0.2 / -0.4 dB.
    EXPECT_GE(20 * std::log10(meter.true_peak() / 0.5), -0.4);
    EXPECT_LE(20 * std::log10(meter.true_peak() / 0.5), 0.2);
}

TEST(PeakMeter, IsNeverBelowTheSamples) {
    PeakMeter meter(kRate);
    std::vector<float> x(100, 0.0F);
    x[99] = -0.75F;
    meter.add(x);
    EXPECT_DOUBLE_EQ(meter.sample_peak(), 0.75);
    EXPECT_GE(meter.true_peak(), 0.75);
}

}  // namespace
}  // namespace cavea::meter
