// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#version 460
// One workgroup: the spectra of kTransforms windows of 2 * kPoints real samples each, without
// scaling. Time: windows anywhere, as pairs of samples. Spectra: kPoints bins of a window in tiles of
// kBinTile, tile_stride apart; bin 0 holds the real values of bins 0 and kPoints. Dispatch
// (jobs / kTransforms rounded up, 1, 1).
#extension GL_GOOGLE_include_directive : require
#include "convolve_io.h"
#include "fft_passes.h"

layout(set = 0, binding = 0, std430) readonly restrict buffer Time { vec2 time[]; };
layout(set = 0, binding = 3, std430) writeonly restrict buffer Spectra { vec2 spectra[]; };

// The bins of one partner pair: P at bin, Q at its mirror.
void store_pair(uint at, uint bin, vec2 p, vec2 q, vec2 root) {
    const vec2 even = 0.5 * (p + conjugate(q));
    const vec2 odd = times(root, minus_i(0.5 * (p - conjugate(q))));
    const vec2 first = bin == 0u ? vec2(p.x + p.y, p.x - p.y) : even + odd;
    const vec2 second = bin == 0u ? conjugate(q) : conjugate(even - odd);
    const uint mirror = mirror_bin(bin);
    spectra[at + bin / kBinTile * push.tile_stride + bin % kBinTile] = first;
    spectra[at + mirror / kBinTile * push.tile_stride + mirror % kBinTile] = second;
}

void first_pass(uint first_job) {
    for (uint i = gl_LocalInvocationID.x; i < kRows * kTransforms; i += gl_WorkGroupSize.x) {
        const uint row = i % kRows;
        // Behind the last job, the last one is computed again.
        const uint job = min(first_job + i / kRows, push.jobs - 1u);
        const uint at = jobs[push.first_job + job].time + row;
        vec2 v[8];
        for (uint q = 0u; q < 8u; ++q) v[q] = time[at + q * kRows];
        dft8(v);
        twist(v, row);
        store_points(v, i / kRows * kPoints + row, kRows);
    }
}

void last_pass(uint first_job) {
    for (uint i = gl_LocalInvocationID.x; i < kPairs * kTransforms; i += gl_WorkGroupSize.x) {
        const uint job = first_job + i / kPairs;
        if (job >= push.jobs) return;
        const uint row = i % kPairs;
        const bool first = row == 0u;
        const uint from = i / kPairs * kPoints;
        vec2 a[8];
        vec2 b[8];
        load_points(a, from + eight_of(row), 1u);
        load_points(b, from + eight_of(mirror_of(row)), 1u);
        dft8(a);
        dft8(b);
        const vec2 row_root = twiddles[row * 4u].xy;
        const uint at = jobs[push.first_job + job].spectrum;
        for (uint q = 0u; q < 8u; ++q) {
            const vec2 self_first = q < 4u ? a[q] : b[q - 4u];
            const vec2 self_second = q == 0u ? a[4] : q < 4u ? a[8u - q] : b[11u - q];
            store_pair(at, pair_bin(row, q), first ? self_first : a[q],
                       first ? self_second : b[7u - q], pair_root(row_root, first, q));
        }
    }
}

void main() {
    const uint first_job = gl_WorkGroupID.x * kTransforms;
    first_pass(first_job);
    middle_passes();
    last_pass(first_job);
}
