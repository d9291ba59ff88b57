// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Counts every allocation of the test program, to show that panning makes none.
#pragma once

#include <cstddef>

namespace cavea::test {

/// Allocations of this thread so far.
[[nodiscard]] std::size_t allocation_count();

}  // namespace cavea::test
