// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "renderer/cpu/tile_mixer.h"

#include <algorithm>

#include "core/base/assert.h"

namespace cavea::cpu {

void TileMixer::assign(Span span, std::uint32_t tile_frames,
                       const std::vector<plan::Segment>& segments) {
    CAVEA_ASSERT(span.begin % tile_frames == 0);
    span_ = span;
    tile_frames_ = tile_frames;
    segments_ = segments.data();
    const auto tiles = static_cast<std::size_t>((span.frames() + tile_frames - 1) / tile_frames);
    const auto tile_of = [&](Frame frame) {
        return static_cast<std::size_t>((frame - span.begin) / tile_frames);
    };
    // Counting sort: how many segments touch each tile, then where each tile's list begins.
    first_.assign(tiles + 1, 0);
    for (const plan::Segment& s : segments) {
        CAVEA_ASSERT(s.begin >= span.begin && s.end <= span.end && s.begin < s.end);
        for (std::size_t t = tile_of(s.begin); t <= tile_of(s.end - 1); ++t) ++first_[t + 1];
    }
    for (std::size_t t = 0; t < tiles; ++t) first_[t + 1] += first_[t];
    order_.resize(first_[tiles]);
    std::vector<std::uint32_t> next(first_.begin(), first_.end());
    for (std::size_t i = 0; i < segments.size(); ++i) {
        const plan::Segment& s = segments[i];
        for (std::size_t t = tile_of(s.begin); t <= tile_of(s.end - 1); ++t) {
            order_[next[t]++] = static_cast<std::uint32_t>(i);
        }
    }
}

void TileMixer::reserve(std::size_t tiles, std::size_t columns, std::uint32_t tile_frames) {
    scratch_.resize(tiles);
    for (Scratch& scratch : scratch_) {
        scratch.group = PlanarBuffer<float>(columns, tile_frames);
        scratch.carry = PlanarBuffer<float>(columns, tile_frames);
        scratch.touched.assign(columns, 0);
    }
}

void TileMixer::settle(Scratch& scratch, Planar<float> out, const Kernels& kernels) const noexcept {
    for (std::size_t c = 0; c < out.channels(); ++c) {
        if (scratch.touched[c] == 0) continue;
        kernels.settle(scratch.group.view()[c].data(), out[c].data(),
                       scratch.carry.view()[c].data(), out.frames());
        scratch.touched[c] = 0;
    }
}

void TileMixer::mix(std::size_t tile, Planar<const float> feeds, Planar<float> columns,
                    const Kernels& kernels) noexcept {
    const Frame begin = span_.begin + static_cast<Frame>(tile) * tile_frames_;
    const Span here{begin, std::min(begin + tile_frames_, span_.end)};
    const Planar<const float> in = feeds.slice(static_cast<std::size_t>(begin - span_.begin),
                                               static_cast<std::size_t>(here.frames()));
    const Planar<float> out =
        columns.slice(static_cast<std::size_t>(begin - span_.begin), in.frames());
    Scratch& scratch = scratch_[tile];
    for (std::size_t c = 0; c < out.channels(); ++c) {
        std::fill(out[c].begin(), out[c].end(), 0.0F);
        const auto carry = scratch.carry.view()[c];
        std::fill(carry.begin(), carry.end(), 0.0F);
    }
    // The first group is summed in place; only larger mixes need the others.
    Planar<float> sum = out;
    std::size_t rows = 0;
    std::uint32_t row = 0;
    const std::uint32_t last = first_[tile + 1];
    for (std::uint32_t i = first_[tile]; i < last;) {
        // Segments of one row over the same frames are one pass over the input.
        const plan::Segment& head = segments_[order_[i]];
        if (rows == 0 || head.row != row) {
            row = head.row;
            if (rows++ == kGroupRows) {
                settle(scratch, out, kernels);
                sum = scratch.group.view().slice(0, out.frames());
                rows = 1;
            }
        }
        const Span part = intersect({head.begin, head.end}, here);
        const auto at = static_cast<std::size_t>(part.begin - here.begin);
        Ramp ramps[kMaxColumns];
        std::size_t count = 0;
        for (; i < last && count < kMaxColumns; ++i) {
            const plan::Segment& s = segments_[order_[i]];
            if (s.row != head.row || s.begin != head.begin || s.end != head.end) break;
            const double gain = s.gain_begin + s.slope * static_cast<double>(part.begin - s.begin);
            ramps[count++] = {sum[s.column].data() + at, static_cast<float>(gain),
                              static_cast<float>(s.slope)};
            scratch.touched[s.column] = sum.data() != out.data() ? 1 : 0;
        }
        kernels.mix(in[head.row].data() + at, static_cast<std::size_t>(part.frames()), ramps,
                    count);
    }
    settle(scratch, out, kernels);
}

}  // namespace cavea::cpu
