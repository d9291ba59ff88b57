// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// objectDivergence of ITU-R BS.2127-0 section 7.3: one object as up to three, left, centre and
// right, whose powers add up to the one's.
#pragma once

#include <cstddef>

#include "core/layout/layout.h"
#include "core/programme/blocks.h"

namespace cavea::pan {

struct Diverged {
    layout::Cartesian position[3];
    double share[3] = {1, 0, 0};  ///< of the power; sum 1
    std::size_t count = 1;
};

/// \param bs2076_version  without azimuthRange it is 45 degrees in version 1 and 0 from version 2
/// on
[[nodiscard]] Diverged diverge_polar(const layout::Cartesian& position,
                                     const programme::ObjectAttributes& attributes,
                                     int bs2076_version) noexcept;

[[nodiscard]] Diverged diverge_cartesian(const layout::Cartesian& position,
                                         const programme::ObjectAttributes& attributes) noexcept;

}  // namespace cavea::pan
