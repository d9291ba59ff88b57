// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/dsp/octave_bands.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "core/base/assert.h"

namespace cavea::dsp {
namespace {

/// Ratio of an octave's edges to its centre: 10^(3/20).
const double kEdge = std::pow(10.0, 0.15);

/// What the filters ring beyond the ends of a signal: the octave at 125 Hz is 88 Hz wide and falls
/// by 60 dB in some 50 ms.
constexpr double kRingS = 0.1;

/// Magnitude of a Butterworth band-pass of order 6, 1 at the centre.
double band_pass(double hz, double centre_hz) {
    if (hz <= 0) return 0;
    const double bandwidth = kEdge - 1 / kEdge;
    const double detuning = (hz / centre_hz - centre_hz / hz) / bandwidth;
    const double square = detuning * detuning;
    return 1 / std::sqrt(1 + square * square * square);
}

}  // namespace

double exact_octave_hz(std::size_t octave) {
    return 1000 * std::pow(10.0, 0.3 * (static_cast<double>(octave) - 3));
}

std::size_t octaves_below(std::uint32_t rate_hz) {
    std::size_t count = 0;
    while (count < kOctaves && exact_octave_hz(count) * kEdge < rate_hz / 2.0) ++count;
    return count;
}

double octave_share(std::size_t octave, double hz) {
    const double octaves_away =
        hz > 0 ? std::log2(hz / exact_octave_hz(octave)) / std::log2(kEdge * kEdge) : -1e9;
    if (octave == 0 && octaves_away <= 0) return 1;
    if (octave == kOctaves - 1 && octaves_away >= 0) return 1;
    if (std::abs(octaves_away) >= 1) return 0;
    const double cosine = std::cos(std::numbers::pi / 2 * octaves_away);
    return cosine * cosine;
}

OctaveBands::OctaveBands(std::span<const float> in, std::uint32_t rate_hz)
    : frames_(in.size()),
      rate_hz_(rate_hz),
      fft_(fast_fft_size(in.size() + static_cast<std::size_t>(kRingS * rate_hz))),
      spectrum_(1, fft_.bins()) {
    CAVEA_ASSERT(!in.empty());
    PlanarBuffer<float> padded(1, fft_.size());
    std::copy(in.begin(), in.end(), padded.view()[0].begin());
    fft_.forward(padded.view().data(), spectrum_.view().data());
}

std::vector<float> OctaveBands::weighted(const std::function<double(double hz)>& magnitude) const {
    PlanarBuffer<std::complex<float>> bins(1, fft_.bins());
    const double scale = 1 / static_cast<double>(fft_.size());
    for (std::size_t k = 0; k < fft_.bins(); ++k) {
        const double hz = static_cast<double>(k) * rate_hz_ * scale;
        bins.view()[0][k] = spectrum_.view()[0][k] * static_cast<float>(magnitude(hz) * scale);
    }
    PlanarBuffer<float> signal(1, fft_.size());
    fft_.inverse(bins.view().data(), signal.view().data());
    const auto samples = signal.view()[0];
    return {samples.begin(), samples.begin() + static_cast<std::ptrdiff_t>(frames_)};
}

std::vector<float> OctaveBands::filtered(std::size_t octave) const {
    const double centre_hz = exact_octave_hz(octave);
    return weighted([&](double hz) { return band_pass(hz, centre_hz); });
}

std::vector<float> OctaveBands::share(std::size_t octave) const {
    return weighted([&](double hz) { return octave_share(octave, hz); });
}

}  // namespace cavea::dsp
