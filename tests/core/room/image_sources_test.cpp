// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/room/image_sources.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <complex>
#include <map>
#include <numbers>
#include <tuple>

#include "core/layout/geometry.h"

namespace cavea::room {
namespace {

constexpr std::uint32_t kRate = 48000;
constexpr double kMetresPerFrame = kSoundSpeed / kRate;

Box rigid(double x = 5, double y = 7, double z = 3) {
    Box box;
    box.size_m = {x, y, z};
    box.air = false;
    return box;
}

/// The gain of a response at a frequency.
double gain_db(std::span<const float> response, double hz) {
    std::complex<double> sum = 0;
    for (std::size_t n = 0; n < response.size(); ++n) {
        const double turns = hz * static_cast<double>(n) / kRate;
        sum += static_cast<double>(response[n]) * std::polar(1.0, -2 * std::numbers::pi * turns);
    }
    return 20 * std::log10(std::abs(sum));
}

struct Rendered {
    Rendered(const Box& box, const Image& image) {
        ImageFilter filter(box, kRate);
        buffer = PlanarBuffer<float>(1, filter.frames());
        arrival = filter.render(image, buffer.view()[0]);
    }
    [[nodiscard]] std::span<const float> samples() const { return buffer.view()[0]; }
    /// Mean time of a pure pulse, in frames.
    [[nodiscard]] double centre() const {
        double sum = 0;
        double moment = 0;
        for (std::size_t n = 0; n < samples().size(); ++n) {
            sum += static_cast<double>(samples()[n]);
            moment += static_cast<double>(samples()[n]) * static_cast<double>(n);
        }
        return static_cast<double>(arrival) + moment / sum - ImageFilter::kLead;
    }
    PlanarBuffer<float> buffer;
    std::size_t arrival = 0;
};

/// The images that mirroring finds when it is done wall by wall.
using Place = std::tuple<long, long, long>;
Place place_of(const layout::Cartesian& p) {
    const auto round = [](double v) { return std::lround(v * 1e6); };
    return {round(p.x), round(p.y), round(p.z)};
}

layout::Cartesian mirrored(const Box& box, layout::Cartesian p, std::size_t wall) {
    double* const axis[] = {&p.x, &p.y, &p.z};
    const double size[] = {box.size_m.x, box.size_m.y, box.size_m.z};
    double& coordinate = *axis[wall / 2];
    coordinate = wall % 2 == 0 ? -coordinate : 2 * size[wall / 2] - coordinate;
    return p;
}

TEST(ImageSources, AreTheMirrorImagesOfMirrorImages) {
    const Box box = rigid();
    const layout::Cartesian source{1.1, 5.2, 0.7};
    const layout::Cartesian receiver{3.3, 2.1, 1.9};
    // Every image of up to three reflections, with the fewest reflections that lead there.
    std::map<Place, std::size_t> expected{{place_of(source), 0}};
    std::vector<layout::Cartesian> last{source};
    for (std::size_t order = 1; order <= 3; ++order) {
        std::vector<layout::Cartesian> next;
        for (const layout::Cartesian& p : last) {
            for (std::size_t wall = 0; wall < kWalls; ++wall) {
                const layout::Cartesian image = mirrored(box, p, wall);
                if (expected.emplace(place_of(image), order).second) next.push_back(image);
            }
        }
        last = next;
    }
    std::map<Place, std::size_t> found;
    for (const Image& image : image_sources(box, source, receiver, 60)) {
        if (image.order() > 3) continue;
        const layout::Cartesian place = receiver + image.direction * image.distance_m;
        EXPECT_TRUE(found.emplace(place_of(place), image.order()).second) << "twice";
    }
    EXPECT_EQ(found, expected);
}

TEST(ImageSources, FirstReflectionsHitTheWallTheyComeFrom) {
    const Box box = rigid();
    const layout::Cartesian place{2, 3, 1};
    const layout::Cartesian receiver{2, 3, 1.5};
    for (const Image& image : image_sources(box, place, receiver, 20)) {
        if (image.order() != 1) continue;
        EXPECT_EQ(image.hits[0] == 1, image.direction.x < -0.9 * std::abs(image.direction.x) &&
                                          std::abs(image.direction.x) > 0.5);
        if (image.hits[3] == 1) {
            EXPECT_GT(image.direction.y, 0.9);
        }
        if (image.hits[5] == 1) {
            EXPECT_NEAR(image.direction.z, 1, 1e-12);
            EXPECT_NEAR(image.distance_m, (3 - 1) + (3 - 1.5), 1e-12);
        }
    }
}

TEST(ImageSources, NumberGrowsAsTheVolumeOfTheSphere) {
    const Box box = rigid();
    const double d = 40;
    const auto images = image_sources(box, {1, 2, 1}, {4, 5, 2}, d);
    const double expected = 4.0 / 3 * std::numbers::pi * d * d * d / volume_m3(box);
    EXPECT_NEAR(static_cast<double>(images.size()) / expected, 1, 0.02);
    EXPECT_TRUE(std::is_sorted(images.begin(), images.end(), [](const Image& a, const Image& b) {
        return a.distance_m < b.distance_m;
    }));
    EXPECT_EQ(images.front().order(), 0U);
}

TEST(ImageFilter, RigidWallsGiveAPureImpulseAtItsTime) {
    for (const std::size_t frame : {40U, 1000U, 48000U}) {
        Image image;
        image.distance_m = static_cast<double>(frame) * kMetresPerFrame;
        image.hits = {3, 2, 1, 0, 4, 5};
        const Rendered r(rigid(), image);
        EXPECT_EQ(r.arrival, frame);
        for (std::size_t n = 0; n < r.samples().size(); ++n) {
            const double expected = n == ImageFilter::kLead ? 1 / image.distance_m : 0;
            ASSERT_NEAR(r.samples()[n], expected, 1e-6 / image.distance_m);
        }
    }
}

TEST(ImageFilter, ArrivalIsRightToAFractionOfAFrame) {
    for (const double frames : {100.25, 100.5, 100.9999, 733.123}) {
        Image image;
        image.distance_m = frames * kMetresPerFrame;
        const Rendered r(rigid(), image);
        // Times are rounded to 1/128 of a frame.
        EXPECT_NEAR(r.centre(), frames, 0.5 / 128 + 1e-3);
        EXPECT_NEAR(gain_db(r.samples(), 100), -20 * std::log10(image.distance_m), 0.001);
        EXPECT_NEAR(gain_db(r.samples(), 10000), -20 * std::log10(image.distance_m), 0.01);
    }
}

TEST(ImageFilter, EvenAbsorptionIsAPlainGain) {
    Box box = rigid();
    for (Octaves& wall : box.absorption) wall.fill(0.36);
    Image image;
    image.distance_m = 500 * kMetresPerFrame;
    image.hits = {1, 0, 2, 0, 0, 1};
    const Rendered r(box, image);
    // Four reflections of amplitude sqrt(1 - 0.36) = 0.8.
    const double expected = std::pow(0.8, 4) / image.distance_m;
    EXPECT_NEAR(r.samples()[ImageFilter::kLead], expected, 1e-5 * expected);
    for (const double hz : {0.0, 30.0, 1000.0, 20000.0}) {
        EXPECT_NEAR(gain_db(r.samples(), hz), 20 * std::log10(expected), 1e-3);
    }
}

TEST(ImageFilter, OctavesHaveTheGainOfTheirAbsorptionAndNothingComesEarly) {
    Box box = rigid();
    const Octaves absorption{0.1, 0.15, 0.3, 0.5, 0.6, 0.65, 0.7};
    box.absorption[2] = absorption;
    Image image;
    image.distance_m = 500 * kMetresPerFrame;
    image.hits[2] = 3;
    const Rendered r(box, image);
    for (std::size_t o = 0; o < dsp::kOctaves; ++o) {
        const double expected =
            30 * std::log10(1 - absorption[o]) - 20 * std::log10(image.distance_m);
        EXPECT_NEAR(gain_db(r.samples(), dsp::exact_octave_hz(o)), expected, 0.05);
    }
    for (std::size_t n = 0; n < ImageFilter::kLead; ++n) {
        EXPECT_LT(std::abs(r.samples()[n]), 1e-4 * std::abs(r.samples()[ImageFilter::kLead]));
    }
}

TEST(ImageFilter, AirTakesWhatTheStandardSays) {
    Box box = rigid();
    box.air = true;
    Image image;
    image.distance_m = 100;
    const Rendered r(box, image);
    for (std::size_t o = 0; o < dsp::kOctaves; ++o) {
        const double hz = dsp::exact_octave_hz(o);
        const double air_db = 10 / std::log(10.0) * air_absorption_per_m(hz) * 100;
        EXPECT_NEAR(gain_db(r.samples(), hz), -40 - air_db, 0.05);
    }
}

}  // namespace
}  // namespace cavea::room
