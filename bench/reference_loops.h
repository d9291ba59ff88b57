// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Plain loops, as a good programmer would write them in an afternoon: the yardstick of every ratio.
// Compiled with -O3 for the instruction set of the machine that runs them.
#pragma once

#include <cstddef>

namespace cavea::bench {

/// F3: mix \p objects rows into \p columns with dense gains that ramp over one block.
///
/// \param x     [objects] pointers to one block of input
/// \param from  [objects][columns] gains at the block's start
/// \param to    [objects][columns] gains at its end
/// \param y     [columns] pointers to one block, overwritten
void mix_dense_ramps(const float* const* x, std::size_t objects, const float* from, const float* to,
                     float* const* y, std::size_t columns, std::size_t frames);

/// sum[k] += a[k] * b[k] over complex bins, interleaved.
void multiply_add_spectra(const float* a, const float* b, float* sum, std::size_t bins);

}  // namespace cavea::bench
