// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The vectors of section 10 are checked in tests/core/pan/reference, through the gain calculator.
#include "core/layout/conversion.h"

#include <gtest/gtest.h>

#include <cmath>

#include "core/layout/geometry.h"

namespace cavea::layout {
namespace {

constexpr double kExact = 1e-9;  // degrees and unit lengths, some roundings of doubles

void expect_near(const Cartesian& a, const Cartesian& b) {
    EXPECT_NEAR(a.x, b.x, kExact);
    EXPECT_NEAR(a.y, b.y, kExact);
    EXPECT_NEAR(a.z, b.z, kExact);
}

TEST(Conversion, GoesBackToWhereItCameFrom) {
    for (double azimuth = -180; azimuth < 180; azimuth += 7.5) {
        for (double elevation = -85; elevation <= 85; elevation += 5) {
            for (double distance : {0.25, 1.0, 3.0}) {
                const Polar p{azimuth, elevation, distance};
                const Polar back = to_polar(to_cartesian(p));
                EXPECT_NEAR(relative_angle(-180 - kExact, back.azimuth_deg),
                            relative_angle(-180 - kExact, azimuth), 1e-7)
                    << azimuth << " " << elevation;
                EXPECT_NEAR(back.elevation_deg, elevation, 1e-7);
                EXPECT_NEAR(back.distance, distance, kExact);
            }
        }
    }
}

TEST(Conversion, PutsLoudspeakersInTheCornersOfTheRoom) {
    expect_near(to_cartesian(Polar{0, 0, 1}), {0, 1, 0});
    expect_near(to_cartesian(Polar{30, 0, 1}), {-1, 1, 0});
    expect_near(to_cartesian(Polar{-110, 0, 1}), {1, -1, 0});
    expect_near(to_cartesian(Polar{110, 30, 1}), {-1, -1, 1});
    expect_near(to_cartesian(Polar{0, 90, 1}), {0, 0, 1});
    expect_near(to_cartesian(Polar{-30, -30, 0.5}), {0.5, 0.5, -0.5});
}

TEST(Conversion, HasDefinedAnswersOnTheAxis) {
    EXPECT_EQ(to_polar(Cartesian{0, 0, 0}), (Polar{0, 0, 0}));
    EXPECT_EQ(to_polar(Cartesian{0, 0, 0.5}), (Polar{0, 90, 0.5}));
    EXPECT_EQ(to_polar(Cartesian{0, 0, -2}), (Polar{0, -90, 2}));
}

TEST(Conversion, OfExtentAheadKeepsNothingAsNothing) {
    const CartesianExtent none = to_cartesian(Polar{10, 20, 1}, PolarExtent{});
    EXPECT_EQ(none.x + none.y + none.z, 0);
    const CartesianExtent wide = to_cartesian(Polar{0, 0, 1}, PolarExtent{60, 0, 0});
    EXPECT_NEAR(wide.x, 0.5, kExact);  // sin(30 degrees)
    const PolarExtent back = to_polar(Cartesian{0, 1, 0}, CartesianExtent{0.5, 0, 0});
    EXPECT_NEAR(back.width_deg, 60, 1e-7);
    EXPECT_NEAR(back.height_deg, 0, 1e-7);
}

TEST(AllocentricPosition, OfScreenLoudspeakersFollowsTheirRealAzimuth) {
    Channel channel;
    channel.name = "M+SC";
    channel.real = {15, 0, 1};
    expect_near(allocentric_position(channel), {-0.5, 1, 0});
    EXPECT_EQ(allocentric_position(channel).y, 1.0);  // exactly in the row of the front
    channel.name = "M-SC";
    channel.real = {-50, 0, 1};
    EXPECT_EQ(allocentric_position(channel).x, 1.0);
    EXPECT_LT(allocentric_position(channel).y, 1.0);
}

}  // namespace
}  // namespace cavea::layout
