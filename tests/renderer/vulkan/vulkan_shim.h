// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Stands between the engine and the Vulkan loader: makes the n-th call that can fail do so, or
// spoils calls that the validation layer should then complain about. What no hardware at hand does
// on demand.
#pragma once

#include <vulkan/vulkan_core.h>

#include <cstddef>
#include <functional>
#include <set>
#include <string>

#include "renderer/vulkan/vulkan_engine.h"

namespace cavea::test {

struct ShimPlan {
    /// 1-based number of the fallible call that fails instead of being made; 0 = none.
    std::size_t fail_at = 0;
    /// From then on every call fails, as after a lost device.
    bool keep_failing = false;
    VkResult result = VK_ERROR_DEVICE_LOST;
    bool drop_barriers = false;      ///< vkCmdPipelineBarrier does nothing
    bool bind_past_the_end = false;  ///< bindings of vkCmdPushDescriptorSetKHR are too long
    bool push_to_another_stage =
        false;  ///< vkCmdPushConstants also names a stage that the layout lacks

    std::string commands;             ///< as recorded: B barrier, C copy, D dispatch
    std::size_t calls = 0;            ///< fallible calls so far, failed ones included
    std::string failed;               ///< the function that failed first
    std::set<std::string> functions;  ///< every fallible function that was called
};

/// For VulkanOptions::wrap_loader. One engine at a time may use it; the plan must outlive that
/// engine.
[[nodiscard]] std::function<gpu::VulkanFunction(gpu::VulkanFunction)> shim(ShimPlan& plan);

}  // namespace cavea::test
