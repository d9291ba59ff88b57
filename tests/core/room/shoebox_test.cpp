// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/room/shoebox.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <span>
#include <string>

#include "core/base/error.h"
#include "core/room/analysis.h"

namespace cavea::room {
namespace {

constexpr double kTimeTolerance = 0.02;

ShoeboxSettings hall(double rt60_s) {
    ShoeboxSettings s;
    s.box.size_m = {25, 40, 15};
    for (Octaves& wall : s.box.absorption) wall.fill(0.2);
    Octaves times;
    times.fill(rt60_s);
    s.box = with_rt60(s.box, times);
    s.source_m = {11.3, 32, 1.7};
    s.receiver_m = {13.1, 14.2, 1.2};
    return s;
}

double energy(std::span<const float> response) {
    double sum = 0;
    for (const float value : response) sum += static_cast<double>(value) * value;
    return sum;
}

/// Of the stretch from 80 to 200 ms at 48 kHz.
double energy_at_80_ms(const dsp::IrSet& set) {
    return energy(std::span(set.response(0, 0)).subspan(3840, 5760));
}

/// T30 of the first octaves, all channels together and each by itself.
void expect_times(const dsp::IrSet& set, std::size_t octaves, double rt60_s) {
    const auto check = [&](const RoomAnalysis& analysis, const std::string& name) {
        for (std::size_t o = 0; o < octaves; ++o) {
            const BandAnalysis& band = analysis.octaves[o];
            ASSERT_TRUE(band.t30_s) << name << ' ' << band.centre_hz;
            EXPECT_NEAR(*band.t30_s / rt60_s, 1, kTimeTolerance) << name << ' ' << band.centre_hz;
        }
    };
    check(analyse(set), "all");
    for (std::uint32_t c = 0; c < set.channels; ++c) {
        if (set.labels[c] == "LFE1") continue;
        dsp::IrSet one;
        one.responses = {set.response(0, c)};
        check(analyse(one), set.labels[c]);
    }
}

TEST(Shoebox, HallOf4Point2SecondsRingsAsLongInEveryChannelAndOctave) {
    ShoeboxSettings s = hall(4.2);
    s.box.air = false;
    s.box = with_rt60(s.box, Octaves{4.2, 4.2, 4.2, 4.2, 4.2, 4.2, 4.2});
    expect_times(shoebox_response(s, layout::find("0+5+0")), dsp::kOctaves, 4.2);
}

TEST(Shoebox, AirShortensWhatIsAbove4Kilohertz) {
    const dsp::IrSet set = shoebox_response(hall(4.2), layout::find("4+7+0"));
    ASSERT_EQ(set.channels, 12U);
    expect_times(set, 5, 4.2);
    const RoomAnalysis analysis = analyse(set);
    EXPECT_NEAR(*analysis.octaves[5].t30_s, 4.2, 0.05 * 4.2);  // its upper half rings shorter
    EXPECT_LT(*analysis.octaves[6].t30_s, 2.9);
}

TEST(Shoebox, ReverberationFollowsTheMaterials) {
    ShoeboxSettings s = hall(2);
    for (Octaves& wall : s.box.absorption) wall = find_material("wood")->absorption;
    s.box.air = false;
    const RoomAnalysis analysis = analyse(shoebox_response(s, std::nullopt));
    for (std::size_t o = 0; o < analysis.octaves.size(); ++o) {
        // An octave whose neighbour rings longer hears that flank last, as in a measured room.
        const double tolerance = o < 2 ? 0.15 : 0.05;
        EXPECT_NEAR(*analysis.octaves[o].t20_s / eyring_rt60_s(s.box, o), 1, tolerance) << o;
    }
}

TEST(Shoebox, SameSeedSameSamplesOtherSeedOthers) {
    ShoeboxSettings s = hall(0.8);
    const auto layout = layout::find("0+5+0");
    const dsp::IrSet first = shoebox_response(s, layout);
    EXPECT_EQ(first.responses, shoebox_response(s, layout).responses);
    s.seed = 2;
    EXPECT_NE(first.responses, shoebox_response(s, layout).responses);
}

TEST(Shoebox, DirectSoundComesAtItsTimeAndLevelFromItsDirection) {
    ShoeboxSettings s = hall(1);
    s.tail = false;
    s.early_s = 0;
    s.source_m = {12.5, 30, 2};
    s.receiver_m = {12.5, 10, 2};
    const dsp::IrSet set = shoebox_response(s, layout::find("4+7+0"));
    const std::size_t front = 2;
    ASSERT_EQ(set.labels[front], "M+000");
    for (std::uint32_t c = 0; c < set.channels; ++c) {
        if (c == front) continue;
        EXPECT_EQ(energy(set.response(0, c)), 0) << set.labels[c];
    }
    const std::vector<float>& response = set.response(0, front);
    const auto peak = std::max_element(response.begin(), response.end()) - response.begin();
    EXPECT_NEAR(static_cast<double>(peak), 20 / kSoundSpeed * 48000, 1);
    double area = 0;
    for (const float value : response) area += value;
    EXPECT_NEAR(area, 1.0 / 20, 0.002 / 20);  // what 20 m of air take at 125 Hz
    s.direct = false;
    EXPECT_EQ(energy(shoebox_response(s, std::nullopt).response(0, 0)), 0);
}

TEST(Shoebox, ReflectionsComeFromTheirSide) {
    ShoeboxSettings s = hall(1);
    s.tail = false;
    s.direct = false;
    s.source_m = {3, 20, 7.5};
    s.receiver_m = {4, 20, 7.5};
    s.early_s = 8 / kSoundSpeed;  // only the left wall is so near
    const dsp::IrSet set = shoebox_response(s, layout::find("4+7+0"));
    const auto layout = layout::find("4+7+0");
    EXPECT_GT(energy(set.response(0, *layout->index_of("M+090"))), 0.5 / 49);
    EXPECT_EQ(energy(set.response(0, *layout->index_of("M-090"))), 0);
}

TEST(Shoebox, ImagesAndNoiseMeetAtTheSameLevel) {
    // One microphone, walls alike: images alone on one side, noise alone on the other. Not
    // symmetrical, or left and right reflections would add up in phase.
    ShoeboxSettings s = hall(1.5);
    s.receiver_m.x = 15.3;
    s.box.air = false;
    Octaves times;
    times.fill(1.5);
    s.box = with_rt60(s.box, times);
    s.early_s = 0.4;
    s.tail = false;
    const double images = energy_at_80_ms(shoebox_response(s, std::nullopt));
    s.tail = true;
    s.early_s = 0.05;
    s.direct = false;
    const double noise = energy_at_80_ms(shoebox_response(s, std::nullopt));
    EXPECT_NEAR(10 * std::log10(images / noise), 0, 1.5);
}

TEST(Shoebox, LoudspeakersShareTheTailEvenlyAndTheLfeIsSilent) {
    ShoeboxSettings s = hall(1);
    s.early_s = 0;
    s.direct = false;
    const dsp::IrSet set = shoebox_response(s, layout::find("4+7+0"));
    const double mono = energy(shoebox_response(s, std::nullopt).response(0, 0));
    double total = 0;
    for (std::uint32_t c = 0; c < set.channels; ++c) {
        const double share = energy(set.response(0, c));
        if (set.labels[c] == "LFE1") {
            EXPECT_EQ(share, 0);
        } else {
            EXPECT_NEAR(10 * std::log10(share / mono * 11), 0, 0.3) << set.labels[c];
        }
        total += share;
    }
    EXPECT_NEAR(10 * std::log10(total / mono), 0, 0.1);
}

TEST(Shoebox, LengthIsTheSlowestOctavesOrAsAsked) {
    ShoeboxSettings s = hall(1.25);
    EXPECT_EQ(shoebox_response(s, std::nullopt).frames(), 60000U);
    s.length_s = 0.5;
    EXPECT_EQ(shoebox_response(s, std::nullopt).frames(), 24000U);
    s.rate_hz = 96000;
    EXPECT_EQ(shoebox_response(s, std::nullopt).frames(), 48000U);
}

TEST(Shoebox, WhatCannotBeIsRefused) {
    const auto refuses = [](const ShoeboxSettings& s, const std::string& part) {
        try {
            static_cast<void>(shoebox_response(s, std::nullopt));
            ADD_FAILURE() << part << " accepted";
        } catch (const Error& error) {
            EXPECT_NE(std::string(error.what()).find(part), std::string::npos) << error.what();
        }
    };
    ShoeboxSettings s = hall(1);
    s.source_m.z = 15;
    refuses(s, "source");
    s = hall(1);
    s.receiver_m.x = -1;
    refuses(s, "receiver");
    s = hall(1);
    s.receiver_m = s.source_m;
    refuses(s, "closer");
    s = hall(1);
    s.box.size_m.y = 1e9;
    refuses(s, "side");
    s.box.size_m.y = std::nan("");
    refuses(s, "side");
    s = hall(1);
    s.length_s = 61;
    refuses(s, "length");
    s = hall(1);
    s.box.air = false;
    for (Octaves& wall : s.box.absorption) wall.fill(0);
    refuses(s, "materials");
    s = hall(1);
    s.rate_hz = 7000;
    refuses(s, "rate");
    s = hall(1);
    s.box.absorption[0][0] = 1.5;
    refuses(s, "absorption");
}

}  // namespace
}  // namespace cavea::room
