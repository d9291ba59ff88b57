// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/studio_case.h"

#include <fmt/core.h>

#include <filesystem>
#include <string>

#include "bench/moving_scene.h"
#include "bench/scratch.h"
#include "core/base/error.h"
#include "core/base/subprocess.h"

namespace cavea::bench {
namespace {

double frame_ms(const std::filesystem::path& folder, std::size_t objects) {
    const std::filesystem::path file = folder / fmt::format("{}.bw64", objects);
    write_moving_scene({objects, 4, 25}, file);
    const ProgramResult run =
        run_program({sibling_program("cavea-studio").string(), file.string(), "--headless",
                     "--size", "1280x720", "--frames", "60", "--time"});
    std::filesystem::remove(file);
    if (run.exit_code != 0) throw Error(ErrorCode::Machine, "cavea-studio failed; see above");
    return figure(run.out, "cpu_ms_per_frame", "cavea-studio");
}

}  // namespace

Result run_studio_frames(const Settings&) {
    const Scratch scratch;
    Result result;
    result.id = "gui";
    result.workload = "four views, 1280x720, playing";
    for (const std::size_t objects : {std::size_t{128}, std::size_t{1000}}) {
        result.figures.emplace_back(fmt::format("cpu_ms_per_frame_{}_objects", objects),
                                    frame_ms(scratch.path(), objects));
    }
    return result;
}

}  // namespace cavea::bench
