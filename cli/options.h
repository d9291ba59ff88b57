// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What each subcommand was asked to do, filled by arguments.cpp. Plain data, so that the commands
// do not see the argument parser.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace cavea::cli {

struct Common {
    bool json = false;   ///< result as JSON on stdout
    bool quiet = false;  ///< no progress, no notes; warnings and errors stay
};

struct RenderOptions {
    Common common;
    std::string input;
    std::vector<std::string> outputs;
    std::vector<std::string> layouts;
    std::optional<std::string> programme;
    std::vector<std::string> complementary_objects;
    std::optional<int> importance;
    std::optional<std::string> from;
    std::optional<std::string> to;
    std::string engine = "auto";
    std::string device;
    std::string plan;
    bool exact = false;
    std::string tail = "none";
    std::string format = "f32";
    bool dither = false;
    std::size_t threads = 0;
    std::string input_layout;
    std::string room;
    std::vector<std::string> room_labels;
    double send_db = -12;
    std::string sofa;
    bool binaural_downmix = false;
    bool measure = true;
};

struct PlayOptions {
    Common common;
    std::string input;
    std::string layout = "0+2+0";
    std::string audio_device;  ///< empty = the default
    std::optional<std::string> programme;
    std::vector<std::string> complementary_objects;
    std::optional<int> importance;
    std::optional<std::string> from;
    std::optional<std::string> to;
    bool loop = false;
    std::string engine = "auto";  ///< of the rooms
    std::string device;
    std::size_t threads = 0;
    std::uint32_t block = 256;
    std::string record;  ///< empty = not
    std::string input_layout;
    std::string room;
    std::vector<std::string> room_labels;
    double send_db = -12;
    std::string sofa;
    bool binaural_downmix = false;
};

struct InfoOptions {
    Common common;
    std::string input;
};

struct GainsOptions {
    std::string input = "-";  ///< "-" = stdin
    std::string output;       ///< empty = stdout
};

struct CheckOptions {
    Common common;
    std::string input;
    std::string profile = "bs2076";
    bool strict = false;
};

struct DevicesOptions {
    Common common;
};

struct BenchOptions {
    std::vector<std::string> ids;  ///< empty = all
    std::string engine = "cpu";
    std::string device;
    std::size_t threads = 1;
    double seconds = 0;  ///< 0 = the workload's own length
    bool json = false;   ///< accepted for symmetry: bench always prints JSON lines
};

// Each returns the exit code and throws Error.
int run_render(const RenderOptions& options);
int run_play(const PlayOptions& options);
int run_info(const InfoOptions& options);
int run_gains(const GainsOptions& options);
int run_check(const CheckOptions& options);
int run_devices(const DevicesOptions& options);
int run_bench(const BenchOptions& options);

/// Parse and run; the whole of main() but the last resort.
int run(int argc, char** argv);

}  // namespace cavea::cli
