// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures as PNG files.
#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

namespace cavea::gui {

struct Picture {
    std::uint32_t width = 0, height = 0;
    std::vector<std::uint8_t> rgba;  ///< [height][width][4]
};

/// \throws Error{Refused}  the folder is missing or cannot be written to
void write_png(const std::filesystem::path& file, const Picture& picture);

/// \throws Error{Refused}  not a PNG, or larger than a screen
[[nodiscard]] Picture read_png(const std::filesystem::path& file);

}  // namespace cavea::gui
