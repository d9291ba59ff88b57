// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A request to stop, shared between a signal handler or a button and long work.
#pragma once

#include <atomic>

#include "core/base/error.h"

namespace cavea {

/// Set from any thread or signal handler; read by long work at its chunk edges.
class Interrupt {
 public:
    // Relaxed: the flag carries no data, only the wish to stop soon.
    void request() noexcept { requested_.store(true, std::memory_order_relaxed); }
    [[nodiscard]] bool requested() const noexcept {
        return requested_.load(std::memory_order_relaxed);
    }
    /// \throws Error{Interrupted} when a stop was requested
    void check() const {
        if (requested()) throw Error(ErrorCode::Interrupted, "interrupted; nothing was written");
    }

 private:
    std::atomic<bool> requested_{false};
    static_assert(std::atomic<bool>::is_always_lock_free, "used in signal handlers");
};

}  // namespace cavea
