// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Keeps the sound of rooms whole when a block of it comes too late: what was heard last is played
// backwards while it fades, and what comes back rises from nothing.
#pragma once

#include <cstddef>
#include <vector>

#include "core/base/planar.h"

namespace cavea::live {

class WetLine {
 public:
    WetLine(std::size_t rows, std::size_t block);

    /// As after silence.
    void reset();
    /// A block that came in time.
    ///
    /// \param wet  [rows][block], changed only behind a gap
    void play(Planar<float> wet);
    /// A block that did not.
    ///
    /// \param wet  [rows][block] overwritten
    void conceal(Planar<float> wet);

 private:
    PlanarBuffer<float> last_;  ///< [rows][block] as played
    std::vector<float> rise_;   ///< [block] from 0 to 1
    bool gap_ = false;
};

}  // namespace cavea::live
