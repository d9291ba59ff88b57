// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#version 460
// One workgroup: kTransforms spectra back to time, of which only the second half of each window is
// written, kPoints real samples; 2 * kPoints times the signal, since nothing is scaled. Bindings and
// dispatch as in forward_fft.comp. The inverse is the forward transform with real and imaginary parts
// exchanged before and after.
#extension GL_GOOGLE_include_directive : require
#include "convolve_io.h"
#include "fft_passes.h"

layout(set = 0, binding = 0, std430) writeonly restrict buffer Time { vec2 time[]; };
layout(set = 0, binding = 3, std430) readonly restrict buffer Spectra { vec2 spectra[]; };

vec2 load_bin(uint at, uint bin) {
    return spectra[at + bin / kBinTile * push.tile_stride + bin % kBinTile];
}

// Both partners of a pair as points of the complex transform, parts exchanged.
void load_pair(uint at, uint bin, vec2 root, out vec2 first, out vec2 second) {
    const vec2 p = load_bin(at, bin);
    const vec2 q = load_bin(at, mirror_bin(bin));
    const vec2 even = p + conjugate(q);
    // i times the product
    const vec2 odd = -minus_i(times(conjugate(root), p - conjugate(q)));
    first = bin == 0u ? vec2(p.x - p.y, p.x + p.y) : (even + odd).yx;
    second = bin == 0u ? 2.0 * conjugate(q).yx : conjugate(even - odd).yx;
}

void first_pass(uint first_job) {
    for (uint i = gl_LocalInvocationID.x; i < kPairs * kTransforms; i += gl_WorkGroupSize.x) {
        const uint row = i % kPairs;
        const bool first = row == 0u;
        const uint job = min(first_job + i / kPairs, push.jobs - 1u);
        const uint at = jobs[push.first_job + job].spectrum;
        const vec2 row_root = twiddles[row * 4u].xy;
        vec2 p[8];
        vec2 r[8];
        for (uint q = 0u; q < 8u; ++q) {
            load_pair(at, pair_bin(row, q), pair_root(row_root, first, q), p[q], r[q]);
        }
        vec2 a[8];
        vec2 b[8];
        for (uint q = 0u; q < 8u; ++q) {
            const vec2 self_a = q < 4u ? p[q] : q == 4u ? r[0] : r[8u - q];
            const vec2 self_b = q < 4u ? p[q + 4u] : r[11u - q];
            a[q] = first ? self_a : p[q];
            b[q] = first ? self_b : r[7u - q];
        }
        const uint to = i / kPairs * kPoints;
        dft8(a);
        twist(a, row);
        store_points(a, to + row, kRows);
        dft8(b);
        twist(b, mirror_of(row));
        store_points(b, to + mirror_of(row), kRows);
    }
}

void last_pass(uint first_job) {
    for (uint i = gl_LocalInvocationID.x; i < kRows * kTransforms; i += gl_WorkGroupSize.x) {
        const uint job = first_job + i / kRows;
        if (job >= push.jobs) return;
        const uint row = i % kRows;
        vec2 v[8];
        load_points(v, i / kRows * kPoints + eight_of(row), 1u);
        dft8(v);
        const uint at = jobs[push.first_job + job].time + row;
        for (uint q = 4u; q < 8u; ++q) time[at + (q - 4u) * kRows] = v[q].yx;
    }
}

void main() {
    const uint first_job = gl_WorkGroupID.x * kTransforms;
    first_pass(first_job);
    middle_passes();
    last_pass(first_job);
}
