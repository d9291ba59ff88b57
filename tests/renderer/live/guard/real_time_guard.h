// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Counts what a real-time thread must not do: allocations, locks, waits and files. Works by the
// linker (--wrap) and by replaced operators new and delete, for the thread that holds a guard.
#pragma once

#include <string>

namespace cavea::test {

class RealTimeGuard {
 public:
    /// Arms it for this thread; one at a time.
    RealTimeGuard();
    RealTimeGuard(const RealTimeGuard&) = delete;
    RealTimeGuard& operator=(const RealTimeGuard&) = delete;
    ~RealTimeGuard();

    /// Forbidden calls so far.
    [[nodiscard]] int faults() const;
    /// The first of them; empty without any.
    [[nodiscard]] const char* first() const;
};

}  // namespace cavea::test
