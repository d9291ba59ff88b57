// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What a frame of the window costs: runs cavea-studio without a window over masters of many moving
// objects, playing, with the default panels and four views.
#pragma once

#include "bench/bench.h"

namespace cavea::bench {

/// \throws Error{Machine}  cavea-studio is not beside this program, or failed
[[nodiscard]] Result run_studio_frames(const Settings& settings);

}  // namespace cavea::bench
