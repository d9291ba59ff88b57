// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The part of the inspector about where an object is.
#pragma once

#include <cstddef>

#include "gui/view/context.h"

namespace cavea::gui {

/// Room coordinates and azimuth, elevation, distance side by side, all to type and to scrub.
void draw_position(Context& context, std::size_t item);
/// Whether it is held, and what can be done about it.
void draw_hold(Context& context, std::size_t item);

}  // namespace cavea::gui
