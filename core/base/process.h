// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the operating system tells and is told about this process: signals, time and memory used.
#pragma once

#include <cstdint>

#include "core/base/interrupt.h"

namespace cavea {

/// The interrupt of this process. From the first call on SIGINT, SIGTERM and SIGHUP request it
/// instead of ending the process, so that temporary files are removed. A second SIGINT ends it at
/// once. SIGPIPE and SIGXFSZ become write errors.
[[nodiscard]] const Interrupt& interrupted_by_signals();

/// User and system time of all threads of this process so far.
[[nodiscard]] double cpu_seconds();

/// Largest resident set of this process so far, in MiB.
[[nodiscard]] double peak_rss_mb();

/// Whether a standard stream is a terminal. \param descriptor 1 = stdout, 2 = stderr
[[nodiscard]] bool is_terminal(int descriptor);

/// Columns of the terminal at stderr, 80 when unknown.
[[nodiscard]] int terminal_columns();

}  // namespace cavea
