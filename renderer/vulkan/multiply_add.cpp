// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "renderer/vulkan/multiply_add.h"

#include <algorithm>
#include <array>
#include <bit>

#include "renderer/vulkan/workgroup.h"
#include "shaders/multiply_add_spirv.h"

namespace cavea::gpu {
namespace {

// Every response is read once per step; twice as many windows would no longer fit the registers.
constexpr std::uint32_t kLargestStep = 8;
constexpr std::uint32_t kUsualGroup = 64;

}  // namespace

MultiplyAdd::MultiplyAdd(const Device& device, const vk::raii::PipelineCache& cache,
                         std::uint32_t block, std::uint32_t batch, std::uint32_t workgroup)
    : block_(block),
      batch_(batch),
      step_(std::min(kLargestStep, std::bit_ceil(batch))),
      workgroup_(workgroup_size(device, workgroup, kUsualGroup, block)),
      most_workgroups_(device.limits().maxComputeWorkGroupCount[0]),
      kernel_(device, cache, k_multiply_add_spirv, 4,
              std::array<std::uint32_t, 3>{workgroup_, block, step_}, "multiply add") {}

std::uint32_t MultiplyAdd::most_groups() const {
    return std::max(1U, most_workgroups_ / (windows_read() / step_));
}

void MultiplyAdd::record(const vk::raii::CommandBuffer& commands, const MultiplyBuffers& buffers,
                         std::uint32_t first, std::uint32_t count, std::uint32_t slots,
                         std::uint32_t head) const {
    if (count == 0) return;
    const std::array<Binding, 4> bindings = {
        {buffers.responses, buffers.windows, buffers.work, buffers.sums}};
    kernel_.dispatch(commands, bindings, {first, count, slots, head, batch_},
                     {count * (windows_read() / step_), block_ / workgroup_});
}

}  // namespace cavea::gpu
