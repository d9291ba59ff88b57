// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What pan.comp reads, shared with C++. Scalars only, so that both sides lay it out alike.
#ifndef CAVEA_SHADERS_PAN_IO_H
#define CAVEA_SHADERS_PAN_IO_H

#ifdef __cplusplus
#include <cstdint>
namespace cavea::gpu {
using uint = std::uint32_t;
#endif

/// Frames of one tile: segments are cut at its edges and bucketed by (column, tile).
const uint kPanTile = 256u;

/// A gain segment inside one tile: column += feed[row] * (gain + slope * (n - begin)) for the
/// frames n of the tile in [begin, end).
struct PanSegment {
    uint row;     // of the feeds as bound
    uint extent;  // begin | end << 16, both 0..kPanTile
    float gain;   // at begin
    float slope;  // per frame
};

struct PanPush {
    uint stride;        // vec4s from one feed or column to the next
    uint tiles;         // of the chunk
    uint first_column;  // of the columns as bound
    uint accumulate;    // 1: add to what the columns hold
};

#ifdef __cplusplus
static_assert(sizeof(PanSegment) == 16);
static_assert(sizeof(PanPush) == 16);
}  // namespace cavea::gpu
#endif

#endif
