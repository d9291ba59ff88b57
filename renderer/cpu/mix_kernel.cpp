// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "renderer/cpu/mix_kernel.h"

#include <cstdlib>

namespace cavea::cpu {

Kernels kernels_baseline();
#if CAVEA_X86
Kernels kernels_avx2();
Kernels kernels_avx512();
#endif

std::string_view name(Isa isa) {
    switch (isa) {
        case Isa::Avx512:
            return "avx512";
        case Isa::Avx2:
            return "avx2";
        case Isa::Baseline:
            break;
    }
    return "baseline";
}

std::optional<Isa> isa_named(std::string_view text) {
    for (const Isa isa : {Isa::Baseline, Isa::Avx2, Isa::Avx512}) {
        if (name(isa) == text) return isa;
    }
    return std::nullopt;
}

bool supported(Isa isa) {
#if CAVEA_X86
    switch (isa) {
        case Isa::Avx512:
            return __builtin_cpu_supports("avx512f") != 0;
        case Isa::Avx2:
            return __builtin_cpu_supports("avx2") != 0 && __builtin_cpu_supports("fma") != 0;
        case Isa::Baseline:
            break;
    }
#endif
    return isa == Isa::Baseline;
}

Isa best_isa() {
    Isa best = Isa::Baseline;
    if (supported(Isa::Avx2)) best = Isa::Avx2;
    if (supported(Isa::Avx512)) best = Isa::Avx512;
    if (const char* wish = std::getenv("CAVEA_ISA")) {
        const auto isa = isa_named(wish);
        if (isa && supported(*isa)) return *isa;
    }
    return best;
}

Kernels kernels(Isa isa) {
#if CAVEA_X86
    if (isa == Isa::Avx512) return kernels_avx512();
    if (isa == Isa::Avx2) return kernels_avx2();
#endif
    static_cast<void>(isa);
    return kernels_baseline();
}

}  // namespace cavea::cpu
