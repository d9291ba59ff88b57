// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/reference_loops.h"

namespace cavea::bench {

using Loop = void (*)(const float* const*, std::size_t, const float*, const float*, float* const*,
                      std::size_t, std::size_t);
void mix_dense_ramps_any(const float* const* x, std::size_t objects, const float* from,
                         const float* to, float* const* y, std::size_t columns,
                         std::size_t frames);
void mix_dense_ramps_v3(const float* const* x, std::size_t objects, const float* from,
                        const float* to, float* const* y, std::size_t columns, std::size_t frames);

void mix_dense_ramps(const float* const* x, std::size_t objects, const float* from, const float* to,
                     float* const* y, std::size_t columns, std::size_t frames) {
    Loop loop = mix_dense_ramps_any;
#if CAVEA_X86
    if (__builtin_cpu_supports("avx2") != 0 && __builtin_cpu_supports("fma") != 0) {
        loop = mix_dense_ramps_v3;
    }
#endif
    loop(x, objects, from, to, y, columns, frames);
}

}  // namespace cavea::bench
