// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/layout/geometry.h"

#include <gtest/gtest.h>

#include <limits>

namespace cavea::layout {
namespace {

TEST(Geometry, VectorsPointWhereTheAnglesSay) {
    const Cartesian left = vector_of({90, 0, 2});
    EXPECT_NEAR(left.x, -2, 1e-12);
    EXPECT_NEAR(left.y, 0, 1e-12);
    const Cartesian v = vector_of({-35, 20, 1});
    EXPECT_NEAR(azimuth_deg(v), -35, 1e-12);
    EXPECT_NEAR(elevation_deg(v), 20, 1e-12);
    EXPECT_NEAR(length(v), 1, 1e-15);
}

TEST(Geometry, LocalAxesAreSquareAndFaceTheDirection) {
    const Axes axes = local_axes(40, 25);
    EXPECT_NEAR(dot(axes.right, axes.front), 0, 1e-15);
    EXPECT_NEAR(dot(axes.right, axes.up), 0, 1e-15);
    EXPECT_NEAR(length(cross(axes.right, axes.front) - axes.up), 0, 1e-15);
    EXPECT_NEAR(length(axes.front - vector_of({40, 25, 1})), 0, 1e-15);
}

TEST(RelativeAngle, AddsWholeTurnsOnly) {
    EXPECT_EQ(relative_angle(0, -10), 350);
    EXPECT_EQ(relative_angle(0, 370), 10);
    EXPECT_EQ(relative_angle(-180, 180), -180);
    EXPECT_EQ(relative_angle(10, 10), 10);
}

TEST(InsideAngleRange, GoesFromStartAnticlockwiseToEnd) {
    EXPECT_TRUE(inside_angle_range(0, -10, 10));
    EXPECT_TRUE(inside_angle_range(10, -10, 10));
    EXPECT_TRUE(inside_angle_range(-10, -10, 10));
    EXPECT_FALSE(inside_angle_range(11, -10, 10));
    EXPECT_TRUE(inside_angle_range(180, 170, -170));
    EXPECT_TRUE(inside_angle_range(-180, 170, -170));
    EXPECT_FALSE(inside_angle_range(0, 170, -170));
}

TEST(InsideAngleRange, TellsAWholeTurnFromNone) {
    EXPECT_TRUE(inside_angle_range(77, -180, 180));
    EXPECT_TRUE(inside_angle_range(77, 0, 360));
    EXPECT_FALSE(inside_angle_range(77, -180, -180));
    EXPECT_TRUE(inside_angle_range(180, -180, -180));
}

TEST(InsideAngleRange, WidensByTheToleranceOnBothSides) {
    EXPECT_TRUE(inside_angle_range(-10.5, -10, 10, 1));
    EXPECT_TRUE(inside_angle_range(10.5, -10, 10, 1));
    EXPECT_FALSE(inside_angle_range(12, -10, 10, 1));
}

TEST(InsideAngleRange, EndsForAnyNumber) {
    constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
    EXPECT_FALSE(inside_angle_range(kNan, -10, 10));
    EXPECT_FALSE(inside_angle_range(0, 1e308, kNan));
    static_cast<void>(inside_angle_range(1e300, -1e300, 5));
}

}  // namespace
}  // namespace cavea::layout
