// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A plan's segments as the panning shader reads them: cut at tile edges, sorted into one bucket per
// (column, tile), rows renumbered so that rows without a segment cost nothing. Host only; no
// Vulkan.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/plan/plan.h"
#include "shaders/pan_io.h"

namespace cavea::gpu {

/// One dispatch's share of a plan: consecutive segments of the plan, so that adding the passes up
/// in order adds the segments up in order.
struct PanPass {
    std::size_t first_row = 0;  ///< of TileBuckets::rows()
    std::size_t rows = 0;
    std::size_t first_segment = 0;  ///< of TileBuckets::segments(), a multiple of 256 bytes
    std::size_t segments = 0;
    std::size_t first_offset = 0;  ///< of TileBuckets::offsets(), a multiple of 256 bytes
};

class TileBuckets {
 public:
    /// What one pass may hold, by what the device can bind. Both at least 1; segments at least as
    /// many as a chunk has tiles.
    struct Limits {
        std::size_t rows = 0;
        std::size_t segments = 0;
    };

    TileBuckets(std::uint32_t rows, std::uint32_t columns, Limits limits)
        : feed_rows_(rows), columns_(columns), limits_(limits) {}

    /// Replace what is held by the plan of a span. Allocates only for a plan larger than all
    /// before.
    ///
    /// \throws Error{Refused}  a segment names a row or column that does not exist, leaves the span
    ///                         or is out of order: a fault of the planner
    void sort(const plan::SpanPlan& plan, Span span);

    /// Feed row of each row in use, growing.
    [[nodiscard]] const std::vector<std::uint32_t>& rows() const { return rows_; }
    /// At least one, also for an empty plan.
    [[nodiscard]] const std::vector<PanPass>& passes() const { return passes_; }
    [[nodiscard]] const std::vector<PanSegment>& segments() const { return segments_; }
    /// Per pass [columns * tiles + 1]: where each bucket begins among the segments of its pass.
    [[nodiscard]] const std::vector<std::uint32_t>& offsets() const { return offsets_; }
    [[nodiscard]] std::uint32_t tiles() const { return tiles_; }
    [[nodiscard]] std::size_t offsets_per_pass() const {
        return std::size_t{columns_} * tiles_ + 1;
    }

 private:
    using Segments = std::vector<plan::Segment>;
    struct Share;

    void check(const plan::Segment& segment, Span span) const;
    std::vector<Share> cut(const Segments& plan, Span span);
    void fill(const Segments& plan, const Share& share, Span span);

    std::uint32_t feed_rows_;
    std::uint32_t columns_;
    Limits limits_;
    std::uint32_t tiles_ = 0;
    std::vector<std::uint32_t> rows_;
    std::vector<PanPass> passes_;
    std::vector<PanSegment> segments_;
    std::vector<std::uint32_t> offsets_;
    std::vector<std::uint32_t> next_;
};

}  // namespace cavea::gpu
