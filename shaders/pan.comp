// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#version 460
// One invocation: four neighbouring frames of one column, the sum of every segment in the bucket of
// its tile, in the order of the list. Feeds [rows][stride] vec4, segments in buckets, offsets
// [columns * tiles + 1], columns [columns][stride] vec4. Dispatch: (vectors / group size, columns, 1).
#extension GL_GOOGLE_include_directive : require
#include "pan_io.h"

layout(local_size_x_id = 0) in;

layout(set = 0, binding = 0, std430) readonly restrict buffer Feeds { vec4 feeds[]; };
layout(set = 0, binding = 1, std430) readonly restrict buffer Segments { PanSegment segments[]; };
layout(set = 0, binding = 2, std430) readonly restrict buffer Offsets { uint offsets[]; };
layout(set = 0, binding = 3, std430) restrict buffer Columns { vec4 columns[]; };

layout(push_constant) uniform Push { PanPush push; };

void main() {
    const uint vector = gl_GlobalInvocationID.x;
    if (vector >= push.vectors) return;
    const uint column = gl_WorkGroupID.y;
    const uint tile_vectors = kPanTile / 4u;
    const uint bucket = (push.first_column + column) * push.tiles + vector / tile_vectors;
    const uint last = offsets[bucket + 1u];
    const vec4 frame = float(vector % tile_vectors * 4u) + vec4(0.0, 1.0, 2.0, 3.0);
    const uint target = column * push.stride + vector;

    // Compensated (Kahan 1965): hundreds of rows may meet in one column, and plain float sums of them
    // would miss -120 dBFS. precise forbids fused and reordered operations, which it relies on, and
    // makes devices agree.
    precise vec4 sum = push.accumulate != 0u ? columns[target] : vec4(0.0);
    precise vec4 carry = vec4(0.0);
    for (uint at = offsets[bucket]; at < last; ++at) {
        const PanSegment segment = segments[at];
        const vec4 since = frame - float(segment.extent & 0xFFFFu);
        const vec4 until = frame - float(segment.extent >> 16u);
        // since >= 0 and until < 0, both being whole numbers.
        const bvec4 inside = lessThan(max(-1.0 - since, until), vec4(0.0));
        precise vec4 gain = segment.gain + segment.slope * since;
        precise vec4 term = feeds[segment.row * push.stride + vector] * gain;
        // A choice, not a product: what is not finite outside the segment must not leak in.
        precise vec4 added = mix(vec4(0.0), term, inside) - carry;
        precise vec4 next = sum + added;
        carry = (next - sum) - added;
        sum = next;
    }
    columns[target] = sum;
}
