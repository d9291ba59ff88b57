// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The studio's fonts from the files of this machine: Inter, JetBrains Mono and Font Awesome, with
// ImGui's own font where a file is missing.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace cavea::gui {

/// Where each font may lie; the first that exists is taken.
struct FontFiles {
    std::vector<std::filesystem::path> text, strong, mono, icons, far_east;
    [[nodiscard]] static FontFiles usual();
};

/// Fill ImGui's atlas and ui::fonts() anew for a scale.
///
/// \param characters  UTF-8; what the open mix's names hold, beyond what Europe writes
void build_fonts(const FontFiles& files, float scale, const std::string& characters);

}  // namespace cavea::gui
