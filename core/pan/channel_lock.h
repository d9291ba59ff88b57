// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// channelLock of ITU-R BS.2127-0 section 7.3: a position near a loudspeaker becomes that
// loudspeaker's.
#pragma once

#include <optional>
#include <vector>

#include "core/layout/layout.h"
#include "core/pan/allocentric.h"

namespace cavea::pan {

class ChannelLock {
 public:
    /// \param speakers   the channels that are not LFE
    /// \param positions  where they stand in the space of the lock (sphere or room)
    /// \param weights    of the squared differences along x, y, z that choose among loudspeakers
    ChannelLock(const std::vector<layout::Channel>& speakers,
                std::vector<layout::Cartesian> positions, layout::Cartesian weights);

    /// The position of the chosen loudspeaker, or \p position when none is near enough.
    ///
    /// \param max_distance  plain distance; none = unlimited
    /// \param excluded      loudspeakers that do not count
    [[nodiscard]] layout::Cartesian lock(const layout::Cartesian& position,
                                         std::optional<double> max_distance,
                                         ChannelMask excluded = 0) const noexcept;

 private:
    /// In order of priority, the first wins a tie.
    struct Target {
        layout::Cartesian position;
        std::size_t channel;
    };
    std::vector<Target> targets_;
    layout::Cartesian weights_;
};

}  // namespace cavea::pan
