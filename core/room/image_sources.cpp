// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/room/image_sources.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <numbers>
#include <numeric>

#include "core/base/assert.h"
#include "core/layout/geometry.h"

namespace cavea::room {
namespace {

/// Positions of images along one axis with the hits on its two walls.
struct AxisImage {
    double place_m = 0;
    std::uint16_t low_hits = 0;
    std::uint16_t high_hits = 0;
};

/// Allen and Berkley's x = (1 - 2q) x_s + 2 m L: |m - q| hits at 0, |m| at L.
std::vector<AxisImage> axis_images(double size_m, double source_m, double receiver_m,
                                   double max_distance_m) {
    std::vector<AxisImage> out;
    const int periods = static_cast<int>(std::ceil(max_distance_m / (2 * size_m))) + 1;
    for (int m = -periods; m <= periods; ++m) {
        for (int q = 0; q < 2; ++q) {
            const double place = (1 - 2 * q) * source_m + 2 * m * size_m;
            if (std::abs(place - receiver_m) > max_distance_m) continue;
            out.push_back({place, static_cast<std::uint16_t>(std::abs(m - q)),
                           static_cast<std::uint16_t>(std::abs(m))});
        }
    }
    return out;
}

/// Long enough to resolve the step between the lowest octaves.
std::size_t filter_frames(std::uint32_t rate_hz) {
    return std::bit_ceil(std::max<std::size_t>(256, rate_hz / 24));
}

}  // namespace

std::size_t Image::order() const {
    return std::accumulate(hits.begin(), hits.end(), std::size_t{0});
}

std::vector<Image> image_sources(const Box& box, const layout::Cartesian& source_m,
                                 const layout::Cartesian& receiver_m, double max_distance_m) {
    const auto xs = axis_images(box.size_m.x, source_m.x, receiver_m.x, max_distance_m);
    const auto ys = axis_images(box.size_m.y, source_m.y, receiver_m.y, max_distance_m);
    const auto zs = axis_images(box.size_m.z, source_m.z, receiver_m.z, max_distance_m);
    std::vector<Image> out;
    for (const AxisImage& x : xs) {
        for (const AxisImage& y : ys) {
            const double across = std::hypot(x.place_m - receiver_m.x, y.place_m - receiver_m.y);
            if (across > max_distance_m) continue;
            for (const AxisImage& z : zs) {
                const layout::Cartesian way = layout::operator-
                    (layout::Cartesian{x.place_m, y.place_m, z.place_m}, receiver_m);
                const double distance = layout::length(way);
                if (distance > max_distance_m) continue;
                out.push_back(
                    {layout::operator*(way, 1 / distance),
                     distance,
                     {x.low_hits, x.high_hits, y.low_hits, y.high_hits, z.low_hits, z.high_hits}});
            }
        }
    }
    std::stable_sort(out.begin(), out.end(),
                     [](const Image& a, const Image& b) { return a.distance_m < b.distance_m; });
    return out;
}

ImageFilter::ImageFilter(const Box& box, std::uint32_t rate_hz)
    : box_(box),
      frames_per_m_(rate_hz / kSoundSpeed),
      fft_(filter_frames(rate_hz)),
      shapes_(dsp::kOctaves, fft_.bins()),
      delays_(kFractions, fft_.bins()),
      bins_(1, fft_.bins()) {
    make_shapes(rate_hz);
    make_delays();
}

/// Folding the cepstrum of a log magnitude makes it the log spectrum of the minimum-phase filter
/// (Oppenheim, Schafer, "Discrete-Time Signal Processing", 13.4). It is linear in the log
/// magnitude, so one spectrum per octave serves every image.
void ImageFilter::make_shapes(std::uint32_t rate_hz) {
    const std::size_t size = fft_.size();
    PlanarBuffer<float> cepstrum(1, size);
    for (std::size_t octave = 0; octave < dsp::kOctaves; ++octave) {
        const auto shape = shapes_.view()[octave];
        for (std::size_t k = 0; k < shape.size(); ++k) {
            const double hz = static_cast<double>(k) * rate_hz / static_cast<double>(size);
            shape[k] = static_cast<float>(dsp::octave_share(octave, hz));
        }
        fft_.inverse(shape.data(), cepstrum.view().data());
        const auto c = cepstrum.view()[0];
        const float scale = 1 / static_cast<float>(size);
        for (std::size_t n = 0; n < size; ++n) {
            const bool edge = n == 0 || n == size / 2;
            c[n] *= edge ? scale : n < size / 2 ? 2 * scale : 0;
        }
        fft_.forward(c.data(), shape.data());
    }
}

/// Sincs under a Hann window, shifted by fractions of a frame; of gain 1 for steady sound.
void ImageFilter::make_delays() {
    PlanarBuffer<float> kernel(1, fft_.size());
    const auto taps = kernel.view()[0];
    constexpr double kHalf = static_cast<double>(kLead);
    for (std::size_t f = 0; f < kFractions; ++f) {
        const double fraction = static_cast<double>(f) / static_cast<double>(kFractions);
        double sum = 0;
        for (std::size_t n = 0; n < 2 * kLead + 1; ++n) {
            const double t = static_cast<double>(n) - kHalf - fraction;
            const double angle = std::numbers::pi * t;
            const double sinc = t == 0 ? 1 : f == 0 ? 0 : std::sin(angle) / angle;
            const double cosine = std::abs(t) < kHalf ? std::cos(angle / (2 * kHalf)) : 0;
            taps[n] = static_cast<float>(sinc * cosine * cosine);
            sum += static_cast<double>(taps[n]);
        }
        for (std::size_t n = 0; n < 2 * kLead + 1; ++n) taps[n] /= static_cast<float>(sum);
        fft_.forward(taps.data(), delays_.view()[f].data());
    }
}

std::array<double, dsp::kOctaves> ImageFilter::log_gains(const Image& image) const {
    // A wall that swallows everything would have no logarithm; -80 dB is silent enough.
    constexpr double kLeastReflection = 1e-8;
    std::array<double, dsp::kOctaves> out{};
    for (std::size_t octave = 0; octave < dsp::kOctaves; ++octave) {
        // Half of the energy's exponent is the amplitude's.
        double exponent = -air_absorption_per_m(box_, octave) * image.distance_m / 2;
        for (std::size_t w = 0; w < kWalls; ++w) {
            const double reflection = std::max(kLeastReflection, 1 - box_.absorption[w][octave]);
            exponent += image.hits[w] * std::log(reflection) / 2;
        }
        out[octave] = exponent;
    }
    return out;
}

std::size_t ImageFilter::render(const Image& image, std::span<float> out) {
    CAVEA_ASSERT(out.size() == frames());
    const std::array<double, dsp::kOctaves> gains = log_gains(image);
    const auto steps = static_cast<std::size_t>(
        std::lround(image.distance_m * frames_per_m_ * static_cast<double>(kFractions)));
    const auto delay = delays_.view()[steps % kFractions];
    const auto bins = bins_.view()[0];
    const float scale = 1 / static_cast<float>(image.distance_m * static_cast<double>(frames()));
    for (std::size_t k = 0; k < bins.size(); ++k) {
        std::complex<float> log_spectrum = 0;
        for (std::size_t octave = 0; octave < dsp::kOctaves; ++octave) {
            log_spectrum += static_cast<float>(gains[octave]) * shapes_.view()[octave][k];
        }
        bins[k] = scale * std::exp(log_spectrum) * delay[k];
    }
    fft_.inverse(bins.data(), out.data());
    return steps / kFractions;
}

}  // namespace cavea::room
