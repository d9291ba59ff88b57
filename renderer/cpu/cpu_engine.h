// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The native engine: vectorised, sparse, a worker per core. It is what the Vulkan engine is tested
// against. Results do not depend on the number of threads.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>

#include "renderer/cpu/mix_kernel.h"
#include "renderer/engine.h"

namespace cavea::cpu {

struct CpuOptions {
    std::size_t threads = 0;  ///< 0 = one per core
    std::optional<Isa> isa;   ///< none = best_isa()
};

/// \throws Error{Usage} when the instruction set asked for is not available here
[[nodiscard]] std::unique_ptr<Engine> make_cpu_engine(const CpuOptions& options = {});

}  // namespace cavea::cpu
