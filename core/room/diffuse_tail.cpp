// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/room/diffuse_tail.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace cavea::room {
namespace {

/// SplitMix64 (Steele, Lea, Flood 2014): small, and the same everywhere.
class Random {
 public:
    explicit Random(std::uint64_t seed) : state_(seed) {}
    std::uint64_t next() {
        state_ += 0x9E3779B97F4A7C15U;
        std::uint64_t z = state_;
        z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9U;
        z = (z ^ (z >> 27U)) * 0x94D049BB133111EBU;
        return z ^ (z >> 31U);
    }
    /// In (0, 1].
    double uniform() { return (static_cast<double>(next() >> 11U) + 1) * 0x1p-53; }

 private:
    std::uint64_t state_;
};

/// White noise of variance 1, Gaussian by Box and Muller.
std::vector<float> gaussian(std::size_t frames, std::uint64_t seed) {
    Random random(seed);
    std::vector<float> out(frames + 1);
    for (std::size_t n = 0; n < frames; n += 2) {
        const double radius = std::sqrt(-2 * std::log(random.uniform()));
        const double angle = 2 * std::numbers::pi * random.uniform();
        out[n] = static_cast<float>(radius * std::cos(angle));
        out[n + 1] = static_cast<float>(radius * std::sin(angle));
    }
    out.resize(frames);
    return out;
}

/// Sums of squares before each frame, [frames + 1].
std::vector<double> running_energy(const std::vector<float>& signal) {
    std::vector<double> out(signal.size() + 1, 0);
    for (std::size_t n = 0; n < signal.size(); ++n) {
        out[n + 1] = out[n] + static_cast<double>(signal[n]) * static_cast<double>(signal[n]);
    }
    return out;
}

/// Degrees of freedom over which energy is evened out; noise of bandwidth B has 2 B per second.
constexpr double kEvenOver = 20;

/// Gains that make the energy of \p noise the same in windows around every frame.
std::vector<float> evening_gains(const std::vector<float>& noise, std::size_t window) {
    const std::vector<double> energy = running_energy(noise);
    const double mean = energy.back() / static_cast<double>(noise.size());
    std::vector<float> out(noise.size(), 1.0F);
    for (std::size_t n = 0; n < noise.size(); ++n) {
        const std::size_t begin = n > window / 2 ? n - window / 2 : 0;
        const std::size_t end = std::min(noise.size(), n + window / 2 + 1);
        const double local = (energy[end] - energy[begin]) / static_cast<double>(end - begin);
        if (local > 0) out[n] = static_cast<float>(std::sqrt(mean / local));
    }
    return out;
}

/// White noise of variance 1 whose octaves do not swell and fade.
std::vector<float> even_noise(std::size_t frames, std::uint32_t rate_hz, std::uint64_t seed) {
    const dsp::OctaveBands bands(gaussian(frames, seed), rate_hz);
    const std::size_t measurable = dsp::octaves_below(rate_hz);
    std::vector<float> out(frames, 0.0F);
    for (std::size_t octave = 0; octave < dsp::kOctaves; ++octave) {
        const std::vector<float> share = bands.share(octave);
        std::vector<float> gains(frames, 1.0F);
        if (octave < measurable) {
            const double bandwidth_hz = dsp::exact_octave_hz(octave) / std::numbers::sqrt2;
            const auto window = static_cast<std::size_t>(kEvenOver / 2 / bandwidth_hz * rate_hz);
            gains = evening_gains(bands.filtered(octave), window);
        }
        for (std::size_t n = 0; n < frames; ++n) out[n] += gains[n] * share[n];
    }
    return out;
}

/// Bands per octave that decay by themselves. Air and walls change slowly enough for three.
constexpr double kPerOctave = 3;
/// The highest band, above 16 kHz, is the 22nd.
constexpr std::size_t kBands = 22;

double band_hz(std::size_t band) {
    return dsp::exact_octave_hz(0) * std::pow(2, static_cast<double>(band) / kPerOctave);
}

/// Share of a band in the sound at a frequency, as dsp::octave_share().
double band_share(std::size_t band, double hz) {
    const double away = hz > 0 ? std::log2(hz / band_hz(band)) * kPerOctave : -1e9;
    if (band == 0 && away <= 0) return 1;
    if (band == kBands - 1 && away >= 0) return 1;
    if (std::abs(away) >= 1) return 0;
    const double cosine = std::cos(std::numbers::pi / 2 * away);
    return cosine * cosine;
}

/// Amplitude at every frame, without the decay.
double fade_in(const TailSettings& s, std::size_t frame) {
    if (frame >= s.fade_in_end) return 1;
    if (frame <= s.fade_in_begin) return 0;
    const double part = static_cast<double>(frame - s.fade_in_begin) /
                        static_cast<double>(s.fade_in_end - s.fade_in_begin);
    return std::sin(std::numbers::pi / 2 * part);
}

}  // namespace

double rt60_at_s(const Box& box, double hz) {
    const auto rate = [&](std::size_t octave) { return 1 / eyring_rt60_s(box, octave); };
    const double place = std::max(0.0, std::log2(hz / dsp::exact_octave_hz(0)));
    const auto octave = static_cast<std::size_t>(place);
    if (octave + 1 < dsp::kOctaves) {
        const double part = place - std::floor(place);
        return 1 / ((1 - part) * rate(octave) + part * rate(octave + 1));
    }
    constexpr std::size_t kLast = dsp::kOctaves - 1;
    if (!box.air) return 1 / rate(kLast);
    const double more_air = air_absorption_per_m(hz) - air_absorption_per_m(box, kLast);
    return 1 / (rate(kLast) + more_air * kSoundSpeed / (6 * std::log(10.0)));
}

std::vector<float> diffuse_tail(const TailSettings& s, std::size_t channel) {
    std::vector<float> out(s.frames, 0.0F);
    if (s.frames == 0) return out;
    // Channel seeds are draws of the seed's own stream.
    Random seeds(s.seed);
    for (std::size_t c = 0; c < channel; ++c) seeds.next();
    const dsp::OctaveBands bands(even_noise(s.frames, s.rate_hz, seeds.next()), s.rate_hz);
    const double energy_per_frame =
        4 * std::numbers::pi * kSoundSpeed / volume_m3(s.box) / s.rate_hz;
    const double start = std::sqrt(energy_per_frame / static_cast<double>(s.channels));
    for (std::size_t band = 0; band < kBands; ++band) {
        if (band_hz(band) > s.rate_hz) break;
        const std::vector<float> noise =
            bands.weighted([&](double hz) { return band_share(band, hz); });
        const double fall = -3 * std::log(10.0) / rt60_at_s(s.box, band_hz(band)) / s.rate_hz;
        for (std::size_t n = s.fade_in_begin; n < s.frames; ++n) {
            const double amplitude = start * std::exp(fall * static_cast<double>(n));
            out[n] += static_cast<float>(amplitude * fade_in(s, n)) * noise[n];
        }
    }
    return out;
}

}  // namespace cavea::room
