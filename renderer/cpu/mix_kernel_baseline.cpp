// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Any processor: the compiler's vectors of four, no fused multiply-add.
#include <cstddef>
#include <cstring>

namespace cavea::cpu {
namespace {

struct Vec {
    static constexpr std::size_t kWidth = 4;
    using Lanes = float __attribute__((vector_size(16)));
    using Index = int __attribute__((vector_size(16)));
    Lanes v;

    static Vec load(const float* p) {
        Vec out;
        std::memcpy(&out.v, p, sizeof out.v);
        return out;
    }
    void store(float* p) const { std::memcpy(p, &v, sizeof v); }
    static Vec broadcast(float x) { return {Lanes{x, x, x, x}}; }
    static Vec iota() { return {Lanes{0, 1, 2, 3}}; }
    friend Vec operator+(Vec a, Vec b) { return {a.v + b.v}; }
    friend Vec operator-(Vec a, Vec b) { return {a.v - b.v}; }
    friend Vec multiply_add(Vec a, Vec b, Vec c) { return {a.v * b.v + c.v}; }
    /// a * b + c of two complex numbers each, the real parts in the even lanes.
    friend Vec complex_multiply_add(Vec a, Vec b, Vec c) {
        const Lanes re = __builtin_shuffle(a.v, Index{0, 0, 2, 2});
        const Lanes im = __builtin_shuffle(a.v, Index{1, 1, 3, 3});
        const Lanes swapped = __builtin_shuffle(b.v, Index{1, 0, 3, 2});
        const Lanes sign{-1, 1, -1, 1};
        return {im * sign * swapped + (re * b.v + c.v)};
    }
};

float single(float a, float b, float c) { return a * b + c; }

}  // namespace
}  // namespace cavea::cpu

#define CAVEA_KERNELS kernels_baseline
#include "renderer/cpu/mix_kernel_body.h"
