// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A master of any number of moving objects, for benchmarks of what opens files: named like a mix,
// each object on a path of its own with 25 blocks a second unless told.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>

namespace cavea::bench {

struct MovingScene {
    std::size_t objects = 128;
    double seconds = 10;
    double blocks_per_second = 25;
};

/// The name of an object: "FX Car 12".
[[nodiscard]] std::string object_name(std::size_t index);

/// Write the master as BW64, 48 kHz, 16 bit.
///
/// \throws Error{Machine}  as io::create_audio
void write_moving_scene(const MovingScene& scene, const std::filesystem::path& file);

}  // namespace cavea::bench
