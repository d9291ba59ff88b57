// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The octaves from 125 Hz to 8 kHz: as filters for measuring, and as smooth weights that sum to one
// for making sounds whose bands differ. Zero phase, on whole signals.
#pragma once

#include <array>
#include <complex>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "core/base/fft.h"
#include "core/base/planar.h"

namespace cavea::dsp {

inline constexpr std::size_t kOctaves = 7;

/// Nominal centres, as they are written.
inline constexpr std::array<double, kOctaves> kOctaveHz{125, 250, 500, 1000, 2000, 4000, 8000};

/// Exact centre: 1000 Hz times a power of 10^0.3 (IEC 61260-1:2014, 5.2 to 5.4).
[[nodiscard]] double exact_octave_hz(std::size_t octave);

/// Octaves that lie whole below half the rate, at most kOctaves.
[[nodiscard]] std::size_t octaves_below(std::uint32_t rate_hz);

/// Share of an octave in the sound at a frequency: 1 at its centre, 0 at the neighbours' centres, a
/// squared cosine of the logarithm of the frequency between. The lowest octave goes on to 0 Hz, the
/// highest up. All octaves together are 1 at every frequency.
[[nodiscard]] double octave_share(std::size_t octave, double hz);

/// The octaves of one signal.
class OctaveBands {
 public:
    /// \param in  [T] at least one frame
    OctaveBands(std::span<const float> in, std::uint32_t rate_hz);

    /// The signal through a band-pass with the magnitude of a sixth-order Butterworth filter
    /// between the octave's edges (class 1 of IEC 61260-1) and no phase. Steady sound in an octave
    /// keeps its energy.
    ///
    /// \pre octave < octaves_below(rate)
    /// \return [T]
    [[nodiscard]] std::vector<float> filtered(std::size_t octave) const;
    /// The signal weighted by octave_share(): all octaves together are the signal.
    [[nodiscard]] std::vector<float> share(std::size_t octave) const;
    /// The signal with a gain of \p magnitude at each frequency in hertz.
    [[nodiscard]] std::vector<float> weighted(
        const std::function<double(double hz)>& magnitude) const;

 private:
    std::size_t frames_;
    double rate_hz_;
    RealFft fft_;
    PlanarBuffer<std::complex<float>> spectrum_;
};

}  // namespace cavea::dsp
