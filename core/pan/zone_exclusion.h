// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// zoneExclusion of ITU-R BS.2127-0 section 7.3: which loudspeakers a block keeps silent, and where
// their share goes. Polar blocks are panned first and their gains moved after; Cartesian blocks are
// panned without the loudspeakers.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "core/layout/layout.h"
#include "core/pan/allocentric.h"
#include "core/programme/blocks.h"

namespace cavea::pan {

class ZoneExclusion {
 public:
    /// \param speakers     the channels that are not LFE
    /// \param allocentric  their positions in the Cartesian room
    ZoneExclusion(const std::vector<layout::Channel>& speakers,
                  std::vector<layout::Cartesian> allocentric);

    /// Channels inside any of the zones.
    [[nodiscard]] ChannelMask excluded(std::span<const programme::Zone> zones) const noexcept;

    /// \p excluded plus what Cartesian panning needs to remain a grid: with a loudspeaker on a side
    /// wall its whole row goes. All excluded becomes none.
    [[nodiscard]] ChannelMask widened(ChannelMask excluded) const noexcept;

    /// Move the energy of excluded channels to the nearest that are not.
    ///
    /// \param power  [N] squared gains, changed in place
    void downmix(ChannelMask excluded, double* power) const noexcept;

 private:
    [[nodiscard]] bool inside(const programme::Zone& zone, std::size_t channel) const noexcept;

    struct Place {
        layout::Polar polar;       ///< nominal
        layout::Cartesian vector;  ///< nominal, on the sphere
        layout::Cartesian room;    ///< allocentric
    };
    std::vector<Place> places_;
    ChannelMask all_ = 0;
    /// Per channel: sets of equally good replacements, best first; the first is itself.
    std::vector<std::vector<ChannelMask>> replacements_;
};

}  // namespace cavea::pan
