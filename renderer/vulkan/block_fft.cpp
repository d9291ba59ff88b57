// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "renderer/vulkan/block_fft.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <complex>
#include <cstring>
#include <numbers>

#include "core/base/assert.h"
#include "renderer/vulkan/workgroup.h"
#include "shaders/forward_fft_spirv.h"
#include "shaders/inverse_fft_spirv.h"

namespace cavea::gpu {
namespace {

// A larger workgroup would need more shared memory than every device has.
constexpr std::uint32_t kLargestGroup = 256;

/// kRest of shaders/fft_passes.h.
std::uint32_t rest_of(std::uint32_t points) {
    std::uint32_t rest = points / 64;
    while (rest >= 8) rest /= 8;
    return rest;
}

void push_root(std::vector<float>& out, std::uint64_t index, std::uint64_t size) {
    const double angle =
        -2 * std::numbers::pi * static_cast<double>(index % size) / static_cast<double>(size);
    out.push_back(static_cast<float>(std::cos(angle)));
    out.push_back(static_cast<float>(std::sin(angle)));
}

std::array<std::uint32_t, 3> constants(std::uint32_t workgroup, std::uint32_t block) {
    return {workgroup, block, rest_of(block)};
}

}  // namespace

std::vector<float> fft_twiddles(std::uint32_t block) {
    std::vector<float> out;
    for (std::uint64_t row = 0; row < block / 8; ++row) {
        push_root(out, row, std::uint64_t{2} * block);
        for (std::uint64_t q = 1; q < 8; ++q) push_root(out, q * row, block);
    }
    const std::uint64_t span = std::uint64_t{8} * rest_of(block);
    for (std::uint64_t row = 0; row < 8; ++row) {
        for (std::uint64_t q = 1; q <= 4; ++q) push_root(out, q * row, span);
    }
    return out;
}

BlockFft::BlockFft(const Device& device, const vk::raii::PipelineCache& cache, Uploader& uploader,
                   std::uint32_t block, std::uint32_t workgroup)
    : block_(block),
      workgroup_(workgroup_size(device, workgroup, kLargestGroup, kLargestGroup)),
      per_group_(std::max(1U, workgroup_ / (block / 16))),
      most_groups_(device.limits().maxComputeWorkGroupCount[0]),
      forward_(device, cache, k_forward_fft_spirv, 4, constants(workgroup_, block), "forward fft"),
      inverse_(device, cache, k_inverse_fft_spirv, 4, constants(workgroup_, block), "inverse fft"),
      twiddles_(uploader.make(fft_twiddles(block).size() * sizeof(float), "twiddles")) {
    CAVEA_ASSERT(std::has_single_bit(block) && block >= kSmallestBlock && block <= kLargestBlock);
    const std::vector<float> table = fft_twiddles(block);
    const std::size_t bytes = table.size() * sizeof(float);
    uploader.fill(twiddles_, 0, bytes,
                  [&](std::byte* to) { std::memcpy(to, table.data(), bytes); });
}

void BlockFft::forward(const vk::raii::CommandBuffer& commands, const FftBuffers& buffers,
                       std::uint32_t first, std::uint32_t count, std::uint32_t tile_stride) const {
    record(forward_, commands, buffers, {first, count, tile_stride});
}

void BlockFft::inverse(const vk::raii::CommandBuffer& commands, const FftBuffers& buffers,
                       std::uint32_t first, std::uint32_t count, std::uint32_t tile_stride) const {
    record(inverse_, commands, buffers, {first, count, tile_stride});
}

void BlockFft::record(const Kernel<FftPush>& kernel, const vk::raii::CommandBuffer& commands,
                      const FftBuffers& buffers, FftPush push) const {
    const std::array<Binding, 4> bindings = {
        {buffers.time, {twiddles_.handle(), 0, twiddles_.bytes()}, buffers.jobs, buffers.spectra}};
    std::uint32_t left = push.jobs;
    while (left > 0) {
        const std::uint32_t groups = std::min((left - 1) / per_group_ + 1, most_groups_);
        push.jobs = std::min(left, groups * per_group_);
        kernel.dispatch(commands, bindings, push, {groups, 1});
        push.first_job += push.jobs;
        left -= push.jobs;
    }
}

}  // namespace cavea::gpu
