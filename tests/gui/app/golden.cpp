// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/app/golden.h"

#include <algorithm>
#include <cstdlib>

#include "tests/support/support.h"

namespace cavea::test {
namespace {

int step(std::uint8_t a, std::uint8_t b) { return a > b ? a - b : b - a; }

}  // namespace

testing::AssertionResult looks_like(const std::string& name, const gui::Picture& picture) {
    const std::filesystem::path file = data_folder() / "gui" / (name + ".png");
    const char* write = std::getenv("CAVEA_WRITE_GOLDENS");
    if (write != nullptr && std::string(write) == "1") {
        gui::write_png(file, picture);
        return testing::AssertionSuccess();
    }
    const gui::Picture golden = gui::read_png(file);
    if (golden.width != picture.width || golden.height != picture.height) {
        return testing::AssertionFailure() << name << " has another size";
    }
    gui::Picture difference = picture;
    std::size_t others = 0;
    for (std::size_t i = 0; i < picture.rgba.size(); i += 4) {
        int largest = 0;
        for (std::size_t c = 0; c < 3; ++c) {
            largest = std::max(largest, step(picture.rgba[i + c], golden.rgba[i + c]));
        }
        const bool other = largest > 255 * kPixelTolerance;
        others += other ? 1 : 0;
        // Where it differs red, elsewhere a shadow of the picture.
        for (std::size_t c = 0; c < 3; ++c) {
            difference.rgba[i + c] = static_cast<std::uint8_t>(picture.rgba[i + c] / 4);
        }
        if (other) difference.rgba[i] = 255;
    }
    if (others <= kMostOtherPixels) return testing::AssertionSuccess();
    gui::write_png(name + "-difference.png", difference);
    gui::write_png(name + "-seen.png", picture);
    return testing::AssertionFailure()
           << name << " differs in " << others << " pixels; see " << name
           << "-seen.png and -difference.png in the current folder";
}

}  // namespace cavea::test
