// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/room/box.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace cavea::room {
namespace {

/// -ln(1 - a) of a wall that swallows everything would be infinite.
constexpr double kMostAbsorption = 0.9999;

double exponent_of(double absorption) {
    return -std::log1p(-std::min(absorption, kMostAbsorption));
}

double mean_absorption(const Box& box, std::size_t octave) {
    double absorbed = 0;
    double surface = 0;
    for (std::size_t w = 0; w < kWalls; ++w) {
        const double area = wall_area_m2(box, static_cast<Wall>(w));
        absorbed += area * box.absorption[w][octave];
        surface += area;
    }
    return absorbed / surface;
}

double surface_m2(const Box& box) {
    double sum = 0;
    for (std::size_t w = 0; w < kWalls; ++w) sum += wall_area_m2(box, static_cast<Wall>(w));
    return sum;
}

/// The walls of \p box with their absorption exponents of one octave scaled.
void scale_walls(Box& box, const Box& from, std::size_t octave, double factor) {
    for (std::size_t w = 0; w < kWalls; ++w) {
        const double exponent = exponent_of(from.absorption[w][octave]);
        box.absorption[w][octave] = -std::expm1(-exponent * factor);
    }
}

/// Any absorption will do to be scaled; all walls alike when none absorbs.
Box absorbing(Box box, std::size_t octave) {
    if (mean_absorption(box, octave) > 0) return box;
    for (Octaves& wall : box.absorption) wall[octave] = 0.1;
    return box;
}

}  // namespace

const std::vector<Material>& materials() {
    // Where the source's table ends at 4 kHz, that value stands for 8 kHz too.
    static const std::vector<Material> kMaterials = {
        {"rigid", "reflects everything", {0, 0, 0, 0, 0, 0, 0}},
        {"concrete", "rough concrete", {0.02, 0.03, 0.03, 0.03, 0.04, 0.07, 0.07}},
        {"brick", "rendered brickwork", {0.01, 0.02, 0.02, 0.03, 0.03, 0.04, 0.04}},
        {"stone", "limestone wall", {0.02, 0.02, 0.03, 0.04, 0.05, 0.05, 0.05}},
        {"tiles", "smooth ceramic tiles", {0.01, 0.01, 0.01, 0.02, 0.02, 0.02, 0.02}},
        {"plaster", "rough lime wash", {0.02, 0.03, 0.04, 0.05, 0.04, 0.03, 0.02}},
        {"plasterboard",
         "plasterboard on a frame, mineral wool behind",
         {0.15, 0.10, 0.06, 0.04, 0.04, 0.05, 0.05}},
        {"wood", "16 mm wood on studs", {0.18, 0.12, 0.10, 0.09, 0.08, 0.07, 0.07}},
        {"panelling", "12 mm wooden lining on a frame", {0.27, 0.23, 0.22, 0.15, 0.10, 0.07, 0.06}},
        {"glass", "3 mm pane", {0.08, 0.04, 0.03, 0.03, 0.02, 0.02, 0.02}},
        {"carpet", "6 mm pile on closed-cell foam", {0.03, 0.09, 0.25, 0.31, 0.33, 0.44, 0.44}},
        {"curtain",
         "heavy cotton, folded to 3/4, 130 mm from the wall",
         {0.30, 0.45, 0.65, 0.56, 0.59, 0.71, 0.71}},
        {"velvet", "tight velvet curtain", {0.05, 0.12, 0.35, 0.45, 0.38, 0.36, 0.36}},
        {"audience",
         "people on wooden chairs, 2 per square metre",
         {0.24, 0.40, 0.78, 0.98, 0.96, 0.87, 0.87}},
        {"seats", "empty chairs with cloth cover", {0.44, 0.60, 0.77, 0.89, 0.82, 0.70, 0.70}},
        {"panel", "50 mm rock wool absorber", {0.22, 0.60, 0.92, 0.90, 0.88, 0.88, 0.88}},
    };
    return kMaterials;
}

std::optional<Material> find_material(std::string_view name) {
    for (const Material& material : materials()) {
        if (material.name == name) return material;
    }
    return std::nullopt;
}

double volume_m3(const Box& box) { return box.size_m.x * box.size_m.y * box.size_m.z; }

double wall_area_m2(const Box& box, Wall wall) {
    switch (wall) {
        case Wall::Left:
        case Wall::Right:
            return box.size_m.y * box.size_m.z;
        case Wall::Back:
        case Wall::Front:
            return box.size_m.x * box.size_m.z;
        default:
            return box.size_m.x * box.size_m.y;
    }
}

double air_absorption_per_m(double hz) {
    constexpr double kKelvin = 293.15;
    constexpr double kReferenceKelvin = 293.15;
    constexpr double kTriplePointKelvin = 273.16;
    constexpr double kHumidityPercent = 50;
    const double saturation =
        std::pow(10.0, -6.8346 * std::pow(kTriplePointKelvin / kKelvin, 1.261) + 4.6151);
    const double h = kHumidityPercent * saturation;  // molar concentration of vapour, percent
    const double warmth = kKelvin / kReferenceKelvin;
    const double oxygen_hz = 24 + 4.04e4 * h * (0.02 + h) / (0.391 + h);
    const double nitrogen_hz = std::pow(warmth, -0.5) *
                               (9 + 280 * h * std::exp(-4.170 * (std::pow(warmth, -1.0 / 3) - 1)));
    // The standard's 8.686 turns nepers of pressure into decibels; energy falls twice as fast.
    const double pressure =
        hz * hz *
        (1.84e-11 * std::sqrt(warmth) +
         std::pow(warmth, -2.5) *
             (0.01275 * std::exp(-2239.1 / kKelvin) / (oxygen_hz + hz * hz / oxygen_hz) +
              0.1068 * std::exp(-3352.0 / kKelvin) / (nitrogen_hz + hz * hz / nitrogen_hz)));
    return 2 * pressure;
}

double air_absorption_per_m(const Box& box, std::size_t octave) {
    return box.air ? air_absorption_per_m(dsp::exact_octave_hz(octave)) : 0;
}

double eyring_rt60_s(const Box& box, std::size_t octave) {
    const double walls = surface_m2(box) * exponent_of(mean_absorption(box, octave));
    const double air = 4 * air_absorption_per_m(box, octave) * volume_m3(box);
    if (!(walls + air > 0)) return std::numeric_limits<double>::infinity();
    return 24 * std::log(10.0) / kSoundSpeed * volume_m3(box) / (walls + air);
}

Box with_rt60(const Box& box, const Octaves& rt60_s) {
    Box out = box;
    for (std::size_t octave = 0; octave < dsp::kOctaves; ++octave) {
        const Box from = absorbing(box, octave);
        scale_walls(out, from, octave, 0);
        if (eyring_rt60_s(out, octave) <= rt60_s[octave]) continue;
        double low = 0;
        double high = 1;
        for (scale_walls(out, from, octave, high); eyring_rt60_s(out, octave) > rt60_s[octave];) {
            if (high > 1e6) break;  // shorter than Eyring allows: walls that swallow everything
            scale_walls(out, from, octave, high *= 2);
        }
        for (int step = 0; step < 60; ++step) {
            const double middle = (low + high) / 2;
            scale_walls(out, from, octave, middle);
            (eyring_rt60_s(out, octave) > rt60_s[octave] ? low : high) = middle;
        }
    }
    return out;
}

}  // namespace cavea::room
