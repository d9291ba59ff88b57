// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The scene as ITU-R BS.2076-2 metadata: one programme in one language, a content per stem, the bed
// by its common definition, a pack per object with blocks on the picture's frames.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "assets/demo/scene.h"
#include "core/adm/common/chna.h"

namespace cavea::demo {

/// AO_... of an object of the scene; sends and tests name it so.
[[nodiscard]] std::string audio_object_id(std::size_t object_index);

/// The axml chunk. Times are exact: pictures begin on samples.
[[nodiscard]] std::string make_axml(const Scene& scene, const Language& language);

/// Rows in the order of the tracks: bed, then objects.
[[nodiscard]] std::vector<adm::ChnaRow> make_chna(const Scene& scene);

}  // namespace cavea::demo
