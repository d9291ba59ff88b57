// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The inner loops of the cpu engine: one input row into up to kMaxColumns output columns, each with
// its own linear gain. One body (mix_kernel_body.h) compiled for several instruction sets; the
// level is chosen once at run time and is part of the plan key.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace cavea::cpu {

inline constexpr std::size_t kMaxColumns = 8;

/// One column of a mix: out[i] += x[i] * (gain + slope * i).
struct Ramp {
    float* out;
    float gain;
    float slope;
};

/// \param x       [frames]
/// \param frames  up to 2^24, so that i is exact in float
/// \param ramps   [count], count <= kMaxColumns; outs are distinct and do not overlap x
using MixKernel = void (*)(const float* x, std::size_t frames, const Ramp* ramps,
                           std::size_t count) noexcept;

/// Add what one group of rows gave to the sum of all, with compensation (Kahan 1965), and clear it:
/// a mix of hundreds of rows in plain float sums would miss -120 dBFS.
///
/// \param group  [frames] set to 0
/// \param sum    [frames] the running sum
/// \param carry  [frames] what the sum could not hold so far
using SettleKernel = void (*)(float* group, float* sum, float* carry, std::size_t frames) noexcept;

/// sum[k] += a[k] * b[k] over complex bins, interleaved real and imaginary parts.
///
/// \param sum, a, b  [2 * bins]; sum does not overlap a or b
using MultiplyAddKernel = void (*)(const float* a, const float* b, float* sum,
                                   std::size_t bins) noexcept;

struct Kernels {
    MixKernel mix;
    SettleKernel settle;
    MultiplyAddKernel multiply_add;
};

enum class Isa { Baseline, Avx2, Avx512 };

[[nodiscard]] std::string_view name(Isa isa);
/// The level with this name, when there is one.
[[nodiscard]] std::optional<Isa> isa_named(std::string_view name);
/// The best level of this machine. CAVEA_ISA in the environment lowers it (for tests and to compare
/// machines); a level the machine lacks is ignored.
[[nodiscard]] Isa best_isa();
[[nodiscard]] bool supported(Isa isa);
/// \pre supported(isa)
[[nodiscard]] Kernels kernels(Isa isa);

}  // namespace cavea::cpu
