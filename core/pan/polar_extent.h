// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Polar extent of ITU-R BS.2127-0 section 7.3: width, height and depth of an object as a spread
// over 1,652 virtual sources on the sphere, plus what distance does to size. Also the way to the
// point source panner for objects without extent.
#pragma once

#include <cstddef>
#include <vector>

#include "core/layout/layout.h"
#include "core/pan/point_source.h"

namespace cavea::pan {

class PolarExtent {
 public:
    /// \param point  the panner of the same layout; must outlive this
    explicit PolarExtent(const PointSource& point);

    struct Size {
        double width_deg = 0;
        double height_deg = 0;
        double depth = 0;
    };

    /// Squared gains of an object, its distance taken into account.
    ///
    /// \param position  a distance of 1 is on the loudspeakers
    /// \param power     [N] overwritten
    void pan_power(const layout::Cartesian& position, const Size& size,
                   double* power) const noexcept;

    /// Whether an object is a mere point, so that PointSource::pan() says all.
    [[nodiscard]] static bool is_point(double distance, const Size& size) noexcept;

    /// Width or height as it appears at a distance: 360 degrees at 0, unchanged at 1.
    [[nodiscard]] static double apparent_size(double size_deg, double distance) noexcept;

 private:
    struct Row {
        double elevation_rad;
        double sin_elevation;
        double cos_elevation;
        std::size_t first;  ///< index of its source at azimuth 0
        std::size_t count;
    };
    struct Candidates;

    void add_spread(const layout::Cartesian& direction, double width_deg, double height_deg,
                    double share, double* power) const noexcept;
    void add_point(const layout::Cartesian& direction, double share, double* power) const noexcept;
    void collect(std::size_t first, std::size_t count, Candidates& out) const noexcept;
    void collect_near(const layout::Cartesian& direction, double shape_reach,
                      Candidates& out) const noexcept;
    static void keep_weighted(Candidates& candidates) noexcept;
    void accumulate(const Candidates& candidates, double* total) const noexcept;

    const PointSource* point_;
    std::vector<Row> rows_;
    // The virtual sources, row by row from below, azimuth growing.
    std::vector<double> x_, y_, z_;
    std::size_t stride_ = 0;     ///< channels rounded up to even
    std::vector<double> gains_;  ///< [sources][stride_]
};

}  // namespace cavea::pan
