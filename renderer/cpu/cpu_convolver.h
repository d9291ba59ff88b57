// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Uniformly partitioned overlap-save on FFTW: every input is transformed once and every output
// once, whatever the number of impulse responses; silent windows cost nothing.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>

#include "renderer/convolver.h"
#include "renderer/cpu/mix_kernel.h"

namespace cavea::cpu {

struct ConvolverOptions {
    std::size_t threads = 0;  ///< 0 = one per core
    std::optional<Isa> isa;   ///< none = best_isa()
};

/// \throws Error{Usage} when the instruction set asked for is not available here
/// \see Wefers 2014, chapter 5; Torger and Farina 2001
[[nodiscard]] std::unique_ptr<Convolver> make_cpu_convolver(const ConvolverOptions& options = {});

}  // namespace cavea::cpu
