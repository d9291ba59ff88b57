// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The studio in a window of the desktop: GLFW, a swapchain, and frames only when there is something
// new to see.
#pragma once

#include <cstdint>
#include <string>

#include "gui/app/application.h"

namespace cavea::gui {

struct WindowOptions {
    ApplicationOptions application;
    std::uint32_t width = 1280, height = 720;
    double scale = 0;  ///< 0 = as the screen says
    bool multisample = true;
    std::string device;
};

/// Returns when the person closes it.
///
/// \throws Error{Machine}  no display, no device that draws to it, or it is lost again and again
void run_in_window(const WindowOptions& options);

}  // namespace cavea::gui
