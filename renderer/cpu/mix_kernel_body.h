// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The body of mix_kernel for one instruction set. The including file defines CAVEA_KERNELS and a
// type Vec with kWidth, load, store, broadcast, iota, multiply_add and complex_multiply_add; single
// is the scalar twin, so that a frame gets the same bits wherever it falls in a vector.
#include "renderer/cpu/mix_kernel.h"

namespace cavea::cpu {
namespace {

template <std::size_t kCount>
void mix(const float* x, std::size_t frames, const Ramp* ramps) noexcept {
    Vec gain[kCount];
    Vec slope[kCount];
    for (std::size_t c = 0; c < kCount; ++c) {
        gain[c] = Vec::broadcast(ramps[c].gain);
        slope[c] = Vec::broadcast(ramps[c].slope);
    }
    Vec index = Vec::iota();
    const Vec step = Vec::broadcast(static_cast<float>(Vec::kWidth));
    std::size_t i = 0;
    for (; i + Vec::kWidth <= frames; i += Vec::kWidth) {
        const Vec in = Vec::load(x + i);
        for (std::size_t c = 0; c < kCount; ++c) {
            float* out = ramps[c].out + i;
            const Vec g = multiply_add(slope[c], index, gain[c]);
            multiply_add(in, g, Vec::load(out)).store(out);
        }
        index = index + step;
    }
    for (; i < frames; ++i) {
        for (std::size_t c = 0; c < kCount; ++c) {
            const float g = single(ramps[c].slope, static_cast<float>(i), ramps[c].gain);
            ramps[c].out[i] = single(x[i], g, ramps[c].out[i]);
        }
    }
}

template <class T>
struct Settled {
    T sum;
    T carry;
};

template <class T>
Settled<T> settled(T group, T sum, T carry) {
    const T added = group - carry;
    const T next = sum + added;
    return {next, (next - sum) - added};
}

void settle(float* group, float* sum, float* carry, std::size_t frames) noexcept {
    const Vec zero = Vec::broadcast(0);
    std::size_t i = 0;
    for (; i + Vec::kWidth <= frames; i += Vec::kWidth) {
        const Settled<Vec> s =
            settled(Vec::load(group + i), Vec::load(sum + i), Vec::load(carry + i));
        s.sum.store(sum + i);
        s.carry.store(carry + i);
        zero.store(group + i);
    }
    for (; i < frames; ++i) {
        const Settled<float> s = settled(group[i], sum[i], carry[i]);
        sum[i] = s.sum;
        carry[i] = s.carry;
        group[i] = 0;
    }
}

void multiply_add_bins(const float* a, const float* b, float* sum, std::size_t bins) noexcept {
    const std::size_t count = 2 * bins;
    std::size_t i = 0;
    for (; i + Vec::kWidth <= count; i += Vec::kWidth) {
        complex_multiply_add(Vec::load(a + i), Vec::load(b + i), Vec::load(sum + i)).store(sum + i);
    }
    for (; i < count; i += 2) {
        const float re = single(a[i], b[i], sum[i]);
        const float im = single(a[i], b[i + 1], sum[i + 1]);
        sum[i] = single(-a[i + 1], b[i + 1], re);
        sum[i + 1] = single(a[i + 1], b[i], im);
    }
}

void mix_any(const float* x, std::size_t frames, const Ramp* ramps, std::size_t count) noexcept {
    switch (count) {
        case 1:
            return mix<1>(x, frames, ramps);
        case 2:
            return mix<2>(x, frames, ramps);
        case 3:
            return mix<3>(x, frames, ramps);
        case 4:
            return mix<4>(x, frames, ramps);
        case 5:
            return mix<5>(x, frames, ramps);
        case 6:
            return mix<6>(x, frames, ramps);
        case 7:
            return mix<7>(x, frames, ramps);
        case 8:
            return mix<8>(x, frames, ramps);
        default:
            return;
    }
}

}  // namespace

Kernels CAVEA_KERNELS() { return {mix_any, settle, multiply_add_bins}; }

}  // namespace cavea::cpu
