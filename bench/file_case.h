// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// B5f: a master of 128 moving objects rendered from file to file by the program itself.
#pragma once

#include "bench/bench.h"

namespace cavea::bench {

[[nodiscard]] Result run_file_to_file(const Settings& settings);

}  // namespace cavea::bench
