// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/reference_loops.h"

namespace cavea::bench {

#define CAVEA_DECLARE_LOOPS(name)                                                            \
    namespace name {                                                                         \
    void mix_dense_ramps(const float* const* x, std::size_t objects, const float* from,      \
                         const float* to, float* const* y, std::size_t columns,              \
                         std::size_t frames);                                                \
    void multiply_add_spectra(const float* a, const float* b, float* sum, std::size_t bins); \
    }
CAVEA_DECLARE_LOOPS(loops_any)
CAVEA_DECLARE_LOOPS(loops_v3)

namespace {

/// Whether x86-64-v3 code runs here and was built.
bool has_v3() {
#if CAVEA_X86
    return __builtin_cpu_supports("avx2") != 0 && __builtin_cpu_supports("fma") != 0;
#else
    return false;
#endif
}

}  // namespace

void mix_dense_ramps(const float* const* x, std::size_t objects, const float* from, const float* to,
                     float* const* y, std::size_t columns, std::size_t frames) {
#if CAVEA_X86
    if (has_v3()) return loops_v3::mix_dense_ramps(x, objects, from, to, y, columns, frames);
#endif
    loops_any::mix_dense_ramps(x, objects, from, to, y, columns, frames);
}

void multiply_add_spectra(const float* a, const float* b, float* sum, std::size_t bins) {
#if CAVEA_X86
    if (has_v3()) return loops_v3::multiply_add_spectra(a, b, sum, bins);
#endif
    loops_any::multiply_add_spectra(a, b, sum, bins);
}

}  // namespace cavea::bench
