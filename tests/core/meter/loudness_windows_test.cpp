// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "core/meter/loudness.h"

namespace cavea::meter {
namespace {

constexpr std::uint32_t kRate = 48000;

/// A stereo tone of 1 kHz: its loudness is its level (EBU Tech 3341, test 1).
void add_tone(LoudnessMeter& meter, double level_db, double seconds) {
    const auto frames = static_cast<std::size_t>(seconds * kRate);
    PlanarBuffer<float> tone(2, frames);
    for (std::size_t i = 0; i < frames; ++i) {
        const double phase = 2 * std::numbers::pi * 1000 * static_cast<double>(i) / kRate;
        const auto x = static_cast<float>(std::pow(10, level_db / 20) * std::sin(phase));
        tone.view()[0][i] = tone.view()[1][i] = x;
    }
    meter.add(tone.view());
}

TEST(LoudnessWindows, FollowTheLast400MillisecondsAndThreeSeconds) {
    LoudnessMeter meter(*layout::find("0+2+0"), kRate, LoudnessMeter::ShortTerm::Yes);
    EXPECT_FALSE(meter.momentary_lufs());
    add_tone(meter, -23, 4);
    EXPECT_NEAR(meter.momentary_lufs().value(), -23, 0.1);
    EXPECT_NEAR(meter.short_term_lufs().value(), -23, 0.1);
    EXPECT_NEAR(meter.integrated_lufs().value(), -23, 0.1);
    add_tone(meter, -33, 1);
    EXPECT_NEAR(meter.momentary_lufs().value(), -33, 0.1);
    // Two seconds of -23 and one of -33 in the mean of powers.
    const double mean = (2 * std::pow(10, -2.3) + std::pow(10, -3.3)) / 3;
    EXPECT_NEAR(meter.short_term_lufs().value(), 10 * std::log10(mean), 0.1);
}

TEST(LoudnessWindows, TheShortTermIsNothingWhereItIsNotMeasured) {
    LoudnessMeter meter(*layout::find("0+2+0"), kRate);
    add_tone(meter, -23, 4);
    EXPECT_FALSE(meter.short_term_lufs());
    EXPECT_TRUE(meter.integrated_lufs());
}

}  // namespace
}  // namespace cavea::meter
