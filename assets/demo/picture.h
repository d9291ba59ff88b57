// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A picture of the scene for people: from above and from the side, the paths of all objects in the
// colours of their stems, loudspeakers, time marks on the hero's path, and the shots as a strip.
#pragma once

#include <string>

#include "assets/demo/scene.h"

namespace cavea::demo {

/// An SVG document of fixed size, the same for the same scene.
[[nodiscard]] std::string make_picture(const Scene& scene);

}  // namespace cavea::demo
