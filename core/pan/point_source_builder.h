// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// From loudspeakers to the regions of the point source panner: extra and virtual loudspeakers,
// triangulation on nominal positions, regions on real ones (ITU-R BS.2127-0 section 6.1). Only
// point_source.cpp uses this.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "core/layout/layout.h"

namespace cavea::pan {

struct RegionPlan {
    struct Corner {
        std::size_t channel = 0;     ///< where the corner's gain goes
        layout::Cartesian position;  ///< real, on the unit sphere
    };
    std::vector<Corner> corners;  ///< three, or four in their order around the quad
    /// When not empty, the third corner is a virtual loudspeaker with this downmix to [N] channels.
    std::vector<double> spread;
};

/// Regions in the order in which they are tried.
///
/// \param speakers  the channels of \p layout that are not LFE
/// \throws Error{Refused} when a facet has more than four corners or positions are out of range
[[nodiscard]] std::vector<RegionPlan> plan_regions(const layout::Layout& layout,
                                                   std::span<const layout::Channel> speakers);

/// The matrix that turns a direction into the gains of three loudspeakers.
/// \throws Error{Refused} when they lie in a plane with the listener
void set_triplet(const RegionPlan& plan, double matrix[3][3]);

/// The polynomials of a quad and its corners, see PointSource::Region.
void set_quad(const RegionPlan& plan, double across[3][3], double along[3][3],
              double position[4][3]);

}  // namespace cavea::pan
