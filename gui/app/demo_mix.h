// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The demo, ready to open: its master assembled from the stems and its rooms computed, once, into
// the cache folder.
#pragma once

#include <filesystem>

namespace cavea::gui {

/// \return the demo's project; takes seconds the first time
/// \throws Error  the stems are not there, or the disk refuses
[[nodiscard]] std::filesystem::path demo_project();

}  // namespace cavea::gui
