// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// x86-64 with AVX2 and FMA; compiled with those flags, called only where they exist.
#include <immintrin.h>

#include <cstddef>

namespace cavea::cpu {
namespace {

struct Vec {
    static constexpr std::size_t kWidth = 8;
    __m256 v;

    static Vec load(const float* p) { return {_mm256_loadu_ps(p)}; }
    void store(float* p) const { _mm256_storeu_ps(p, v); }
    static Vec broadcast(float x) { return {_mm256_set1_ps(x)}; }
    static Vec iota() { return {_mm256_setr_ps(0, 1, 2, 3, 4, 5, 6, 7)}; }
    friend Vec operator+(Vec a, Vec b) { return {_mm256_add_ps(a.v, b.v)}; }
    friend Vec operator-(Vec a, Vec b) { return {_mm256_sub_ps(a.v, b.v)}; }
    friend Vec multiply_add(Vec a, Vec b, Vec c) { return {_mm256_fmadd_ps(a.v, b.v, c.v)}; }
    /// a * b + c of four complex numbers each, the real parts in the even lanes.
    friend Vec complex_multiply_add(Vec a, Vec b, Vec c) {
        const __m256 sign = _mm256_setr_ps(-0.0F, 0, -0.0F, 0, -0.0F, 0, -0.0F, 0);
        const __m256 im = _mm256_xor_ps(_mm256_movehdup_ps(a.v), sign);
        const __m256 swapped = _mm256_permute_ps(b.v, 0xB1);
        return {_mm256_fmadd_ps(im, swapped, _mm256_fmadd_ps(_mm256_moveldup_ps(a.v), b.v, c.v))};
    }
};

float single(float a, float b, float c) { return __builtin_fmaf(a, b, c); }

}  // namespace
}  // namespace cavea::cpu

#define CAVEA_KERNELS kernels_avx2
#include "renderer/cpu/mix_kernel_body.h"
