// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// cavea-bench-scene: writes a master of many moving objects to try things on.
#include <cstdio>
#include <cstdlib>
#include <exception>

#include "bench/moving_scene.h"
#include "core/base/error.h"

int main(int argc, char** argv) {
    cavea::bench::MovingScene scene;
    if (argc < 4 || argc > 5 || (scene.objects = std::strtoull(argv[1], nullptr, 10)) == 0 ||
        scene.objects > 16384 || !((scene.seconds = std::strtod(argv[2], nullptr)) > 0) ||
        scene.seconds > 36000 ||
        (argc == 5 && (!((scene.blocks_per_second = std::strtod(argv[4], nullptr)) > 0) ||
                       scene.blocks_per_second > 1000))) {
        std::fputs("usage: cavea-bench-scene OBJECTS SECONDS FILE.bw64 [BLOCKS_PER_SECOND]\n",
                   stderr);
        return static_cast<int>(cavea::ErrorCode::Usage);
    }
    try {
        cavea::bench::write_moving_scene(scene, argv[3]);
        return 0;
    } catch (const cavea::Error& error) {
        std::fprintf(stderr, "cavea-bench-scene: %s\n", error.what());
        return static_cast<int>(error.code());
    } catch (const std::exception& error) {
        std::fprintf(stderr, "cavea-bench-scene: %s\n", error.what());
        return static_cast<int>(cavea::ErrorCode::Machine);
    }
}
