// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Compiled once per instruction set, with CAVEA_LOOPS naming a namespace for it.
#include <algorithm>
#include <cstddef>

namespace cavea::bench::CAVEA_LOOPS {

void mix_dense_ramps(const float* const* x, std::size_t objects, const float* from, const float* to,
                     float* const* y, std::size_t columns, std::size_t frames);

void mix_dense_ramps(const float* const* x, std::size_t objects, const float* from, const float* to,
                     float* const* y, std::size_t columns, std::size_t frames) {
    for (std::size_t c = 0; c < columns; ++c) std::fill(y[c], y[c] + frames, 0.0F);
    const int count = static_cast<int>(frames);
    for (std::size_t k = 0; k < objects; ++k) {
        const float* __restrict in = x[k];
        for (std::size_t c = 0; c < columns; ++c) {
            const float gain = from[k * columns + c];
            const float step = (to[k * columns + c] - gain) / static_cast<float>(count);
            float* __restrict out = y[c];
            for (int n = 0; n < count; ++n) out[n] += in[n] * (gain + step * static_cast<float>(n));
        }
    }
}

void multiply_add_spectra(const float* a, const float* b, float* sum, std::size_t bins);

void multiply_add_spectra(const float* __restrict a, const float* __restrict b,
                          float* __restrict sum, std::size_t bins) {
    for (std::size_t k = 0; k < 2 * bins; k += 2) {
        sum[k] += a[k] * b[k] - a[k + 1] * b[k + 1];
        sum[k + 1] += a[k] * b[k + 1] + a[k + 1] * b[k];
    }
}

}  // namespace cavea::bench::CAVEA_LOOPS
