// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "renderer/convolver.h"

#include <algorithm>

namespace cavea {

std::size_t ConvolverSetup::longest_frames() const {
    std::size_t longest = 0;
    for (const ConvolverPath& path : paths) {
        longest = std::max(longest, path.response->size() + path.delay_frames);
    }
    return longest;
}

Frame ConvolverSetup::history_frames() const {
    return static_cast<Frame>(plan::partitions(longest_frames(), plan.block)) *
           static_cast<Frame>(plan.block);
}

}  // namespace cavea
