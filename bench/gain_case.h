// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// B6: what computing the gains of one metadata block costs, by kind of block.
#pragma once

#include "bench/bench.h"

namespace cavea::bench {

[[nodiscard]] Result run_gains(const Settings& settings);

}  // namespace cavea::bench
