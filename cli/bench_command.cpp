// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <nlohmann/json.hpp>
#include <vector>

#include "bench/bench.h"
#include "cli/console.h"
#include "cli/options.h"
#include "core/base/error.h"
#include "core/base/worker_pool.h"
#include "core/io/cache_folder.h"

namespace cavea::cli {
namespace {

std::string to_json(const bench::Result& r) {
    if (!r.figures.empty()) {
        nlohmann::ordered_json json{{"id", r.id}, {"workload", r.workload}};
        for (const auto& [name, value] : r.figures) json[name] = value;
        return json.dump() + "\n";
    }
    const nlohmann::ordered_json json{{"id", r.id},
                                      {"workload", r.workload},
                                      {"engine", r.engine},
                                      {"device", r.device},
                                      {"threads", r.threads},
                                      {"x_realtime", r.x_realtime},
                                      {"reference_x_realtime", r.reference_x_realtime},
                                      {"ratio", r.x_realtime / r.reference_x_realtime},
                                      {"error_db", r.error_db},
                                      {"rss_mb", r.rss_mb},
                                      {"setup_s", r.setup_s}};
    return json.dump() + "\n";
}

std::vector<bench::Case> chosen_cases(const std::vector<std::string>& ids) {
    std::vector<bench::Case> chosen;
    if (ids.empty()) {
        for (const bench::Case& c : bench::cases()) {
            if (!c.only_when_named) chosen.push_back(c);
        }
        return chosen;
    }
    for (const std::string& id : ids) {
        const auto found = std::find_if(bench::cases().begin(), bench::cases().end(),
                                        [&](const bench::Case& c) { return c.id == id; });
        if (found == bench::cases().end()) {
            std::string known;
            for (const bench::Case& c : bench::cases()) known += " " + c.id;
            throw Error(ErrorCode::Usage,
                        "there is no case '" + printable(id) + "'; there are:" + known);
        }
        chosen.push_back(*found);
    }
    return chosen;
}

}  // namespace

int run_bench(const BenchOptions& options) {
    bench::Settings settings;
    settings.engine = {options.engine, options.device, options.threads, "", io::cache_folder()};
    if (settings.engine.threads == 0) settings.engine.threads = hardware_threads();
    settings.seconds = options.seconds;
    for (const bench::Case& c : chosen_cases(options.ids)) {
        if (!print(to_json(c.run(settings)))) {
            throw Error(ErrorCode::Machine, "stdout did not take the result");
        }
    }
    return 0;
}

}  // namespace cavea::cli
