// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The shape of a polar extent on the sphere, ITU-R BS.2127-0 section 7.3: 1 inside, 0 ten degrees
// outside, a straight fade between. PolarExtent weighs its virtual sources with it.
#pragma once

#include <cstddef>

#include "core/layout/layout.h"

namespace cavea::pan {

/// Degrees from full weight to none.
inline constexpr double kExtentFadeDeg = 10;

/// A rectangle with round ends around a direction: two circles and the strip between them, along
/// the equator of its own axes. Kept as cosines, so that weighing a point takes one square root and
/// no angle.
class ExtentShape {
 public:
    /// \param direction  of length 1
    ExtentShape(const layout::Cartesian& direction, double width_deg, double height_deg) noexcept;

    /// Angle from the direction beyond which all weights are 0; may exceed half a turn.
    [[nodiscard]] double reach_rad() const { return reach_; }

    /// Weights 0..1 of unit vectors.
    ///
    /// \param x,y,z   [count] each
    /// \param weight  [count] overwritten; must not overlap the vectors
    void weigh(const double* x, const double* y, const double* z, std::size_t count,
               double* weight) const noexcept;

 private:
    layout::Cartesian front_, along_, across_;  ///< axes; the shape is longest along along_
    double reach_ = 0;
    double cos_centre_ = 1, sin_centre_ = 0;  ///< angle from the middle to a circle's centre
    double cos_full_ = 0, cos_none_ = 0;      ///< angles at which the fade begins and ends
    double cos_mid_ = 0, sin_mid_ = 0;        ///< of the middle of the fade
};

}  // namespace cavea::pan
