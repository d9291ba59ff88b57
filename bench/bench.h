// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The cases behind `cavea bench`. Each runs cavea and its reference loop in turn in one process, so
// that the ratio holds on a machine whose speed drifts; benchmarks measure, tests judge.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "renderer/engines.h"

namespace cavea::bench {

struct Settings {
    EngineChoice engine;  ///< threads included
    double seconds = 0;   ///< of audio; 0 = the workload's own length
};

struct Result {
    std::string id;
    std::string workload;
    std::string engine;
    std::string device;
    std::size_t threads = 1;
    double x_realtime = 0;  ///< by CPU time of the process with one thread, else by wall time
    double reference_x_realtime = 0;  ///< the reference loop, one thread, same clock
    double error_db = 0;              ///< peak difference to double precision, dBFS
    double rss_mb = 0;
    double setup_s = 0;  ///< plans, pipelines, tables
    /// Of a case that has no reference loop: its own figures, by name. The numbers above are then
    /// not set.
    std::vector<std::pair<std::string, double>> figures;
};

struct Case {
    std::string id;
    std::string what;
    std::function<Result(const Settings&)> run;
    bool only_when_named = false;
};

[[nodiscard]] const std::vector<Case>& cases();

}  // namespace cavea::bench
