// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#version 460
// One workgroup: one tile of one column (several tiles when it is larger than a tile), each frame the
// sum of every segment in the tile's bucket, in the order of the list. Feeds [rows][stride] vec4,
// segments in buckets, offsets [columns * tiles + 1], columns [columns][stride] vec4; stride is whole
// tiles. Dispatch (columns, workgroups that cover the tiles, 1): neighbouring workgroups read the
// same feeds, which is most of the traffic.
#extension GL_GOOGLE_include_directive : require
#include "pan_io.h"

layout(local_size_x_id = 0) in;

layout(set = 0, binding = 0, std430) readonly restrict buffer Feeds { vec4 feeds[]; };
layout(set = 0, binding = 1, std430) readonly restrict buffer Segments { PanSegment segments[]; };
layout(set = 0, binding = 2, std430) readonly restrict buffer Offsets { uint offsets[]; };
layout(set = 0, binding = 3, std430) restrict buffer Columns { vec4 columns[]; };

layout(push_constant) uniform Push { PanPush push; };

const uint kVectors = kPanTile / 4u;
const uint kLanes = gl_WorkGroupSize.x < kVectors ? gl_WorkGroupSize.x : kVectors;
// Vectors of one invocation: many on a small workgroup, which reads each segment once for all.
const uint kOwn = kVectors / kLanes;

vec4 contribution(vec4 frame, PanSegment segment, vec4 feed) {
    const vec4 since = frame - float(segment.extent & 0xFFFFu);
    const vec4 until = frame - float(segment.extent >> 16u);
    // since >= 0 and until < 0, both being whole numbers.
    const bvec4 inside = lessThan(max(-1.0 - since, until), vec4(0.0));
    precise vec4 term = feed * (segment.gain + segment.slope * since);
    // A choice, not a product: what is not finite outside the segment must not leak in.
    return mix(vec4(0.0), term, inside);
}

void main() {
    const uint index = gl_WorkGroupID.y * gl_WorkGroupSize.x + gl_LocalInvocationID.x;
    const uint tile = index / kLanes;
    if (tile >= push.tiles) return;
    const uint lane = index % kLanes;
    const uint vector = tile * kVectors + lane;
    const uint target = gl_WorkGroupID.x * push.stride + vector;
    const vec4 frame = float(lane * 4u) + vec4(0.0, 1.0, 2.0, 3.0);

    // Compensated sums (Kahan 1965): quiet rows are not lost beside a loud one, however many meet in
    // a column. precise forbids the fused and reordered operations that would undo the compensation,
    // and so makes devices agree.
    precise vec4 sum[kOwn];
    precise vec4 carry[kOwn];
    for (uint own = 0u; own < kOwn; ++own) {
        sum[own] = push.accumulate != 0u ? columns[target + own * kLanes] : vec4(0.0);
        carry[own] = vec4(0.0);
    }
    const uint bucket = (push.first_column + gl_WorkGroupID.x) * push.tiles + tile;
    const uint last = offsets[bucket + 1u];
    for (uint at = offsets[bucket]; at < last; ++at) {
        const PanSegment segment = segments[at];
        const uint feed = segment.row * push.stride + vector;
        for (uint own = 0u; own < kOwn; ++own) {
            const vec4 own_frame = frame + float(own * kLanes * 4u);
            precise vec4 term = contribution(own_frame, segment, feeds[feed + own * kLanes]);
            precise vec4 added = term - carry[own];
            precise vec4 next = sum[own] + added;
            carry[own] = (next - sum[own]) - added;
            sum[own] = next;
        }
    }
    for (uint own = 0u; own < kOwn; ++own) columns[target + own * kLanes] = sum[own];
}
