// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// cavea-demo-master: assembles the demo's ADM master and project from the stems.
#include <cstdio>
#include <exception>
#include <string>
#include <string_view>

#include "assets/demo/master.h"
#include "assets/demo/scene.h"
#include "core/base/error.h"

namespace {

constexpr const char* kUsage =
    "usage: cavea-demo-master [--language en|pt|fr] [--scene scene.json] -o FOLDER\n"
    "       cavea-demo-master --rooms    one line per room: id, size in metres, RT60 in seconds\n";

struct Arguments {
    std::string language = "en";
    std::string scene = (cavea::demo::assets_folder() / "scene.json").string();
    std::string folder;
    bool rooms = false;
};

bool parse(int argc, char** argv, Arguments& out) {
    for (int i = 1; i < argc; ++i) {
        const std::string_view name = argv[i];
        if (name == "--rooms") {
            out.rooms = true;
            continue;
        }
        std::string* value = name == "--language"                ? &out.language
                             : name == "--scene"                 ? &out.scene
                             : (name == "-o" || name == "--out") ? &out.folder
                                                                 : nullptr;
        if (value == nullptr || ++i == argc) return false;
        *value = argv[i];
    }
    return out.rooms || !out.folder.empty();
}

void print_rooms(const cavea::demo::Scene& scene) {
    for (const cavea::demo::Room& room : scene.rooms) {
        std::printf("%s %gx%gx%g %g\n", room.id.c_str(), room.shoebox_m[0], room.shoebox_m[1],
                    room.shoebox_m[2], room.rt60_s);
    }
}

}  // namespace

int main(int argc, char** argv) {
    try {
        Arguments arguments;
        if (!parse(argc, argv, arguments)) {
            std::fputs(kUsage, stderr);
            return static_cast<int>(cavea::ErrorCode::Usage);
        }
        const cavea::demo::Scene scene = cavea::demo::read_scene(arguments.scene);
        if (arguments.rooms) {
            print_rooms(scene);
            return 0;
        }
        cavea::demo::write_master(scene, cavea::demo::language_of(scene, arguments.language),
                                  arguments.folder);
        return 0;
    } catch (const cavea::Error& error) {
        std::fprintf(stderr, "cavea-demo-master: %s\n", error.what());
        return static_cast<int>(error.code());
    } catch (const std::exception& error) {
        std::fprintf(stderr, "cavea-demo-master: %s\n", cavea::printable(error.what()).c_str());
        return static_cast<int>(cavea::ErrorCode::Machine);
    }
}
