// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Sorts a plan's segments into tiles of the grid and mixes one tile at a time: the unit of work of
// the cpu engine's threads.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/base/planar.h"
#include "core/plan/plan.h"
#include "renderer/cpu/mix_kernel.h"

namespace cavea::cpu {

class TileMixer {
 public:
    /// Make room for every tile of a chunk, so that mix() allocates nothing.
    void reserve(std::size_t tiles, std::size_t columns, std::uint32_t tile_frames);

    /// Sort segments by tile; keeps a reference to them.
    ///
    /// \param segments  of one span, ordered as plan.h says; alive until the last mix()
    /// \pre span.begin is a multiple of tile_frames
    void assign(Span span, std::uint32_t tile_frames, const std::vector<plan::Segment>& segments);

    [[nodiscard]] std::size_t tiles() const { return first_.empty() ? 0 : first_.size() - 1; }

    /// Overwrite one tile of the columns.
    ///
    /// \param feeds    [rows][span frames]
    /// \param columns  [columns][span frames]
    /// \rt            no allocation or lock; tiles may be mixed by different threads at once
    void mix(std::size_t tile, Planar<const float> feeds, Planar<float> columns,
             const Kernels& kernels) noexcept;

 private:
    /// Rows that are summed plainly before their sum is settled into the column.
    static constexpr std::size_t kGroupRows = 32;
    struct Scratch {
        PlanarBuffer<float> group;  ///< [columns][tile frames], zero between uses
        PlanarBuffer<float> carry;  ///< [columns][tile frames]
        std::vector<char> touched;  ///< [columns] by the group at hand
    };
    void settle(Scratch& scratch, Planar<float> out, const Kernels& kernels) const noexcept;

    Span span_;
    Frame tile_frames_ = 0;
    const plan::Segment* segments_ = nullptr;
    std::vector<std::uint32_t> first_;  ///< [tiles + 1] into order_
    std::vector<Scratch> scratch_;      ///< [tiles of a chunk]
    std::vector<std::uint32_t> order_;  ///< segment indices by tile, plan order within a tile
};

}  // namespace cavea::cpu
