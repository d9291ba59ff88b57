// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// B12: time and memory of a mix of 10,000 moving objects, media in memory.
#pragma once

#include "bench/bench.h"

namespace cavea::bench {

[[nodiscard]] Result run_crowd(const Settings& settings);

}  // namespace cavea::bench
