// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "renderer/vulkan/tile_buckets.h"

#include <fmt/core.h>

#include <algorithm>
#include <utility>

#include "core/base/error.h"

namespace cavea::gpu {
namespace {

// minStorageBufferOffsetAlignment is at most 256 bytes (Vulkan 1.2, required limits).
constexpr std::size_t kBindingAlignment = 256;

std::size_t aligned(std::size_t count, std::size_t element_bytes) {
    const std::size_t step = kBindingAlignment / element_bytes;
    return (count + step - 1) / step * step;
}

/// Tiles that a segment touches, [first, last).
struct Tiles {
    std::uint32_t first;
    std::uint32_t last;
};

Tiles tiles_of(const plan::Segment& segment, Frame origin) {
    return {static_cast<std::uint32_t>((segment.begin - origin) / kPanTile),
            static_cast<std::uint32_t>((segment.end - origin + kPanTile - 1) / kPanTile)};
}

/// The part of a segment inside a tile that begins at a frame. The gain is worked out in double
/// where the part begins, so that precision does not depend on how long ago the segment began.
PanSegment part(const plan::Segment& segment, std::uint32_t row, Frame tile) {
    const Frame begin = std::max(segment.begin, tile);
    const Frame end = std::min<Frame>(segment.end, tile + kPanTile);
    PanSegment out;
    out.row = row;
    out.extent = static_cast<std::uint32_t>(begin - tile) | static_cast<std::uint32_t>(end - tile)
                                                                << 16U;
    out.gain = static_cast<float>(segment.gain_begin +
                                  segment.slope * static_cast<double>(begin - segment.begin));
    out.slope = static_cast<float>(segment.slope);
    return out;
}

}  // namespace

/// Segments [first, last) of the plan, rows [first_row, last_row) of rows_, parts after cutting.
struct TileBuckets::Share {
    std::size_t first = 0;
    std::size_t last = 0;
    std::size_t first_row = 0;
    std::size_t last_row = 0;
    std::size_t parts = 0;
};

void TileBuckets::check(const plan::Segment& segment, Span span) const {
    const bool inside = segment.row < feed_rows_ && segment.column < columns_ &&
                        segment.begin >= span.begin && segment.begin < segment.end &&
                        segment.end <= span.end;
    if (inside && (rows_.empty() || rows_.back() <= segment.row)) return;
    throw refused("", "plan",
                  fmt::format("segment row {} column {} frames {} to {} does not fit {} rows, {} "
                              "columns, frames {} to {} in growing rows; the planner is at fault",
                              segment.row, segment.column, segment.begin, segment.end, feed_rows_,
                              columns_, span.begin, span.end));
}

std::vector<TileBuckets::Share> TileBuckets::cut(const Segments& plan, Span span) {
    std::vector<Share> shares(1);
    for (std::size_t i = 0; i < plan.size(); ++i) {
        const plan::Segment& segment = plan[i];
        check(segment, span);
        if (rows_.empty() || rows_.back() != segment.row) rows_.push_back(segment.row);
        const Tiles tiles = tiles_of(segment, span.begin);
        const std::size_t parts = tiles.last - tiles.first;
        const Share& share = shares.back();
        if (share.parts + parts > limits_.segments ||
            rows_.size() - share.first_row > limits_.rows) {
            shares.push_back({i, i, rows_.size() - 1, rows_.size(), 0});
        }
        shares.back().last = i + 1;
        shares.back().last_row = rows_.size();
        shares.back().parts += parts;
    }
    return shares;
}

void TileBuckets::fill(const Segments& plan, const Share& share, Span span) {
    PanPass pass;
    pass.first_row = share.first_row;
    pass.rows = share.last_row - share.first_row;
    pass.first_segment = aligned(segments_.size(), sizeof(PanSegment));
    pass.segments = share.parts;
    pass.first_offset = aligned(offsets_.size(), sizeof(std::uint32_t));
    passes_.push_back(pass);

    // A counting sort: stable, so a bucket keeps the order of the plan.
    next_.assign(offsets_per_pass(), 0);
    for (std::size_t i = share.first; i < share.last; ++i) {
        const Tiles tiles = tiles_of(plan[i], span.begin);
        const std::size_t base = std::size_t{plan[i].column} * tiles_;
        for (std::uint32_t tile = tiles.first; tile < tiles.last; ++tile) ++next_[base + tile];
    }
    std::uint32_t sum = 0;
    for (std::uint32_t& entry : next_) sum += std::exchange(entry, sum);
    offsets_.resize(pass.first_offset);
    offsets_.insert(offsets_.end(), next_.begin(), next_.end());

    segments_.resize(pass.first_segment + pass.segments);
    PanSegment* const out = segments_.data() + pass.first_segment;
    auto row = static_cast<std::uint32_t>(0);
    for (std::size_t i = share.first; i < share.last; ++i) {
        if (rows_[share.first_row + row] != plan[i].row) ++row;
        const Tiles tiles = tiles_of(plan[i], span.begin);
        const std::size_t base = std::size_t{plan[i].column} * tiles_;
        for (std::uint32_t tile = tiles.first; tile < tiles.last; ++tile) {
            out[next_[base + tile]++] = part(plan[i], row, span.begin + Frame{tile} * kPanTile);
        }
    }
}

void TileBuckets::sort(const plan::SpanPlan& plan, Span span) {
    tiles_ = static_cast<std::uint32_t>((span.frames() + kPanTile - 1) / kPanTile);
    rows_.clear();
    passes_.clear();
    segments_.clear();
    offsets_.clear();
    for (const Share& share : cut(plan.direct, span)) fill(plan.direct, share, span);
}

}  // namespace cavea::gpu
