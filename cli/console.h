// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the commands print: notes and progress on stderr, results on stdout.
#pragma once

#include <chrono>
#include <string>

#include "core/base/diagnostics.h"
#include "core/base/frame.h"

namespace cavea::cli {

/// "cavea: note" on stderr.
void note(const std::string& text);

/// "cavea: warning: ..." on stderr for each, and how many were left out.
void print_warnings(const Diagnostics& diagnostics);

/// Write to stdout and flush.
///
/// \return false when stdout does not take it (full disk, closed pipe)
[[nodiscard]] bool print(const std::string& text);

/// A progress line: a bar with rate and ETA on a terminal, a plain line every ten seconds
/// otherwise.
class ProgressLine {
 public:
    /// \param quiet    print nothing
    /// \param rate_hz  to turn frames into times real time
    ProgressLine(bool quiet, std::uint32_t rate_hz);
    ProgressLine(const ProgressLine&) = delete;
    ProgressLine& operator=(const ProgressLine&) = delete;
    ~ProgressLine();  ///< removes the bar

    void show(Frame done, Frame total);

 private:
    using Clock = std::chrono::steady_clock;
    bool quiet_;
    bool terminal_;
    double rate_hz_;
    bool shown_ = false;
    Clock::time_point start_ = Clock::now();
    Clock::time_point last_ = start_;
};

}  // namespace cavea::cli
