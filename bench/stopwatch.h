// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Timing of one stretch inside a process.
#pragma once

#include <algorithm>
#include <chrono>
#include <vector>

#include "core/base/process.h"

namespace cavea::bench {

/// CPU seconds for one thread, wall seconds for several.
class Stopwatch {
 public:
    explicit Stopwatch(bool cpu) : cpu_(cpu), start_(now()) {}
    [[nodiscard]] double seconds() const { return now() - start_; }

 private:
    [[nodiscard]] double now() const {
        if (cpu_) return cpu_seconds();
        const auto t = std::chrono::steady_clock::now().time_since_epoch();
        return std::chrono::duration<double>(t).count();
    }
    bool cpu_;
    double start_;
};

/// \pre values is not empty
inline double median(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

}  // namespace cavea::bench
