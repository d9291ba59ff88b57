// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pan/point_source.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "core/base/error.h"
#include "tests/core/pan/pan_test_support.h"

namespace cavea::pan {
namespace {

using layout::Cartesian;
using layout::Layout;

std::vector<double> pan(const PointSource& panner, const Cartesian& direction) {
    std::vector<double> gains(panner.channels(), -1.0);
    panner.pan(direction, gains.data());
    return gains;
}

std::vector<Cartesian> grid(double step_deg) {
    std::vector<Cartesian> out;
    for (double el = -90; el <= 90; el += step_deg) {
        for (double az = -180; az < 180; az += step_deg) {
            out.push_back(layout::vector_of({az, el, 1}));
        }
    }
    return out;
}

TEST(PointSource, HasFiniteGainsOfEnergyOneEverywhere) {
    for (const Layout& layout : all_layouts()) {
        const PointSource panner(layout);
        for (const Cartesian& direction : grid(1)) {
            const std::vector<double> gains = pan(panner, direction);
            for (double g : gains) {
                ASSERT_TRUE(std::isfinite(g) && g >= 0 && g <= 1 + 1e-12) << layout.name;
            }
            if (layout.name == "0+2+0") {
                ASSERT_GE(energy(gains), 0.5 - 1e-9);
                ASSERT_LE(energy(gains), 1 + 1e-9);
            } else {
                ASSERT_NEAR(energy(gains), 1, 1e-12) << layout.name;
            }
        }
    }
}

TEST(PointSource, GivesTheDirectionOfALoudspeakerToItAlone) {
    for (const Layout& layout : all_layouts()) {
        const PointSource panner(layout);
        const auto speakers = loudspeakers(layout);
        for (std::size_t i = 0; i < speakers.size(); ++i) {
            const auto gains = pan(panner, layout::vector_of(speakers[i].real));
            for (std::size_t j = 0; j < gains.size(); ++j) {
                EXPECT_NEAR(gains[j], i == j ? 1 : 0, 1e-9)
                    << layout.name << " " << speakers[i].name << " in " << speakers[j].name;
            }
        }
    }
}

TEST(PointSource, IsTheSameInAMirror) {
    Random random(1);
    for (const Layout& layout : all_layouts()) {
        const PointSource panner(layout);
        const auto speakers = loudspeakers(layout);
        std::vector<std::size_t> mirror;
        for (const auto& s : speakers) {
            const double azimuth = s.nominal.azimuth_deg == 180 ? 180 : -s.nominal.azimuth_deg;
            mirror.push_back(static_cast<std::size_t>(
                std::find_if(speakers.begin(), speakers.end(),
                             [&](const auto& t) {
                                 return t.nominal.azimuth_deg == azimuth &&
                                        t.nominal.elevation_deg == s.nominal.elevation_deg;
                             }) -
                speakers.begin()));
        }
        for (int i = 0; i < 2000; ++i) {
            const Cartesian d = random_direction(random);
            const auto here = pan(panner, d);
            const auto there = pan(panner, {-d.x, d.y, d.z});
            for (std::size_t c = 0; c < here.size(); ++c) {
                ASSERT_NEAR(here[c], there[mirror[c]], 1e-9)
                    << layout.name << " " << d.x << " " << d.y << " " << d.z;
            }
        }
    }
}

TEST(PointSource, ChangesSmoothlyWithDirection) {
    // A quad's gains change by at most a few per radian; a step would show as ever the same
    // difference however small the move.
    constexpr double kMove = 1e-6;
    constexpr double kSlope = 20;
    Random random(2);
    for (const Layout& layout : all_layouts()) {
        const PointSource panner(layout);
        for (int i = 0; i < 5000; ++i) {
            const Cartesian d = random_direction(random);
            const Cartesian e = d + random_direction(random) * kMove;
            const auto here = pan(panner, d);
            const auto there = pan(panner, e * (1 / layout::length(e)));
            for (std::size_t c = 0; c < here.size(); ++c) {
                ASSERT_NEAR(here[c], there[c], kSlope * kMove) << layout.name;
            }
        }
    }
}

TEST(PointSource, IsContinuousAcrossTheEdgesBetweenRegions) {
    // Along great circles, in small steps: every edge that they cross is met.
    constexpr int kSteps = 20000;
    constexpr double kStep = 2 * std::numbers::pi / kSteps;
    Random random(3);
    for (const Layout& layout : all_layouts()) {
        const PointSource panner(layout);
        for (int circle = 0; circle < 6; ++circle) {
            const Cartesian a = random_direction(random);
            Cartesian b = layout::cross(a, random_direction(random));
            b = b * (1 / layout::length(b));
            std::vector<double> last = pan(panner, a);
            for (int i = 1; i <= kSteps; ++i) {
                const auto here = pan(panner, a * std::cos(i * kStep) + b * std::sin(i * kStep));
                for (std::size_t c = 0; c < here.size(); ++c) {
                    ASSERT_NEAR(here[c], last[c], 20 * kStep) << layout.name << " " << i;
                }
                last = here;
            }
        }
    }
}

TEST(PointSource, StaysContinuousWhereRealQuadsAreSkew) {
    // Surrounds and heights of a crooked room, all within the ranges of BS.2051.
    Layout layout = *layout::find("4+5+1");
    const auto move = [&](std::string_view label, double azimuth, double elevation) {
        layout.channels[*layout.index_of(label)].real = {azimuth, elevation, 1};
    };
    move("M+110", 112.8, 0);
    move("M-110", -107.1, 0);
    move("U+030", 39.1, 41.4);
    move("U-030", -34.4, 38.3);
    move("U+110", 106.2, 48.6);
    move("U-110", -133.7, 38.3);
    move("B+000", 0, -17.6);
    const PointSource panner(layout);
    for (double elevation : {-38.0, -16.0, 0.0, 20.0, 48.0}) {
        std::vector<double> last = pan(panner, layout::vector_of({-180, elevation, 1}));
        for (double azimuth = -180; azimuth <= 180; azimuth += 0.05) {
            const auto here = pan(panner, layout::vector_of({azimuth, elevation, 1}));
            for (std::size_t c = 0; c < here.size(); ++c) {
                ASSERT_NEAR(here[c], last[c], 0.02) << azimuth << " " << elevation;
            }
            last = here;
        }
    }
}

TEST(PointSource, PointsWhereItShouldInsideATriplet) {
    // The velocity vector of amplitude panning: gains times positions lie in the direction.
    const Layout layout = *layout::find("9+10+3");
    const PointSource panner(layout);
    const auto speakers = loudspeakers(layout);
    const Cartesian direction = layout::vector_of({20, 12, 1});
    const auto gains = pan(panner, direction);
    Cartesian sum;
    for (std::size_t i = 0; i < gains.size(); ++i) {
        sum = sum + layout::vector_of(speakers[i].real) * gains[i];
    }
    EXPECT_NEAR(layout::dot(sum, direction) / layout::length(sum), 1, 1e-9);
}

TEST(PointSource, IsQuieterAtTheBackOfStereo) {
    const PointSource panner(*layout::find("stereo"));
    EXPECT_NEAR(energy(pan(panner, {0, 1, 0})), 1, 1e-12);
    EXPECT_NEAR(energy(pan(panner, {0, -1, 0})), 0.5, 1e-12);
    EXPECT_NEAR(pan(panner, {0, 1, 0})[0], std::sqrt(0.5), 1e-12);
}

TEST(PointSource, FollowsRealPositions) {
    Layout layout = *layout::find("4+5+0");
    layout.channels[*layout.index_of("M+110")].real.azimuth_deg = 100;
    const PointSource panner(layout);
    const std::size_t surround = *layout.index_of("M+110") - 1;  // after LFE1
    EXPECT_NEAR(pan(panner, layout::vector_of({100, 0, 1}))[surround], 1, 1e-9);
    EXPECT_LT(pan(panner, layout::vector_of({110, 0, 1}))[surround], 1);
}

TEST(PointSource, RefusesScreenLoudspeakersBetweenTheAllowedRanges) {
    Layout layout = *layout::find("4+9+0");
    layout::Channel& screen = layout.channels[*layout.index_of("M+SC")];
    screen.real.azimuth_deg = 45;
    EXPECT_NO_THROW(PointSource{layout});
    screen.real.azimuth_deg = 30;
    EXPECT_THROW(PointSource{layout}, Error);
}

TEST(PointSource, RefusesALayoutWithoutLoudspeakers) {
    EXPECT_THROW(PointSource{Layout{}}, Error);
    Layout huge = *layout::find("5.1");
    huge.channels.resize(100, huge.channels.front());
    EXPECT_THROW(PointSource{huge}, Error);
}

TEST(PointSource, SendsAboveToTheLoudspeakersAboveInLayoutsOfOurOwn) {
    const Layout layout = *layout::find("7.1.2");
    const auto gains = pan(PointSource(layout), {0, 0, 1});
    EXPECT_NEAR(gains[*layout.index_of("U+090") - 1], std::sqrt(0.5), 1e-12);
    EXPECT_NEAR(gains[*layout.index_of("U-090") - 1], std::sqrt(0.5), 1e-12);
}

}  // namespace
}  // namespace cavea::pan
