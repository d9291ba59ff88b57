// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Compiled once per instruction set, with CAVEA_LOOP naming the function.
#include <algorithm>
#include <cstddef>

namespace cavea::bench {

void CAVEA_LOOP(const float* const* x, std::size_t objects, const float* from, const float* to,
                float* const* y, std::size_t columns, std::size_t frames);

void CAVEA_LOOP(const float* const* x, std::size_t objects, const float* from, const float* to,
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

}  // namespace cavea::bench
