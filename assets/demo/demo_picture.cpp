// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// cavea-demo-picture: draws the demo scene as SVG.
#include <cstdio>
#include <exception>

#include "assets/demo/picture.h"
#include "assets/demo/scene.h"
#include "core/base/error.h"
#include "core/io/text_file.h"

int main(int argc, char** argv) {
    try {
        if (argc != 2) {
            std::fputs("usage: cavea-demo-picture FILE.svg\n", stderr);
            return static_cast<int>(cavea::ErrorCode::Usage);
        }
        const auto scene = cavea::demo::read_scene(cavea::demo::assets_folder() / "scene.json");
        cavea::io::write_text_file(argv[1], cavea::demo::make_picture(scene));
        return 0;
    } catch (const cavea::Error& error) {
        std::fprintf(stderr, "cavea-demo-picture: %s\n", error.what());
        return static_cast<int>(error.code());
    } catch (const std::exception& error) {
        std::fprintf(stderr, "cavea-demo-picture: %s\n", cavea::printable(error.what()).c_str());
        return static_cast<int>(cavea::ErrorCode::Machine);
    }
}
