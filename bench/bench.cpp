// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/bench.h"

#include "bench/panning_case.h"

namespace cavea::bench {

const std::vector<Case>& cases() {
    static const std::vector<Case> kCases = {
        {"B5", "128 moving objects to 4+7+0, gain computation included", run_panning},
    };
    return kCases;
}

}  // namespace cavea::bench
