// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The polar point source panner of ITU-R BS.2127-0 section 6.1: a direction becomes gains of at
// most a few loudspeakers around it. Used by objects, by DirectSpeakers without a loudspeaker of
// their own and by the HOA decoder.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "core/layout/layout.h"

namespace cavea::pan {

struct RegionPlan;

/// Channels that are not LFE. Panners keep gains of one source in arrays of this length.
inline constexpr std::size_t kMaxChannels = 64;

class PointSource {
 public:
    /// \throws Error{Refused} when the positions do not surround the listener as the standard needs
    explicit PointSource(const layout::Layout& layout);

    /// Loudspeakers, LFE left out: N.
    [[nodiscard]] std::size_t channels() const { return channels_; }

    /// Gains for a direction. Their energy is 1, except on 0+2+0, where it falls to 1/2 at the
    /// back.
    ///
    /// \param direction  of length 1
    /// \param gains      [N] overwritten
    void pan(const layout::Cartesian& direction, double* gains) const noexcept;

 private:
    /// Up to four loudspeakers that share a direction: three by vector base panning (Triplet) or
    /// four by bilinear panning (Quad).
    struct Region {
        bool quad = false;
        std::uint8_t corner[4] = {};  ///< a channel; or kSpread for the third of a triplet
        std::uint16_t spread = 0;     ///< row of spread_ when corner[2] is kSpread
        double matrix[3][3] = {};     ///< triplet: gains = matrix * direction
        double across[3][3] = {};     ///< quad: coefficients of x^2, x, 1 as vectors
        double along[3][3] = {};      ///< same for the other axis
        double position[4][3] = {};   ///< quad: corners in order
    };
    static constexpr std::uint8_t kSpread = 255;

    struct Builder;

    static bool triplet_gains(const Region& region, const double d[3], double slack, double* gains);
    static bool quad_gains(const Region& region, const double d[3], double slack, double* gains);
    static bool region_gains(const Region& region, const double d[3], double slack, double* gains);
    [[nodiscard]] std::size_t find(const double d[3], double corner_gains[4]) const noexcept;
    static std::size_t cell_of(const double d[3]) noexcept;
    static bool meets_cell(const Region& region, std::size_t cell);
    void add_region(const RegionPlan& plan);
    void index_cells();
    void pan_downmixed(const layout::Cartesian& direction, double* gains) const noexcept;

    std::size_t channels_ = 0;
    std::vector<Region> regions_;
    std::vector<double> spread_;  ///< [virtual loudspeakers][N] their downmix to channels

    // The regions that can hold a direction, by cell of a cube around the listener, in the order of
    // regions_: a short list to try instead of all of them.
    std::vector<std::uint32_t> cell_begin_;
    std::vector<std::uint8_t> cell_regions_;

    std::unique_ptr<const PointSource> surround_;  ///< the 0+5+0 panner in front of a 0+2+0 downmix
    std::size_t left_ = 0, right_ = 0;
};

}  // namespace cavea::pan
