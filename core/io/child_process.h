// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Work on untrusted data by code that may crash, in a copy of this process: a fault there ends the
// copy and becomes an answer here.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

namespace cavea::io {

struct ChildLimits {
    int seconds = 30;  ///< of processor time, and twice that waited
    /// More than this process has mapped. Not under sanitizers.
    std::uint64_t memory_bytes = std::uint64_t{4} << 30U;
    std::uint64_t result_bytes = std::uint64_t{2} << 30U;
};

enum class ChildOutcome {
    Done,    ///< result holds what the work returned
    Failed,  ///< died by a signal, an exception or out of memory
    TooLong  ///< over the time or the size of the result
};

struct ChildResult {
    ChildOutcome outcome = ChildOutcome::Failed;
    std::vector<std::byte> result;
};

/// Fork, run \p work in the child, take what it returns over a pipe, and wait for its end. The
/// child sees all of this process's memory, changes nothing of it and prints nothing. Not for the
/// audio thread.
///
/// \param work  must not wait for other threads: the child has none
/// \throws Error{Machine}  no more processes, files or memory
[[nodiscard]] ChildResult run_in_child(const std::function<std::vector<std::byte>()>& work,
                                       const ChildLimits& limits);

}  // namespace cavea::io
