// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The judge of both engines: BS.2127's rendering of Objects and DirectSpeakers written sample by
// sample in double precision, with exact times and no plan, tile or segment. Slow on purpose.
#pragma once

#include <vector>

#include "core/base/frame.h"
#include "core/layout/layout.h"
#include "core/programme/programme.h"

namespace cavea::test {

/// \param tracks  [tracks][frames of the programme]
/// \return [L][span frames]
[[nodiscard]] std::vector<std::vector<double>> render_directly(
    const programme::Programme& programme, const std::vector<std::vector<float>>& tracks,
    const layout::Layout& layout, Span span);

}  // namespace cavea::test
