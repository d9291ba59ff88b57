// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Which of the machine's devices to take, and what can be said about each. No device is opened
// here.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "renderer/vulkan/vk.h"
#include "renderer/vulkan/vulkan_engine.h"

namespace cavea::gpu {

/// Name, driver and what is missing for cavea.
[[nodiscard]] DeviceInfo describe(const vk::raii::PhysicalDevice& device);

/// The family of a queue for compute: one without graphics when there is one, since it runs beside
/// the window.
///
/// \return nothing when no queue computes
[[nodiscard]] std::optional<std::uint32_t> compute_family(const vk::raii::PhysicalDevice& device);

/// Index of the device to take; see VulkanOptions::device.
///
/// \throws Error{Machine}  none fits; the message lists what there is
[[nodiscard]] std::size_t choose_device(const std::vector<DeviceInfo>& devices,
                                        std::string_view wanted);

}  // namespace cavea::gpu
