// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/studio_case.h"

#include <fmt/core.h>
#include <stdlib.h>

#include <filesystem>
#include <string>
#include <system_error>

#include "bench/moving_scene.h"
#include "core/base/error.h"
#include "core/base/subprocess.h"

namespace cavea::bench {
namespace {

/// A folder for the length of a case.
class Scratch {
 public:
    Scratch() {
        std::string name = (std::filesystem::temp_directory_path() / "cavea-bench-XXXXXX").string();
        if (mkdtemp(name.data()) == nullptr) {
            throw Error(ErrorCode::Machine, "no folder for temporary files can be made");
        }
        path_ = name;
    }
    Scratch(const Scratch&) = delete;
    Scratch& operator=(const Scratch&) = delete;
    ~Scratch() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
    std::filesystem::path path_;
};

/// The number behind "NAME": in what the studio prints.
double figure(const std::string& json, const std::string& name) {
    const std::size_t at = json.find(fmt::format("\"{}\":", name));
    if (at == std::string::npos) {
        throw Error(ErrorCode::Machine, "cavea-studio did not print " + name);
    }
    return std::stod(json.substr(at + name.size() + 3));
}

double frame_ms(const std::filesystem::path& folder, std::size_t objects) {
    const std::filesystem::path file = folder / fmt::format("{}.bw64", objects);
    write_moving_scene({objects, 4, 25}, file);
    const ProgramResult run =
        run_program({sibling_program("cavea-studio").string(), file.string(), "--headless",
                     "--size", "1280x720", "--frames", "60", "--time"});
    std::filesystem::remove(file);
    if (run.exit_code != 0) throw Error(ErrorCode::Machine, "cavea-studio failed; see above");
    return figure(run.out, "cpu_ms_per_frame");
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
