// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// `cavea room`: make the impulse response of a rectangular room, or measure one.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "cli/options.h"

namespace cavea::cli {

struct RoomOptions {
    Common common;
    std::string analyse;  ///< file to measure; empty = make a room
    std::string plot;     ///< SVG to write; empty = none

    // Of a file to measure.
    std::vector<std::string> labels;
    std::uint32_t inputs = 1;

    // Of a room to make.
    std::string shoebox;                 ///< "LxWxH" in metres: along y, along x, along z
    std::vector<double> rt60;            ///< none, one for all octaves, or seven
    std::vector<std::string> materials;  ///< "floor=wood"
    std::string source;                  ///< "x,y,z" in metres; empty = a usual place
    std::string receiver;
    std::string layout = "4+7+0";
    bool mono = false;
    std::uint32_t rate_hz = 48000;
    std::optional<double> length_s;
    std::optional<double> early_s;
    std::uint64_t seed = 1;
    bool direct = true;
    bool air = true;
    std::string output;
};

/// \return the exit code
/// \throws Error
int run_room(const RoomOptions& options);

}  // namespace cavea::cli
