// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the studio remembers between runs: recent files and choices, in the user's state folder.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace cavea::gui {

/// $XDG_STATE_HOME/cavea, else $HOME/.local/state/cavea; nothing when neither is an absolute path.
[[nodiscard]] std::optional<std::filesystem::path> state_folder();

struct Remembered {
    std::vector<std::filesystem::path> recent;  ///< newest first
    double ui_scale = 1;
    std::string monitor;       ///< empty = the usual one
    std::string audio_device;  ///< empty = the default one
};

/// What is there and makes sense; a file that cannot be read is as none.
[[nodiscard]] Remembered read_remembered(const std::filesystem::path& folder);

/// \throws Error  as io::write_text_file
void write_remembered(const std::filesystem::path& folder, const Remembered& remembered);

/// Put a file first; it stands there once, and the oldest go.
void remember_file(Remembered& remembered, const std::filesystem::path& file);

}  // namespace cavea::gui
