// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/file_case.h"

#include <fmt/core.h>

#include <filesystem>
#include <string>
#include <vector>

#include "bench/moving_scene.h"
#include "bench/scratch.h"
#include "bench/stopwatch.h"
#include "core/base/error.h"
#include "core/base/subprocess.h"

namespace cavea::bench {
namespace {

constexpr std::size_t kObjects = 128;
constexpr double kUpdatesPerSecond = 50;
constexpr double kSeconds = 30;
constexpr int kRounds = 3;

}  // namespace

Result run_file_to_file(const Settings& settings) {
    const double seconds = settings.seconds > 0 ? settings.seconds : kSeconds;
    const Scratch scratch;
    const std::filesystem::path master = scratch.path() / "master.bw64";
    write_moving_scene({kObjects, seconds, kUpdatesPerSecond}, master);
    std::vector<std::string> command{sibling_program("cavea").string(),
                                     "render",
                                     master.string(),
                                     "-o",
                                     (scratch.path() / "out.wav").string(),
                                     "-l",
                                     "4+5+0",
                                     "--json",
                                     "--no-measure",
                                     "--engine",
                                     settings.engine.engine,
                                     "--threads",
                                     std::to_string(settings.engine.threads)};
    if (!settings.engine.device.empty()) {
        command.insert(command.end(), {"--device", settings.engine.device});
    }
    std::vector<double> whole, rendering;
    for (int round = 0; round < kRounds; ++round) {
        const Stopwatch watch(false);
        const ProgramResult run = run_program(command);
        if (run.exit_code != 0) throw Error(ErrorCode::Machine, "cavea render failed; see above");
        whole.push_back(watch.seconds());
        rendering.push_back(figure(run.out, "render_s", "cavea render"));
    }
    Result result;
    result.id = "B5f";
    result.workload = "128 objects, 50 updates/s each, to 4+5+0, file to file";
    result.figures = {{"threads", static_cast<double>(settings.engine.threads)},
                      {"seconds", seconds},
                      {"x_realtime_with_opening", seconds / median(whole)},
                      {"x_realtime_without_opening", seconds / median(rendering)},
                      {"whole_s", median(whole)}};
    return result;
}

}  // namespace cavea::bench
