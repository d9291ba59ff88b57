// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// x86-64 with AVX-512 F; compiled with that flag, called only where it exists.
#include <immintrin.h>

#include <cstddef>

namespace cavea::cpu {
namespace {

struct Vec {
    static constexpr std::size_t kWidth = 16;
    __m512 v;

    static Vec load(const float* p) { return {_mm512_loadu_ps(p)}; }
    void store(float* p) const { _mm512_storeu_ps(p, v); }
    static Vec broadcast(float x) { return {_mm512_set1_ps(x)}; }
    static Vec iota() {
        return {_mm512_setr_ps(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15)};
    }
    friend Vec operator+(Vec a, Vec b) { return {_mm512_add_ps(a.v, b.v)}; }
    friend Vec operator-(Vec a, Vec b) { return {_mm512_sub_ps(a.v, b.v)}; }
    friend Vec multiply_add(Vec a, Vec b, Vec c) { return {_mm512_fmadd_ps(a.v, b.v, c.v)}; }
    /// a * b + c of eight complex numbers each, the real parts in the even lanes.
    friend Vec complex_multiply_add(Vec a, Vec b, Vec c) {
        const __m512i sign = _mm512_set1_epi64(0x80000000);
        const __m512 im = _mm512_castsi512_ps(
            _mm512_xor_si512(_mm512_castps_si512(_mm512_movehdup_ps(a.v)), sign));
        const __m512 swapped = _mm512_permute_ps(b.v, 0xB1);
        return {_mm512_fmadd_ps(im, swapped, _mm512_fmadd_ps(_mm512_moveldup_ps(a.v), b.v, c.v))};
    }
};

float single(float a, float b, float c) { return __builtin_fmaf(a, b, c); }

}  // namespace
}  // namespace cavea::cpu

#define CAVEA_KERNELS kernels_avx512
#include "renderer/cpu/mix_kernel_body.h"
