// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/room/box.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace cavea::room {
namespace {

Box box_of(double x, double y, double z, double absorption) {
    Box box;
    box.size_m = {x, y, z};
    for (Octaves& wall : box.absorption) wall.fill(absorption);
    box.air = false;
    return box;
}

TEST(Air, AbsorbsAsTheTablesOfIso9613) {
    // ISO 9613-1:1993, table 1: 20 degrees Celsius, 50 %, dB per km, three digits.
    constexpr Octaves kDbPerKm{0.445, 1.32, 2.73, 4.66, 9.86, 29.4, 104};
    for (std::size_t o = 0; o < dsp::kOctaves; ++o) {
        const double db_per_km =
            1000 * 10 / std::log(10.0) * air_absorption_per_m(dsp::exact_octave_hz(o));
        EXPECT_NEAR(db_per_km / kDbPerKm[o], 1, 0.02) << dsp::kOctaveHz[o];
    }
}

TEST(Box, EyringTimeHasItsClosedForm) {
    // A cube of 10 m: V / S = 10/6, so T = 24 ln 10 / c * 10 / 6 / -ln(1 - a).
    const double expected = 24 * std::log(10.0) / kSoundSpeed * 10 / 6 / -std::log(0.8);
    EXPECT_NEAR(eyring_rt60_s(box_of(10, 10, 10, 0.2), 3), expected, 1e-9);
    EXPECT_EQ(eyring_rt60_s(box_of(10, 10, 10, 0), 3), std::numeric_limits<double>::infinity());
    Box air = box_of(10, 10, 10, 0);
    air.air = true;
    EXPECT_NEAR(eyring_rt60_s(air, 6),
                6 * std::log(10.0) / kSoundSpeed / air_absorption_per_m(dsp::exact_octave_hz(6)),
                1e-9);
}

TEST(Box, AreasAreThoseOfTheWalls) {
    const Box box = box_of(2, 3, 5, 0.1);
    EXPECT_EQ(volume_m3(box), 30);
    EXPECT_EQ(wall_area_m2(box, Wall::Left), 15);
    EXPECT_EQ(wall_area_m2(box, Wall::Right), 15);
    EXPECT_EQ(wall_area_m2(box, Wall::Back), 10);
    EXPECT_EQ(wall_area_m2(box, Wall::Front), 10);
    EXPECT_EQ(wall_area_m2(box, Wall::Floor), 6);
    EXPECT_EQ(wall_area_m2(box, Wall::Ceiling), 6);
}

TEST(Box, ReverberationTimeCanBeAskedFor) {
    Box box = box_of(20, 30, 12, 0.05);
    box.air = true;
    box.absorption[static_cast<std::size_t>(Wall::Floor)].fill(0.6);
    const Octaves wanted{3.0, 2.5, 2.0, 2.0, 1.8, 1.5, 1.0};
    const Box made = with_rt60(box, wanted);
    for (std::size_t o = 0; o < dsp::kOctaves; ++o) {
        EXPECT_NEAR(eyring_rt60_s(made, o), wanted[o], 1e-6);
        EXPECT_GT(made.absorption[4][o], made.absorption[0][o]);
    }
}

TEST(Box, AirLimitsWhatCanBeAskedFor) {
    Box box = box_of(20, 30, 12, 0.05);
    box.air = true;
    Octaves wanted;
    wanted.fill(4.2);
    const Box made = with_rt60(box, wanted);
    EXPECT_NEAR(eyring_rt60_s(made, 5), 4.2, 1e-6);
    EXPECT_NEAR(eyring_rt60_s(made, 6), 1.7, 0.1);
    EXPECT_EQ(made.absorption[0][6], 0);
}

TEST(Box, RigidWallsCanBeGivenATime) {
    Octaves wanted;
    wanted.fill(2);
    EXPECT_NEAR(eyring_rt60_s(with_rt60(box_of(5, 6, 3, 0), wanted), 2), 2, 1e-6);
}

TEST(Materials, AreKnownByNameAndPossible) {
    EXPECT_GE(materials().size(), 10U);
    for (const Material& material : materials()) {
        ASSERT_TRUE(find_material(material.name));
        for (const double a : material.absorption) {
            EXPECT_GE(a, 0);
            EXPECT_LE(a, 1);
        }
    }
    EXPECT_FALSE(find_material("unobtainium"));
}

}  // namespace
}  // namespace cavea::room
