// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <cmath>
#include <numbers>
#include <random>
#include <vector>

#include "core/layout/ambix.h"
#include "core/layout/geometry.h"
#include "core/pan/ambix_panner.h"
#include "core/pan/hoa.h"
#include "core/pan/point_source.h"

namespace cavea::pan {
namespace {

using layout::Cartesian;
using layout::Polar;
using programme::Normalisation;
using programme::ObjectAttributes;
using programme::ObjectsBlock;
using programme::Source;

/// The harmonics of AmbiX to order 3, written out over front, left and up.
std::vector<double> closed_forms(double azimuth_deg, double elevation_deg) {
    const double a = layout::radians(azimuth_deg);
    const double e = layout::radians(elevation_deg);
    const double x = std::cos(a) * std::cos(e);
    const double y = std::sin(a) * std::cos(e);
    const double z = std::sin(e);
    return {1,
            y,
            z,
            x,
            std::sqrt(3.0) * x * y,
            std::sqrt(3.0) * y * z,
            (3 * z * z - 1) / 2,
            std::sqrt(3.0) * x * z,
            std::sqrt(3.0) / 2 * (x * x - y * y),
            std::sqrt(5.0 / 8) * y * (3 * x * x - y * y),
            std::sqrt(15.0) * x * y * z,
            std::sqrt(3.0 / 8) * y * (5 * z * z - 1),
            z * (5 * z * z - 3) / 2,
            std::sqrt(3.0 / 8) * x * (5 * z * z - 1),
            std::sqrt(15.0) / 2 * z * (x * x - y * y),
            std::sqrt(5.0 / 8) * x * (x * x - 3 * y * y)};
}

struct Panned {
    std::vector<double> direct;
    std::vector<double> diffuse;
};
Panned pan(const AmbixPanner& panner, const ObjectsBlock& block, const ObjectAttributes& attributes,
           const Source& source = {}) {
    Panned out{std::vector<double>(panner.encoder().channels()),
               std::vector<double>(virtual_sphere().size())};
    panner.object_gains(block, attributes, source, out.direct, out.diffuse);
    return out;
}
ObjectsBlock at(double c0, double c1, double c2) {
    ObjectsBlock block;
    block.coordinate[0] = c0;
    block.coordinate[1] = c1;
    block.coordinate[2] = c2;
    return block;
}
/// Where the first order says that sound comes from.
Cartesian direction_of(const std::vector<double>& ambix) {
    const Cartesian v{-ambix[1], ambix[3], ambix[2]};
    return v * (1 / layout::length(v));
}
double power(const std::vector<double>& gains) {
    double sum = 0;
    for (const double g : gains) sum += g * g;
    return sum;
}

TEST(AmbixEncoder, AgreesWithTheClosedFormsInTheirOrder) {
    const AmbixEncoder encoder(3);
    ASSERT_EQ(encoder.channels(), 16U);
    std::vector<double> gains(16);
    for (const auto& [azimuth, elevation] :
         {std::pair{0.0, 0.0}, {90.0, 0.0}, {-37.0, 21.0}, {163.0, -64.0}, {0.0, 90.0}}) {
        encoder.encode(layout::vector_of(Polar{azimuth, elevation, 1}), gains);
        const auto expected = closed_forms(azimuth, elevation);
        for (std::size_t c = 0; c < 16; ++c) EXPECT_NEAR(gains[c], expected[c], 1e-12) << c;
    }
}

TEST(AmbixEncoder, APointHasPowerOneInEveryOrder) {
    for (int order = 1; order <= layout::kMaxAmbixOrder; ++order) {
        const AmbixEncoder encoder(order);
        std::vector<double> gains(encoder.channels());
        encoder.encode(layout::vector_of(Polar{77, -12, 1}), gains);
        EXPECT_NEAR(encoder.power(gains), 1, 1e-12);
        EXPECT_EQ(layout::ambix(order).size(), encoder.channels());
    }
}

TEST(AmbixEncoder, AnotherSceneIsCutAtTheOrderAndScaled) {
    const AmbixEncoder encoder(1);
    const std::vector<HoaComponent> in{{0, 0}, {2, 1}, {1, 1}, {1, -1}};
    const auto n3d = encoder.matrix(in, Normalisation::N3d);
    const auto fuma = encoder.matrix(in, Normalisation::FuMa);
    const auto sn3d = encoder.matrix(in, Normalisation::Sn3d);
    std::vector<double> expected(16, 0.0);
    expected[0 * 4 + 0] = 1;
    expected[3 * 4 + 2] = 1;
    expected[1 * 4 + 3] = 1;
    for (std::size_t i = 0; i < 16; ++i) {
        EXPECT_NEAR(sn3d[i], expected[i], 1e-15);
        EXPECT_NEAR(n3d[i], expected[i] * (i == 0 ? 1 : 1 / std::sqrt(3.0)), 1e-15);
        EXPECT_NEAR(fuma[i], expected[i] * (i == 0 ? std::numbers::sqrt2 : 1), 1e-15);
    }
}

TEST(VirtualSphere, PansEveryDirectionToItselfAtPowerOne) {
    const layout::Layout sphere = virtual_sphere();
    const PointSource point(sphere);
    std::vector<double> gains(point.channels());
    std::mt19937 random(7);
    std::normal_distribution<double> normal;
    for (int i = 0; i < 2000; ++i) {
        Cartesian d{normal(random), normal(random), normal(random)};
        d = d * (1 / layout::length(d));
        point.pan(d, gains.data());
        EXPECT_NEAR(power(gains), 1, 1e-9);
        Cartesian sum{};
        for (std::size_t s = 0; s < gains.size(); ++s) {
            EXPECT_GE(gains[s], -1e-12);
            sum = sum + layout::vector_of(sphere.channels[s].real) * gains[s];
        }
        const double off_deg = d.z > -0.97 ? 1e-3 : 10;  // below, the panner spreads
        EXPECT_GT(layout::dot(sum, d) / layout::length(sum), std::cos(layout::radians(off_deg)));
    }
}

TEST(AmbixPanner, APointIsEncodedWhereItStands) {
    const AmbixPanner panner(3, virtual_sphere());
    Source source;
    source.gain = 0.5;
    for (const double distance : {1.0, 2.0}) {
        const auto gains = pan(panner, at(-37, 21, distance), {}, source);
        const auto expected = closed_forms(-37, 21);
        for (std::size_t c = 0; c < 16; ++c) {
            EXPECT_NEAR(gains.direct[c], 0.5 * expected[c], 1e-12);
        }
        EXPECT_EQ(power(gains.diffuse), 0);
    }
    source.mute = true;
    EXPECT_EQ(power(pan(panner, at(-37, 21, 1), {}, source).direct), 0);
}

TEST(AmbixPanner, ACornerOfTheRoomIsALoudspeakersDirection) {
    const AmbixPanner panner(1, virtual_sphere());
    ObjectAttributes cartesian;
    cartesian.cartesian = true;
    const auto gains = pan(panner, at(-1, 1, 1), cartesian).direct;
    const auto expected = closed_forms(30, 30);
    for (std::size_t c = 0; c < 4; ++c) EXPECT_NEAR(gains[c], expected[c], 1e-9);
}

TEST(AmbixPanner, SizeKeepsThePowerAndTheMiddle) {
    for (const int order : {1, 3, 7}) {
        const AmbixPanner panner(order, virtual_sphere());
        for (const double width : {20.0, 90.0, 250.0}) {
            ObjectAttributes wide;
            wide.width = width;
            wide.height = width / 2;
            const auto gains = pan(panner, at(60, 10, 1), wide).direct;
            EXPECT_NEAR(panner.encoder().power(gains), 1, 1e-9);
            const Cartesian middle = layout::vector_of(Polar{60, 10, 1});
            EXPECT_GT(layout::dot(direction_of(gains), middle), std::cos(layout::radians(6)));
        }
        ObjectAttributes all_around;
        all_around.width = all_around.height = 360;
        const auto gains = pan(panner, at(60, 10, 1), all_around).direct;
        EXPECT_LT(std::hypot(gains[1], gains[2], gains[3]), 0.1 * gains[0]);
    }
}

TEST(AmbixPanner, SmallSizesJoinThePointAsFarAsTheSphereIsDense) {
    for (const auto& [order, bound] : {std::pair{1, 0.01}, {3, 0.05}, {5, 0.15}}) {
        const AmbixPanner panner(order, virtual_sphere());
        ObjectAttributes small;
        small.width = small.height = 1e-3;
        const auto sized = pan(panner, at(25, 12, 1), small).direct;
        auto rest = pan(panner, at(25, 12, 1), {}).direct;
        for (std::size_t c = 0; c < rest.size(); ++c) rest[c] -= sized[c];
        EXPECT_LT(panner.encoder().power(rest), bound) << order;
    }
}

TEST(AmbixPanner, DiffuseSplitsThePowerAndLockHasNoEffect) {
    const AmbixPanner panner(3, virtual_sphere());
    ObjectAttributes attributes;
    attributes.diffuse = 0.25;
    attributes.channel_lock = true;
    const auto gains = pan(panner, at(11, 5, 1), attributes);
    EXPECT_NEAR(panner.encoder().power(gains.direct), 0.75, 1e-9);
    EXPECT_NEAR(power(gains.diffuse), 0.25, 1e-9);
    EXPECT_GT(layout::dot(direction_of(gains.direct), layout::vector_of(Polar{11, 5, 1})),
              1 - 1e-9);
}

TEST(AmbixPanner, BedsAreEncodedAtTheirPlacesAndLfeNowhere) {
    const AmbixPanner panner(3, virtual_sphere());
    programme::DirectSpeakersBlock block;
    block.coordinate[0].value = 110;
    block.coordinate[1].value = 30;
    block.coordinate[2].value = 1;
    block.gain = 2;
    std::vector<double> gains(16);
    panner.speaker_gains(block, {}, {}, gains);
    const auto expected = closed_forms(110, 30);
    for (std::size_t c = 0; c < 16; ++c) EXPECT_NEAR(gains[c], 2 * expected[c], 1e-12);
    block.labels = {"LFE1"};
    panner.speaker_gains(block, {}, {}, gains);
    EXPECT_EQ(power(gains), 0);
}

TEST(AmbixPanner, WhatIsEncodedComesBackFromItsDirection) {
    // By the decoder of BS.2127 to 9+10+3, whose power is 1 on the mean of all directions.
    const layout::Layout layout = *layout::find("9+10+3");
    HoaDecoder decoder(layout);
    const AmbixEncoder encoder(5);
    const auto matrix = decoder.matrix(encoder.components(), Normalisation::Sn3d);
    std::vector<double> gains(encoder.channels());
    for (const Polar p : {Polar{0, 0, 1}, Polar{45, 20, 1}, Polar{-120, 0, 1}, Polar{170, 10, 1}}) {
        encoder.encode(layout::vector_of(p), gains);
        Cartesian energy{};
        double total = 0;
        for (std::size_t l = 0; l < layout.size(); ++l) {
            double g = 0;
            for (std::size_t c = 0; c < gains.size(); ++c)
                g += matrix[l * gains.size() + c] * gains[c];
            total += g * g;
            energy = energy + layout::vector_of(layout.channels[l].real) * (g * g);
        }
        EXPECT_NEAR(10 * std::log10(total), 0, 2);  // 9+10+3 is uneven
        EXPECT_GT(layout::dot(energy, layout::vector_of(p)) / layout::length(energy),
                  std::cos(layout::radians(12)));
    }
}

}  // namespace
}  // namespace cavea::pan
