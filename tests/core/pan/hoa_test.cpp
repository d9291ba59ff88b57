// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pan/hoa.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "core/base/error.h"
#include "tests/core/pan/pan_test_support.h"

namespace cavea::pan {
namespace {

using layout::Cartesian;
using programme::Normalisation;

std::vector<HoaComponent> components(int order) {
    std::vector<HoaComponent> out;
    for (int n = 0; n <= order; ++n) {
        for (int m = -n; m <= n; ++m) out.push_back({n, m});
    }
    return out;
}

/// Product of Gauss points in height and even points around: exact for the degrees used here.
double mean_product(HoaComponent a, HoaComponent b) {
    // Midpoints in z converge with the square of their number for polynomials.
    constexpr int kHeights = 4000;
    constexpr int kAround = 24;
    double sum = 0;
    for (int i = 0; i < kHeights; ++i) {
        const double z = -1 + (2 * i + 1.0) / kHeights;
        const double r = std::sqrt(1 - z * z);
        for (int k = 0; k < kAround; ++k) {
            const double angle = 2 * std::numbers::pi * k / kAround;
            const Cartesian d{r * std::cos(angle), r * std::sin(angle), z};
            sum += spherical_harmonic(a, d) * spherical_harmonic(b, d);
        }
    }
    return sum / (kHeights * kAround);
}

TEST(SphericalHarmonic, IsOrthonormal) {
    const auto all = components(3);
    for (std::size_t i = 0; i < all.size(); ++i) {
        for (std::size_t j = 0; j <= i; ++j) {
            EXPECT_NEAR(mean_product(all[i], all[j]), i == j ? 1 : 0, 1e-5);
        }
    }
    EXPECT_NEAR(mean_product({7, -5}, {7, -5}), 1, 1e-4);
}

TEST(SphericalHarmonic, PointsFrontLeftAndUp) {
    EXPECT_NEAR(spherical_harmonic({1, 1}, {0, 1, 0}), std::sqrt(3.0), 1e-12);    // X is front
    EXPECT_NEAR(spherical_harmonic({1, -1}, {-1, 0, 0}), std::sqrt(3.0), 1e-12);  // Y is left
    EXPECT_NEAR(spherical_harmonic({1, 0}, {0, 0, 1}), std::sqrt(3.0), 1e-12);
}

TEST(HoaDecoder, KeepsThePowerOfADiffuseField) {
    for (const layout::Layout& layout : all_layouts()) {
        HoaDecoder decoder(layout);
        for (int order : {1, 4}) {
            const auto all = components(order);
            const auto matrix = decoder.matrix(all, Normalisation::N3d);
            EXPECT_NEAR(energy(matrix), 1, 1e-12) << layout.name;
            for (std::size_t l = 0; l < layout.size(); ++l) {
                if (!layout.channels[l].lfe) continue;
                for (std::size_t c = 0; c < all.size(); ++c) {
                    EXPECT_EQ(matrix[l * all.size() + c], 0);
                }
            }
        }
    }
}

TEST(HoaDecoder, SendsAPlaneWaveToTheLoudspeakersAroundIt) {
    const layout::Layout layout = *layout::find("9+10+3");
    HoaDecoder decoder(layout);
    const auto all = components(5);
    const auto matrix = decoder.matrix(all, Normalisation::N3d);
    for (const char* label : {"M+030", "U-135", "M+180", "T+000"}) {
        const std::size_t target = *layout.index_of(label);
        const Cartesian d = layout::vector_of(layout.channels[target].nominal);
        std::vector<double> gains(layout.size(), 0.0);
        for (std::size_t l = 0; l < layout.size(); ++l) {
            for (std::size_t c = 0; c < all.size(); ++c) {
                gains[l] += matrix[l * all.size() + c] * spherical_harmonic(all[c], d);
            }
        }
        EXPECT_EQ(std::max_element(gains.begin(), gains.end()) - gains.begin(),
                  static_cast<std::ptrdiff_t>(target));
    }
}

TEST(HoaDecoder, RescalesForEachNormalisation) {
    HoaDecoder decoder(*layout::find("5.1"));
    const auto all = components(1);
    const auto n3d = decoder.matrix(all, Normalisation::N3d);
    const auto sn3d = decoder.matrix(all, Normalisation::Sn3d);
    const auto fuma = decoder.matrix(all, Normalisation::FuMa);
    EXPECT_NEAR(sn3d[0], n3d[0], 1e-15);
    EXPECT_NEAR(sn3d[1], n3d[1] * std::sqrt(3.0), 1e-15);
    EXPECT_NEAR(fuma[0], sn3d[0] * std::sqrt(2.0), 1e-15);
    EXPECT_NEAR(fuma[1], sn3d[1], 1e-15);
}

TEST(HoaDecoder, ReachesOrderSeven) {
    HoaDecoder decoder(*layout::find("7.1.4"));
    const auto matrix = decoder.matrix(components(7), Normalisation::Sn3d);
    EXPECT_EQ(matrix.size(), 12U * 64U);
    for (double v : matrix) EXPECT_TRUE(std::isfinite(v));
}

TEST(HoaDecoder, RefusesComponentsThatDoNotExist) {
    HoaDecoder decoder(*layout::find("5.1"));
    const auto decode = [&](std::vector<HoaComponent> list, Normalisation n) {
        static_cast<void>(decoder.matrix(list, n));
    };
    EXPECT_THROW(decode({}, Normalisation::Sn3d), Error);
    EXPECT_THROW(decode({{1, 2}}, Normalisation::Sn3d), Error);
    EXPECT_THROW(decode({{1, -2}}, Normalisation::Sn3d), Error);
    EXPECT_THROW(decode({{-1, 0}}, Normalisation::Sn3d), Error);
    EXPECT_THROW(decode({{11, 0}}, Normalisation::Sn3d), Error);
    EXPECT_THROW(decode({{4, 0}}, Normalisation::FuMa), Error);
    EXPECT_NO_THROW(decode({{3, 3}}, Normalisation::FuMa));
}

}  // namespace
}  // namespace cavea::pan
