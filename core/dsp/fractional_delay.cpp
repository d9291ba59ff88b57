// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/dsp/fractional_delay.h"

#include <algorithm>
#include <cmath>
#include <complex>
#include <cstdint>
#include <numbers>

#include "core/base/assert.h"
#include "core/base/fft.h"
#include "core/base/planar.h"

namespace cavea::dsp {
namespace {

/// Room for the sinc that a fraction spreads a sample into, before it would wrap round.
constexpr std::size_t kGuardFrames = 512;

/// A signal with its spectrum, [n] and [n / 2 + 1].
struct Transformed {
    Transformed(const RealFft64& fft, std::span<const float> in, std::size_t at)
        : signal(1, fft.size()), spectrum(1, fft.bins()) {
        for (std::size_t n = 0; n < in.size(); ++n) signal.view()[0][at + n] = in[n];
        fft.forward(signal.view().data(), spectrum.view().data());
    }
    void back(const RealFft64& fft) { fft.inverse(spectrum.view().data(), signal.view().data()); }

    PlanarBuffer<double> signal;
    PlanarBuffer<std::complex<double>> spectrum;
};

std::vector<float> moved(std::span<const float> in, std::int64_t frames, std::size_t out_frames) {
    std::vector<float> out(out_frames, 0.0F);
    for (std::size_t n = 0; n < in.size(); ++n) {
        const std::int64_t to = static_cast<std::int64_t>(n) + frames;
        if (to >= 0 && to < static_cast<std::int64_t>(out_frames)) {
            out[static_cast<std::size_t>(to)] = in[n];
        }
    }
    return out;
}

}  // namespace

std::vector<float> delayed(std::span<const float> in, double delay_frames, std::size_t out_frames) {
    CAVEA_ASSERT(std::abs(delay_frames) < 1 << 24);
    const double whole = std::round(delay_frames);
    const double part = delay_frames - whole;
    if (part == 0) return moved(in, static_cast<std::int64_t>(whole), out_frames);
    const RealFft64 fft(fast_fft_size(in.size() + 2 * kGuardFrames));
    Transformed x(fft, in, kGuardFrames);
    const auto bins = x.spectrum.view()[0];
    const double step = -2 * std::numbers::pi * part / static_cast<double>(fft.size());
    for (std::size_t k = 0; k < bins.size(); ++k) {
        bins[k] *= std::polar(1.0 / static_cast<double>(fft.size()), step * static_cast<double>(k));
    }
    x.back(fft);
    const auto signal = x.signal.view()[0];
    const std::vector<float> fraction(signal.begin(), signal.end());
    return moved(fraction,
                 static_cast<std::int64_t>(whole) - static_cast<std::int64_t>(kGuardFrames),
                 out_frames);
}

double lag_frames(std::span<const float> a, std::span<const float> b) {
    const RealFft64 fft(fast_fft_size(a.size() + b.size() + 1));
    const Transformed first(fft, a, 0);
    Transformed second(fft, b, 0);
    const auto x = first.spectrum.view()[0];
    const auto y = second.spectrum.view()[0];
    for (std::size_t k = 0; k < y.size(); ++k) y[k] *= std::conj(x[k]);
    second.back(fft);
    const auto correlation = second.signal.view()[0];
    const auto top = std::max_element(correlation.begin(), correlation.end());
    if (*top <= 0) return 0;
    const auto size = static_cast<std::int64_t>(fft.size());
    const std::int64_t at = top - correlation.begin();
    const auto value = [&](std::int64_t n) {
        return correlation[static_cast<std::size_t>((n + size) % size)];
    };
    // The top of the parabola through the highest value and its neighbours.
    const double before = value(at - 1);
    const double after = value(at + 1);
    const double bend = before - 2 * *top + after;
    const double part = bend < 0 ? 0.5 * (before - after) / bend : 0;
    return static_cast<double>(at > size / 2 ? at - size : at) + part;
}

}  // namespace cavea::dsp
