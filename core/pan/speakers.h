// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The channels of a layout that are loudspeakers and not LFE, with their positions, as every panner
// needs them.
#pragma once

#include <cstddef>
#include <vector>

#include "core/layout/conversion.h"
#include "core/layout/geometry.h"
#include "core/layout/layout.h"

namespace cavea::pan {

struct Speakers {
    std::vector<layout::Channel> channels;
    std::vector<std::size_t> index;         ///< of each in the layout
    std::vector<layout::Cartesian> sphere;  ///< real directions, length 1
    std::vector<layout::Cartesian> room;    ///< allocentric positions
    std::size_t total = 0;                  ///< channels of the layout, LFE included

    explicit Speakers(const layout::Layout& layout) : total(layout.size()) {
        for (std::size_t i = 0; i < layout.size(); ++i) {
            const layout::Channel& channel = layout.channels[i];
            if (channel.lfe) continue;
            channels.push_back(channel);
            index.push_back(i);
            sphere.push_back(
                layout::vector_of({channel.real.azimuth_deg, channel.real.elevation_deg, 1}));
            room.push_back(layout::allocentric_position(channel));
        }
    }
};

}  // namespace cavea::pan
