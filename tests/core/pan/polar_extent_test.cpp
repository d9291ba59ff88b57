// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pan/polar_extent.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "core/pan/extent_shape.h"
#include "core/pan/interpolate.h"
#include "tests/core/pan/pan_test_support.h"

namespace cavea::pan {
namespace {

using layout::Cartesian;
constexpr double kPi = std::numbers::pi;

/// The weight by its definition, with angles: BS.2127-0 section 7.3.
double slow_weight(const Cartesian& middle, double width_deg, double height_deg,
                   const Cartesian& point) {
    const double el = layout::elevation_deg(middle);
    layout::Axes axes =
        layout::local_axes(std::abs(el) > 90 - 1e-5 ? 0 : layout::azimuth_deg(middle), el);
    double width = layout::radians(width_deg) / 2;
    double height = layout::radians(height_deg) / 2;
    const double radius = std::min(width, height);
    if (height > width) {
        std::swap(width, height);
        std::swap(axes.right, axes.up);
    }
    const double modified = interpolate<3>(width, {0, kPi / 2, kPi}, {0, kPi / 2, kPi + height});
    width = interpolate<4>(height, {0, kPi / 4, kPi / 2, kPi}, {modified, modified, width, width});
    const double centre = width - radius;
    const auto along = [&](const Cartesian& axis) {
        return std::clamp(layout::dot(axis, point), -1.0, 1.0);
    };
    const double azimuth = std::atan2(along(axes.right), along(axes.front));
    double distance = 0;
    if (std::abs(azimuth) <= centre) {
        distance = std::abs(std::asin(along(axes.up))) - radius;
    } else {
        double nearest = kPi;
        for (double side : {-centre, centre}) {
            const Cartesian circle = axes.front * std::cos(side) + axes.right * std::sin(side);
            nearest = std::min(nearest, std::acos(along(circle)));
        }
        distance = nearest - radius;
    }
    return interpolate<2>(distance, {0, layout::radians(10)}, {1, 0});
}

TEST(ExtentShape, WeighsAsItsDefinitionWithAngles) {
    Random random(5);
    for (int shape = 0; shape < 300; ++shape) {
        const Cartesian middle =
            shape < 2 ? Cartesian{0, 0, shape == 0 ? 1.0 : -1.0} : random_direction(random);
        const double width = random(5, 360);
        const double height = shape % 3 == 0 ? width : random(5, 360);
        const ExtentShape fast(middle, width, height);
        for (int i = 0; i < 200; ++i) {
            const Cartesian p = random_direction(random);
            double weight = -1;
            fast.weigh(&p.x, &p.y, &p.z, 1, &weight);
            ASSERT_NEAR(weight, slow_weight(middle, width, height, p), 1e-7)
                << width << " x " << height;
            const double angle = std::acos(std::clamp(layout::dot(middle, p), -1.0, 1.0));
            if (angle > fast.reach_rad()) {
                ASSERT_EQ(weight, 0);
            }
        }
    }
}

TEST(ExtentShape, GivesTheSameWeightsWhateverTheLengthOfTheList) {
    // Vector loops take several points at once and the rest one by one.
    Random random(6);
    std::vector<double> x, y, z;
    for (int i = 0; i < 37; ++i) {
        const Cartesian p = random_direction(random);
        x.push_back(p.x);
        y.push_back(p.y);
        z.push_back(p.z);
    }
    for (double height : {80.0, 200.0}) {
        const ExtentShape shape(layout::vector_of({30, 20, 1}), 200, height);
        std::vector<double> all(x.size());
        shape.weigh(x.data(), y.data(), z.data(), x.size(), all.data());
        for (std::size_t i = 0; i < x.size(); ++i) {
            double one = -1;
            shape.weigh(&x[i], &y[i], &z[i], 1, &one);
            EXPECT_EQ(one, all[i]);
        }
    }
}

TEST(PolarExtent, SumsOverAllVirtualSources) {
    // Every point of the standard's set, without choosing the near ones first.
    const PointSource point(*layout::find("4+7+0"));
    const PolarExtent extent(point);
    const std::size_t channels = point.channels();
    Random random(7);
    for (int i = 0; i < 60; ++i) {
        const Cartesian middle = i == 0 ? Cartesian{0, 0, 1} : random_direction(random);
        const double width = random(10, 250);
        const double height = i % 2 == 0 ? width : random(10, 250);
        std::vector<double> total(channels, 0.0);
        std::vector<double> gains(channels);
        for (int row = 0; row <= 36; ++row) {
            const double el = -90 + 5.0 * row;
            const double count = std::max(1.0, std::round(72 * std::cos(layout::radians(el))));
            for (double k = 0; k < count; ++k) {
                const Cartesian p = layout::vector_of({360 * k / count, el, 1});
                point.pan(p, gains.data());
                const double weight = slow_weight(middle, width, height, p);
                for (std::size_t c = 0; c < channels; ++c) total[c] += weight * gains[c];
            }
        }
        const double sum = energy(total);
        std::vector<double> power(channels);
        extent.pan_power(middle, {width, height, 0}, power.data());
        for (std::size_t c = 0; c < channels; ++c) {
            ASSERT_NEAR(power[c], total[c] * total[c] / sum, 1e-8) << width << " x " << height;
        }
    }
}

TEST(PolarExtent, KeepsThePowerForAnySizeAndDistance) {
    Random random(8);
    for (const layout::Layout& layout : all_layouts()) {
        if (layout.name == "0+2+0") continue;  // its point source is not of energy 1
        const PointSource point(layout);
        const PolarExtent extent(point);
        std::vector<double> power(point.channels());
        for (int i = 0; i < 300; ++i) {
            const Cartesian position = random_direction(random) * random(0, 2);
            extent.pan_power(position, {random(0, 360), random(0, 360), random(0, 1)},
                             power.data());
            double sum = 0;
            for (double p : power) sum += p;
            ASSERT_NEAR(sum, 1, 1e-9) << layout.name;
        }
    }
}

TEST(PolarExtent, OfAPointIsThePointSource) {
    const PointSource point(*layout::find("9+10+3"));
    const PolarExtent extent(point);
    const Cartesian direction = layout::vector_of({25, 40, 1});
    std::vector<double> gains(point.channels());
    std::vector<double> power(point.channels());
    point.pan(direction, gains.data());
    extent.pan_power(direction * 1.5, {}, power.data());
    for (std::size_t c = 0; c < gains.size(); ++c) {
        EXPECT_NEAR(power[c], gains[c] * gains[c], 1e-12);
    }
    EXPECT_TRUE(PolarExtent::is_point(1, {}));
    EXPECT_TRUE(PolarExtent::is_point(4, {}));
    EXPECT_TRUE(PolarExtent::is_point(1 - 1e-15, {}));
    EXPECT_FALSE(PolarExtent::is_point(0.9, {}));
    EXPECT_FALSE(PolarExtent::is_point(1, {1, 0, 0}));
}

TEST(PolarExtent, SurroundsTheListenerAtNoDistance) {
    for (double size : {0.0, 30.0, 360.0}) {
        EXPECT_NEAR(PolarExtent::apparent_size(size, 0), 360, 1e-9);
        EXPECT_NEAR(PolarExtent::apparent_size(size, 1), size, 1e-9);
        EXPECT_LE(PolarExtent::apparent_size(size, 2), size);
    }
}

}  // namespace
}  // namespace cavea::pan
