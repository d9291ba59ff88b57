// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The convex hull of loudspeaker positions, with coplanar triangles merged: the triangulation of
// the BS.2127 point source panner. For a few dozen points; not for meshes.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "core/layout/layout.h"

namespace cavea::pan {

/// Corners of each facet, ascending; facets in lexicographic order of their first three corners.
///
/// \param points  in general on the unit sphere; none twice
[[nodiscard]] std::vector<std::vector<std::size_t>> convex_hull_facets(
    std::span<const layout::Cartesian> points);

/// The order in which \p corners of a convex, roughly planar polygon follow each other around it.
[[nodiscard]] std::vector<std::size_t> polygon_order(std::span<const layout::Cartesian> corners);

}  // namespace cavea::pan
