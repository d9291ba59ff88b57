// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/fft.h"

#include <fftw3.h>

#include <cstdint>
#include <mutex>
#include <new>
#include <utility>

#include "core/base/assert.h"
#include "core/base/planar.h"

namespace cavea {
namespace {

/// FFTW's planner is one object for the whole process and knows no threads; only executing a plan
/// needs no lock.
std::mutex& planner_mutex() {
    static std::mutex mutex;
    return mutex;
}

template <class Real>
struct Fftw;

template <>
struct Fftw<float> {
    using Plan = fftwf_plan;
    using Bin = fftwf_complex;
    static constexpr auto plan_forward = fftwf_plan_dft_r2c_1d;
    static constexpr auto plan_inverse = fftwf_plan_dft_c2r_1d;
    static constexpr auto execute_forward = fftwf_execute_dft_r2c;
    static constexpr auto execute_inverse = fftwf_execute_dft_c2r;
    static constexpr auto destroy = fftwf_destroy_plan;
    static constexpr auto forget_wisdom = fftwf_forget_wisdom;
};

template <>
struct Fftw<double> {
    using Plan = fftw_plan;
    using Bin = fftw_complex;
    static constexpr auto plan_forward = fftw_plan_dft_r2c_1d;
    static constexpr auto plan_inverse = fftw_plan_dft_c2r_1d;
    static constexpr auto execute_forward = fftw_execute_dft_r2c;
    static constexpr auto execute_inverse = fftw_execute_dft_c2r;
    static constexpr auto destroy = fftw_destroy_plan;
    static constexpr auto forget_wisdom = fftw_forget_wisdom;
};

[[maybe_unused]] bool aligned(const void* pointer) {
    return reinterpret_cast<std::uintptr_t>(pointer) % kFftAlignment == 0;
}

}  // namespace

template <class Real>
BasicRealFft<Real>::BasicRealFft(std::size_t size, FftEffort effort) : size_(size) {
    CAVEA_ASSERT(size >= 1 && size <= (std::size_t{1} << 30U));
    using Library = Fftw<Real>;
    // Estimating does not touch the arrays, but the plan learns their alignment from them.
    PlanarBuffer<Real> signal(1, size);
    PlanarBuffer<Complex> spectrum(1, bins());
    Real* const time = signal.view().data();
    auto* const frequency = reinterpret_cast<typename Library::Bin*>(spectrum.view().data());
    const int n = static_cast<int>(size);
    const std::lock_guard lock(planner_mutex());
    const unsigned flags = effort == FftEffort::Measured ? FFTW_MEASURE : FFTW_ESTIMATE;
    forward_ = Library::plan_forward(n, time, frequency, flags | FFTW_PRESERVE_INPUT);
    inverse_ = Library::plan_inverse(n, frequency, time, flags | FFTW_DESTROY_INPUT);
    // What was learnt must not reach the plans of others.
    if (effort == FftEffort::Measured) Library::forget_wisdom();
    if (forward_ == nullptr || inverse_ == nullptr) throw std::bad_alloc();
}

template <class Real>
BasicRealFft<Real>::BasicRealFft(BasicRealFft&& other) noexcept
    : size_(std::exchange(other.size_, 0)),
      forward_(std::exchange(other.forward_, nullptr)),
      inverse_(std::exchange(other.inverse_, nullptr)) {}

template <class Real>
BasicRealFft<Real>& BasicRealFft<Real>::operator=(BasicRealFft&& other) noexcept {
    std::swap(size_, other.size_);
    std::swap(forward_, other.forward_);
    std::swap(inverse_, other.inverse_);
    return *this;
}

template <class Real>
BasicRealFft<Real>::~BasicRealFft() {
    using Plan = typename Fftw<Real>::Plan;
    if (forward_ == nullptr && inverse_ == nullptr) return;
    const std::lock_guard lock(planner_mutex());
    Fftw<Real>::destroy(static_cast<Plan>(forward_));
    Fftw<Real>::destroy(static_cast<Plan>(inverse_));
}

template <class Real>
void BasicRealFft<Real>::forward(const Real* in, Complex* out) const noexcept {
    using Library = Fftw<Real>;
    CAVEA_ASSERT(aligned(in) && aligned(out));
    // The plan preserves its input; only FFTW's signature says otherwise.
    Library::execute_forward(static_cast<typename Library::Plan>(forward_), const_cast<Real*>(in),
                             reinterpret_cast<typename Library::Bin*>(out));
}

template <class Real>
void BasicRealFft<Real>::inverse(Complex* in, Real* out) const noexcept {
    using Library = Fftw<Real>;
    CAVEA_ASSERT(aligned(in) && aligned(out));
    Library::execute_inverse(static_cast<typename Library::Plan>(inverse_),
                             reinterpret_cast<typename Library::Bin*>(in), out);
}

template class BasicRealFft<float>;
template class BasicRealFft<double>;

std::string fft_library() {
    // "fftw-3.3.10-sse2-avx": which code it takes is part of what the bits depend on.
    return fftwf_version;
}

std::size_t fast_fft_size(std::size_t frames) {
    for (std::size_t n = frames < 2 ? 2 : frames + frames % 2;; n += 2) {
        std::size_t rest = n;
        for (const std::size_t factor : {2U, 3U, 5U}) {
            while (rest % factor == 0) rest /= factor;
        }
        if (rest == 1) return n;
    }
}

}  // namespace cavea
