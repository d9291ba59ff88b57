// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// B5: workload W3, gain computation included.
#pragma once

#include "bench/bench.h"

namespace cavea::bench {

[[nodiscard]] Result run_panning(const Settings& settings);

}  // namespace cavea::bench
