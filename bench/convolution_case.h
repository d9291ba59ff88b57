// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// B1, B3, B9: convolution offline, beside a single-partition overlap-save loop on the same
// transforms.
#pragma once

#include "bench/bench.h"

namespace cavea::bench {

[[nodiscard]] Result run_bus_reverb(const Settings& settings);
[[nodiscard]] Result run_object_reverb(const Settings& settings);
[[nodiscard]] Result run_convolution_error(const Settings& settings);

}  // namespace cavea::bench
