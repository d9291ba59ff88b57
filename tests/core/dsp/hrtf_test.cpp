// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/dsp/hrtf.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "core/dsp/fractional_delay.h"
#include "core/layout/geometry.h"
#include "tests/support/support.h"

namespace cavea::dsp {
namespace {

constexpr std::size_t kFrames = 128;

/// A smooth pulse around a time, well below half the rate.
std::vector<float> pulse(double at) {
    std::vector<float> out(kFrames);
    for (std::size_t n = 0; n < kFrames; ++n) {
        const double t = static_cast<double>(n) - at;
        out[n] = static_cast<float>(std::exp(-t * t / 4));
    }
    return out;
}

/// A head without shadow: ears 8 frames to the sides, a ring every 30 degrees at three elevations.
HrtfSet sphere() {
    HrtfSet set;
    for (const double elevation : {-30.0, 0.0, 30.0}) {
        for (int azimuth = -150; azimuth <= 180; azimuth += 30) {
            const layout::Polar p{static_cast<double>(azimuth), elevation, 1.5};
            const double x = layout::vector_of({p.azimuth_deg, p.elevation_deg, 1}).x;
            set.positions.push_back(p);
            set.responses.push_back({pulse(60 + 8 * x), pulse(60 - 8 * x)});
        }
    }
    return set;
}

void expect_near(const std::vector<float>& a, const std::vector<float>& b, float tolerance) {
    ASSERT_EQ(a.size(), b.size());
    for (std::size_t n = 0; n < a.size(); ++n) ASSERT_NEAR(a[n], b[n], tolerance) << n;
}

TEST(FractionalDelay, WholeFramesMoveExactlyAndWhatLeavesIsCut) {
    const std::vector<float> in = {1, 2, 3, 4};
    EXPECT_EQ(delayed(in, 0, 4), in);
    EXPECT_EQ(delayed(in, 2, 4), (std::vector<float>{0, 0, 1, 2}));
    EXPECT_EQ(delayed(in, -1, 6), (std::vector<float>{2, 3, 4, 0, 0, 0}));
    EXPECT_EQ(delayed({}, 3, 2), (std::vector<float>{0, 0}));
}

TEST(FractionalDelay, PartsOfAFrameMoveASmoothPulseByThatMuch) {
    for (const double delay : {0.25, 0.5, -0.3, 7.75, -12.4}) {
        expect_near(delayed(pulse(60), delay, kFrames), pulse(60 + delay), 1e-5F);
        // The parabola through three points of a wider curve is off by up to this.
        EXPECT_NEAR(lag_frames(pulse(60), pulse(60 + delay)), delay, 0.02);
    }
    EXPECT_EQ(lag_frames(pulse(60), std::vector<float>(kFrames, 0.0F)), 0);
}

TEST(Hrtf, NearestIsTheClosestDirectionAtTheClosestDistance) {
    HrtfSet set = sphere();
    const std::size_t far = set.positions.size();
    for (std::size_t m = 0; m < far; ++m) {
        layout::Polar p = set.positions[m];
        p.distance = 3;
        set.positions.push_back(p);
        set.responses.push_back(set.responses[m]);
    }
    const std::size_t m = nearest_measurement(set, {-88, 20, 2.6});
    EXPECT_GE(m, far);
    EXPECT_EQ(set.positions[m].azimuth_deg, -90);
    EXPECT_EQ(set.positions[m].elevation_deg, 30);
    EXPECT_LT(nearest_measurement(set, {-88, 20, 0.1}), far);
}

TEST(Hrtf, MeasuredDirectionsStayAsMeasured) {
    const HrtfSet set = sphere();
    for (std::size_t m = 0; m < set.positions.size(); ++m) {
        EXPECT_EQ(interpolated_response(set, set.positions[m]), set.responses[m]);
    }
}

TEST(Hrtf, BetweenMeasurementsTheDelayMovesAndThePulseKeepsItsShape) {
    const HrtfSet set = sphere();
    for (const auto& [azimuth, elevation] : {std::pair(45.0, 0.0), {-75.0, 10.0}, {100.0, -20.0}}) {
        const EarPair pair = interpolated_response(set, {azimuth, elevation, 1});
        const double x = layout::vector_of({azimuth, elevation, 1}).x;
        // Delays of directions up to 30 degrees apart each way mix on the flat triangle between
        // them, which lies below the sphere by at most 1 - cos(21.5) = 7 %.
        EXPECT_NEAR(lag_frames(pulse(60), pair[0]), 8 * x, 0.07 * 8);
        expect_near(pair[0], pulse(60 + lag_frames(pulse(60), pair[0])), 0.01F);
        expect_near(pair[1], pulse(60 + lag_frames(pulse(60), pair[1])), 0.01F);
    }
}

TEST(Hrtf, BelowTheLowestRingTheNearestIsTaken) {
    HrtfSet set = sphere();
    std::erase_if(set.positions, [](const layout::Polar& p) { return p.elevation_deg < 0; });
    set.responses.resize(set.positions.size());
    const layout::Polar below{31, -20, 1};
    EXPECT_EQ(interpolated_response(set, below), set.responses[nearest_measurement(set, below)]);
}

TEST(Hrtf, RoomHasEnergyOneForTheSourceAheadAndForTheLfe) {
    const auto layout = layout::find("0+5+0");
    const IrSet room = binaural_room(sphere(), *layout, 48000);
    for (const char* const label : {"M+000", "LFE1"}) {
        const std::size_t input = *layout->index_of(label);
        double energy = 0;
        for (std::size_t ear = 0; ear < 2; ++ear) {
            for (const float v : room.response(input, ear)) energy += static_cast<double>(v) * v;
        }
        EXPECT_NEAR(energy, 1, 1e-6) << label;
    }
    EXPECT_NEAR(lag_frames(room.response(2, 0), room.response(3, 0)), 0, 0.01);
}

TEST(Hrtf, RoomComesAtTheRateThatIsAskedFor) {
    const auto layout = layout::find("0+2+0");
    const IrSet room = binaural_room(sphere(), *layout, 96000);
    EXPECT_EQ(room.rate_hz, 96000U);
    EXPECT_EQ(room.frames(), 2 * kFrames);
    const IrSet same = binaural_room(sphere(), *layout, 48000);
    double area = 0;
    double area_96 = 0;
    for (const float v : same.response(0, 0)) area += v;
    for (const float v : room.response(0, 0)) area_96 += v;
    EXPECT_NEAR(area_96, area, 1e-4);
}

}  // namespace
}  // namespace cavea::dsp
