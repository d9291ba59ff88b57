// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#version 460
// One invocation: one bin of two outputs in kWindows windows of the unit, summed over every run of
// the group: over inputs, and over the partitions of their responses. Responses [tile][partition]
// [kBinTile] vec4 per run, both outputs' values side by side; windows [tile][slot][kBinTile] vec2 per
// input, a ring of spectra; work: groups, then runs, one uvec4 each; sums [row][batch][kBins] vec2.
// Bin 0 holds two real values. Dispatch (groups * windows / kWindows, bins, 1): neighbouring
// workgroups read the same windows.
#extension GL_GOOGLE_include_directive : require
#include "convolve_io.h"

layout(local_size_x_id = 0) in;
layout(constant_id = 1) const uint kBins = 64;
layout(constant_id = 2) const uint kWindows = 8;

layout(set = 0, binding = 0, std430) readonly restrict buffer Responses { vec4 responses[]; };
layout(set = 0, binding = 1, std430) readonly restrict buffer Windows { vec2 windows[]; };
layout(set = 0, binding = 2, std430) readonly restrict buffer Work { uvec4 work[]; };
layout(set = 0, binding = 3, std430) restrict buffer Sums { vec2 sums[]; };

layout(push_constant) uniform Push { MultiplyPush push; };

vec4 total[kWindows];
vec4 part[kWindows];
vec2 ring[kWindows];

// Partition p meets window t - p, so from one partition to the next every window moves on by one and
// a single one has to be read.
void add_run(MultiplyRun run, uint bin, uint first_window) {
    const uint tile = bin / kBinTile;
    const uint lane = bin % kBinTile;
    const uint windows_at = run.windows + tile * push.slots * kBinTile + lane;
    uint response = run.responses + tile * run.count * kBinTile + lane;
    uint slot = (push.head + first_window + push.slots - run.first) % push.slots;
    for (uint t = 0u; t < kWindows; ++t) part[t] = vec4(0.0);
    for (uint t = 1u; t < kWindows; ++t) {
        const uint ahead = slot + t;
        ring[t - 1u] =
            windows[windows_at + (ahead < push.slots ? ahead : ahead - push.slots) * kBinTile];
    }
    for (uint i = 0u; i < run.count; ++i) {
        for (uint t = kWindows - 1u; t > 0u; --t) ring[t] = ring[t - 1u];
        ring[0] = windows[windows_at + slot * kBinTile];
        slot = (slot == 0u ? push.slots : slot) - 1u;
        const vec4 h = responses[response];
        response += kBinTile;
        // A complex product; in bin 0, two real ones.
        const vec2 real = h.xz;
        const vec2 cross_part = bin == 0u ? vec2(0.0) : h.yw;
        const vec2 imaginary = bin == 0u ? h.yw : h.xz;
        for (uint t = 0u; t < kWindows; ++t) {
            const vec2 x = ring[t];
            part[t].xz = fma(real, x.xx, part[t].xz);
            part[t].xz = fma(-cross_part, x.yy, part[t].xz);
            part[t].yw = fma(imaginary, x.yy, part[t].yw);
            part[t].yw = fma(cross_part, x.xx, part[t].yw);
        }
    }
    // Runs are summed apart, since one long sum would lose more.
    for (uint t = 0u; t < kWindows; ++t) total[t] += part[t];
}

void main() {
    const uint bin = gl_WorkGroupID.y * gl_WorkGroupSize.x + gl_LocalInvocationID.x;
    if (bin >= kBins) return;
    const uint first_window = gl_WorkGroupID.x / push.groups * kWindows;
    const uvec4 packed_group = work[push.first_group + gl_WorkGroupID.x % push.groups];
    const MultiplyGroup group =
        MultiplyGroup(packed_group.x, packed_group.y, packed_group.z, packed_group.w);
    const uint first = (group.row * push.batch + first_window) * kBins + bin;
    const uint second = first + push.batch * kBins;
    const uint count = min(kWindows, push.batch - first_window);
    for (uint t = 0u; t < kWindows; ++t) {
        total[t] = vec4(0.0);
        if (group.keeps == 0u || t >= count) continue;
        total[t] = vec4(sums[first + t * kBins], sums[second + t * kBins]);
    }
    for (uint i = 0u; i < group.runs; ++i) {
        const uvec4 run = work[group.first_run + i];
        add_run(MultiplyRun(run.x, run.y, run.z, run.w), bin, first_window);
    }
    for (uint t = 0u; t < kWindows; ++t) {
        if (t >= count) break;
        sums[first + t * kBins] = total[t].xy;
        sums[second + t * kBins] = total[t].zw;
    }
}
