// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the shaders of the convolver read, shared with C++. Scalars only, so that both sides lay it
// out alike.
#ifndef CAVEA_SHADERS_CONVOLVE_IO_H
#define CAVEA_SHADERS_CONVOLVE_IO_H

#ifdef __cplusplus
#include <cstdint>
namespace cavea::gpu {
using uint = std::uint32_t;
#endif

/// Spectra lie in tiles of so many bins: what a sum over partitions reads from one partition to the
/// next then lies side by side, in whole cache lines, 64 bytes of windows and 128 of responses.
const uint kBinTile = 8u;

/// One transform: where its samples and its spectrum begin, in vec2s of the buffers as bound.
struct FftJob {
    uint time;
    uint spectrum;
};

struct FftPush {
    uint first_job;
    uint jobs;
    uint tile_stride;  // vec2s from one tile of a spectrum to the next
};

/// Partitions of one input that follow each other, for a pair of outputs.
struct MultiplyRun {
    uint responses;  // vec4 at which [tile][partition][kBinTile] begins
    uint windows;    // vec2 at which the input's [tile][slot][kBinTile] begins
    uint first;      // partition
    uint count;
};

/// Two outputs that are summed together.
struct MultiplyGroup {
    uint first_run;
    uint runs;
    uint row;    // of the sums as bound; the second output has the next one
    uint keeps;  // 1: add to the sums that are there
};

struct MultiplyPush {
    uint first_group;
    uint groups;
    uint slots;  // windows kept per input
    uint head;   // slot of the first window of this unit
    uint batch;  // windows of a unit
};

#ifdef __cplusplus
static_assert(sizeof(FftJob) == 8);
static_assert(sizeof(FftPush) == 12);
static_assert(sizeof(MultiplyRun) == 16);
static_assert(sizeof(MultiplyGroup) == 16);
static_assert(sizeof(MultiplyPush) == 20);
}  // namespace cavea::gpu
#endif

#endif
