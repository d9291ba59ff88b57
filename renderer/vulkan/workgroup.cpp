// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "renderer/vulkan/workgroup.h"

#include <fmt/core.h>

#include <algorithm>
#include <bit>

#include "renderer/vulkan/failure.h"

namespace cavea::gpu {
namespace {

// One vector register of a processor: what runs best on a device that is one.
constexpr std::uint32_t kSmallest = 8;

}  // namespace

std::uint32_t workgroup_size(const Device& device, std::uint32_t wanted, std::uint32_t usual,
                             std::uint32_t most) {
    const vk::PhysicalDeviceLimits& limits = device.limits();
    const std::uint32_t allowed = std::bit_floor(
        std::min(limits.maxComputeWorkGroupInvocations, limits.maxComputeWorkGroupSize[0]));
    if (wanted != 0 && (!std::has_single_bit(wanted) || wanted < kSmallest || wanted > allowed)) {
        throw machine_error(
            fmt::format("a workgroup of {} does not suit {}; take a power of two from {} to {}",
                        wanted, device.info().name, kSmallest, allowed));
    }
    if (wanted == 0) wanted = device.info().cpu_type ? kSmallest : std::min(usual, allowed);
    return std::min(wanted, most);
}

}  // namespace cavea::gpu
