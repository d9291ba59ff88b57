// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Cartesian extent of ITU-R BS.2127-0 section 7.3: a box of sizes along x, y and z, spread over a
// grid of virtual sources in the room. The grid's gains are products of one factor per axis, so
// sums over it are products of three sums.
#pragma once

#include <cstddef>
#include <cstdint>

#include "core/layout/layout.h"
#include "core/pan/allocentric.h"

namespace cavea::pan {

/// The grid gains of one set of loudspeakers. Made once for a whole layout and, where zones exclude
/// loudspeakers, for each block; a few microseconds, no allocation, 130 KiB on the stack.
class CartesianExtent {
 public:
    /// \param room  must outlive this
    explicit CartesianExtent(const AllocentricRoom& room) noexcept;

    /// Gains of an object with a size, energy 1.
    ///
    /// \param position  in the room, each coordinate within -1..1
    /// \param x_size    width, 0..1; all three 0 is a point, which AllocentricRoom::pan() does
    /// \param y_size    depth
    /// \param z_size    height
    /// \param gains     [channels of the whole room] only those in the room are written
    void pan(layout::Cartesian position, double x_size, double y_size, double z_size,
             double* gains) const noexcept;

 private:
    static constexpr std::size_t kGrid = 40;

    /// How loudspeakers share one axis: the factors of a loudspeaker depend only on its place and
    /// its neighbours below and above, so many loudspeakers share a curve.
    struct Curve {
        double low, at, high;    ///< neighbours; equal to `at` where there is none
        std::size_t begin, end;  ///< grid points with a factor above 0
        double factor[kGrid];
        double log_factor[kGrid];  ///< natural logarithm of factor
    };
    struct Axis {
        double first = -1;  ///< place of the first grid point
        std::size_t points = kGrid;
        std::size_t curves = 0;
        Curve curve[kMaxChannels];
        std::uint8_t of[kMaxChannels];  ///< curve of each loudspeaker, in the order of the room
        [[nodiscard]] double place(std::size_t i) const {
            return first + (1 - first) * static_cast<double>(i) / static_cast<double>(points - 1);
        }
    };
    struct Sums;

    void add_speaker(Axis& axis, std::size_t speaker, double low, double at, double high) noexcept;
    static Sums sum_axis(const Axis& axis, double centre, double scale, double power,
                         bool vertical) noexcept;
    /// mu of the standard: the inside counts less as the object comes to a wall.
    [[nodiscard]] double inside_share(const layout::Cartesian& p, double sx, double sy,
                                      double sz) const noexcept;
    /// Gains of the box without the point, in the order of the room.
    void spread(const layout::Cartesian& position, double sx, double sy, double sz, double p,
                double* out) const noexcept;
    [[nodiscard]] double effective_size(double sx, double sy, double sz) const noexcept;

    const AllocentricRoom* room_;
    Axis x_, y_, z_;
    bool varies_x_ = false, varies_y_ = false, varies_z_ = false;
};

}  // namespace cavea::pan
