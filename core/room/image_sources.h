// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The mirror images of a source in the walls of a rectangular room, and the sound of each.
#pragma once

#include <array>
#include <complex>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "core/base/fft.h"
#include "core/base/planar.h"
#include "core/room/box.h"

namespace cavea::room {

struct Image {
    layout::Cartesian direction;  ///< from the receiver, length 1
    double distance_m = 0;
    std::array<std::uint16_t, kWalls> hits{};  ///< reflections on each wall

    [[nodiscard]] std::size_t order() const;
};

/// Every image within a distance, the nearest first; the source itself is the one without hits.
/// Their number grows as 4/3 pi d^3 / V.
///
/// \pre source and receiver lie in the box, not in one place
/// \see Allen, Berkley 1979, "Image method for efficiently simulating small-room acoustics"
[[nodiscard]] std::vector<Image> image_sources(const Box& box, const layout::Cartesian& source_m,
                                               const layout::Cartesian& receiver_m,
                                               double max_distance_m);

/// Makes the sound of images: an impulse of 1/distance at its time, to 1/128 of a frame, through
/// the minimum-phase filter whose octaves are what walls and air leave. Between octave centres the
/// level in dB follows octave_share(). Rigid walls give a pure (band-limited) impulse.
class ImageFilter {
 public:
    ImageFilter(const Box& box, std::uint32_t rate_hz);

    /// Frames of one image's response.
    [[nodiscard]] std::size_t frames() const { return fft_.size(); }
    /// Frames by which the response starts before the arrival that it stands for: room for the
    /// interpolation between frames.
    static constexpr std::size_t kLead = 32;

    /// \param out  [frames()] overwritten, on kFftAlignment
    /// \return     the frame of the arrival; out[kLead] belongs there
    [[nodiscard]] std::size_t render(const Image& image, std::span<float> out);

 private:
    static constexpr std::size_t kFractions = 128;

    [[nodiscard]] std::array<double, dsp::kOctaves> log_gains(const Image& image) const;
    void make_shapes(std::uint32_t rate_hz);
    void make_delays();

    Box box_;
    double frames_per_m_;
    RealFft fft_;
    PlanarBuffer<std::complex<float>> shapes_;  ///< [octave][K] log spectrum of a gain of e
    PlanarBuffer<std::complex<float>> delays_;  ///< [kFractions][K] windowed sincs
    PlanarBuffer<std::complex<float>> bins_;    ///< [1][K]
};

}  // namespace cavea::room
