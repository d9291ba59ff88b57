// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pan/cartesian_extent.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "core/pan/interpolate.h"
#include "core/pan/speakers.h"
#include "tests/core/pan/pan_test_support.h"

namespace cavea::pan {
namespace {

using layout::Cartesian;
constexpr double kPi = std::numbers::pi;

std::vector<double> pan(const AllocentricRoom& room, std::size_t channels, const Cartesian& p) {
    std::vector<double> gains(channels, 0.0);
    room.pan(p, gains.data());
    return gains;
}

// The sums of BS.2127 over every point of the grid, each panned on its own, against the products of
// three sums.
TEST(CartesianExtent, SumsOverTheGridFactorIntoAxes) {
    const Speakers speakers(*layout::find("4+7+0"));
    const AllocentricRoom room(speakers.room);
    const std::size_t channels = speakers.channels.size();
    const Cartesian at{0.3, -0.2, 0.4};
    // The largest size has p = 2, so both sums are plain sums of powers.
    const double size = 1.0;
    const double s = 2.8;
    std::vector<double> inside(channels, 0.0);
    std::vector<double> walls(channels, 0.0);
    for (int i = 0; i < 40; ++i) {
        for (int j = 0; j < 40; ++j) {
            for (int k = 0; k < 20; ++k) {
                const Cartesian p{-1 + 2.0 * i / 39, -1 + 2.0 * j / 39, k / 19.0};
                const auto fade = [](double d, double reach) {
                    return std::pow(10.0, -std::min(std::pow(1.5 * d / reach, 4.0), 6.5));
                };
                const double weight = fade(p.x - at.x, 2 * s) * fade(p.y - at.y, 2 * s) *
                                      fade(p.z - at.z, s) * std::cos(p.z * kPi * 3 / 7);
                const auto gains = pan(room, channels, p);
                const int on_walls = (i == 0 || i == 39 ? 1 : 0) + (j == 0 || j == 39 ? 1 : 0) +
                                     (k == 0 || k == 19 ? 1 : 0);
                for (std::size_t c = 0; c < channels; ++c) {
                    const double power = std::pow(gains[c] * weight, 2.0);
                    inside[c] += power;
                    walls[c] += on_walls * power;
                }
            }
        }
    }
    // mu: cube root of the product of the three, for the distance to the nearest wall.
    const double wall = 0.6;
    const double h = wall / 2 * std::pow(wall / 0.4, 2.0);
    double length = 0;
    for (double v : inside) length += v * v;
    std::vector<double> expected(channels);
    for (std::size_t c = 0; c < channels; ++c) {
        expected[c] = std::sqrt(walls[c] + h * inside[c] / std::sqrt(length));
    }
    const double scale = 1 / std::sqrt(energy(expected));
    std::vector<double> gains(channels);
    CartesianExtent(room).pan(at, size, size, size, gains.data());
    for (std::size_t c = 0; c < channels; ++c) {
        EXPECT_NEAR(gains[c], expected[c] * scale, 1e-9) << speakers.channels[c].name;
    }
}

TEST(CartesianExtent, HasEnergyOneForAnySize) {
    Random random(9);
    for (const layout::Layout& layout : all_layouts()) {
        const Speakers speakers(layout);
        const AllocentricRoom room(speakers.room);
        const CartesianExtent extent(room);
        std::vector<double> gains(speakers.channels.size());
        for (int i = 0; i < 500; ++i) {
            const Cartesian p{random(-1, 1), random(-1, 1), random(-1, 1)};
            extent.pan(p, random(0, 1), random(0, 1), random(0, 1), gains.data());
            for (double g : gains) ASSERT_TRUE(g >= 0 && g <= 1) << layout.name;
            ASSERT_NEAR(energy(gains), 1, 1e-12) << layout.name;
        }
    }
}

TEST(CartesianExtent, OfPartOfARoomIsThatOfTheLoudspeakersLeft) {
    const Speakers speakers(*layout::find("9+10+3"));
    const AllocentricRoom room(speakers.room);
    const ChannelMask without = 0b1010'0110;
    const AllocentricRoom left(room, without);
    std::vector<Cartesian> positions;
    std::vector<std::size_t> kept;
    for (std::size_t i = 0; i < speakers.room.size(); ++i) {
        if ((without >> i & 1) != 0) continue;
        positions.push_back(speakers.room[i]);
        kept.push_back(i);
    }
    const AllocentricRoom alone(positions);
    std::vector<double> a(speakers.room.size(), 0.0);
    std::vector<double> b(positions.size(), 0.0);
    CartesianExtent(left).pan({0.1, 0.5, 0.2}, 0.4, 0.5, 0.6, a.data());
    CartesianExtent(alone).pan({0.1, 0.5, 0.2}, 0.4, 0.5, 0.6, b.data());
    for (std::size_t i = 0; i < kept.size(); ++i) EXPECT_EQ(a[kept[i]], b[i]);
    EXPECT_NEAR(energy(a), 1, 1e-12);
}

TEST(AllocentricRoom, PansWithEnergyOneAndToALoudspeakerAlone) {
    Random random(10);
    for (const layout::Layout& layout : all_layouts()) {
        const Speakers speakers(layout);
        const AllocentricRoom room(speakers.room);
        const std::size_t channels = speakers.channels.size();
        for (int i = 0; i < 2000; ++i) {
            const Cartesian p{random(-1.2, 1.2), random(-1.2, 1.2), random(-1.2, 1.2)};
            ASSERT_NEAR(energy(pan(room, channels, p)), 1, 1e-12) << layout.name;
        }
        for (std::size_t i = 0; i < channels; ++i) {
            EXPECT_EQ(pan(room, channels, speakers.room[i])[i], 1) << layout.name;
        }
    }
}

}  // namespace
}  // namespace cavea::pan
