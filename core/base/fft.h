// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Fourier transforms of real signals: the only user of FFTW. Planned once, then run by any number
// of threads at a time on their own buffers. Plans are estimated unless asked otherwise, so that
// the same size gives the same operations, and so the same bits, in every run.
#pragma once

#include <complex>
#include <cstddef>
#include <string>

namespace cavea {

/// Of every buffer that a transform reads or writes; PlanarBuffer rows have it.
inline constexpr std::size_t kFftAlignment = 64;

enum class FftEffort { Estimated, Measured };

/// A transform of \p Real (float or double) signals of one length. Not scaled either way:
/// inverse(forward(x)) = size() * x.
template <class Real>
class BasicRealFft {
 public:
    using Complex = std::complex<Real>;

    /// \param size  frames of the signal, 1 to 2^30; products of 2, 3 and 5 are fast. Slow and
    ///              allocates: not for the audio thread. Any thread.
    /// \param effort  Measured tries plans for some seconds and may give other bits in every run:
    /// for
    ///                benchmarks' reference loops only
    explicit BasicRealFft(std::size_t size, FftEffort effort = FftEffort::Estimated);
    BasicRealFft(BasicRealFft&& other) noexcept;
    BasicRealFft& operator=(BasicRealFft&& other) noexcept;
    ~BasicRealFft();

    [[nodiscard]] std::size_t size() const noexcept { return size_; }
    /// K = size() / 2 + 1, bin k at k * rate / size().
    [[nodiscard]] std::size_t bins() const noexcept { return size_ / 2 + 1; }

    /// out[k] = sum over n of in[n] e^(-2 pi i k n / size()).
    ///
    /// \param in   [size()], kept
    /// \param out  [K] interleaved real and imaginary parts, overwritten; must not alias in
    /// \pre        both on kFftAlignment
    /// \rt         no allocation, lock or system call for sizes up to 8192 of small factors
    void forward(const Real* in, Complex* out) const noexcept;

    /// out[n] = sum over all size() bins, the missing ones being the conjugates, of
    /// in[k] e^(2 pi i k n / size()). The imaginary parts of bin 0 and, for even sizes, of the last
    /// bin do not matter.
    ///
    /// \param in   [K], destroyed
    /// \param out  [size()] overwritten; must not alias in
    /// \pre        both on kFftAlignment
    /// \rt         as forward()
    void inverse(Complex* in, Real* out) const noexcept;

 private:
    std::size_t size_ = 0;
    void* forward_ = nullptr;  ///< FFTW plans
    void* inverse_ = nullptr;
};

extern template class BasicRealFft<float>;
extern template class BasicRealFft<double>;

using RealFft = BasicRealFft<float>;
using RealFft64 = BasicRealFft<double>;

/// Name and version of the library behind the transforms, without spaces: part of plan keys.
[[nodiscard]] std::string fft_library();

/// The smallest even product of 2, 3 and 5 that is >= \p frames and >= 2.
[[nodiscard]] std::size_t fast_fft_size(std::size_t frames);

}  // namespace cavea
