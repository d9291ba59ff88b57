// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "renderer/vulkan/device.h"

#include <fmt/core.h>

#include <algorithm>
#include <vector>

#include "renderer/vulkan/failure.h"

namespace cavea::gpu {
namespace {

using Property = vk::MemoryPropertyFlagBits;

// Through the 256 MiB window that cards show without resizable BAR, the buffers of two chunks may
// not fit beside those of the system.
constexpr std::uint64_t kSmallWindow = std::uint64_t{1} << 30;

vk::MemoryPropertyFlags required(Memory memory) {
    switch (memory) {
        case Memory::Device:
            return {};
        case Memory::DeviceWrite:
            return Property::eDeviceLocal | Property::eHostVisible | Property::eHostCoherent;
        case Memory::DeviceRead:
            return Property::eDeviceLocal | Property::eHostVisible | Property::eHostCoherent |
                   Property::eHostCached;
        case Memory::HostWrite:
        case Memory::HostRead:
            break;
    }
    return Property::eHostVisible | Property::eHostCoherent;
}

/// How well flags that have everything required suit the use; larger is better.
int suits(Memory memory, vk::MemoryPropertyFlags flags) {
    const bool local = static_cast<bool>(flags & Property::eDeviceLocal);
    const bool cached = static_cast<bool>(flags & Property::eHostCached);
    switch (memory) {
        case Memory::Device:
            return local ? 1 : 0;
        case Memory::HostWrite:
            return local ? 0 : 1;
        case Memory::HostRead:
            return (cached ? 2 : 0) + (local ? 0 : 1);
        default:
            return 0;
    }
}

}  // namespace

Device::Device(const VulkanOptions& options) : context_(options) {
    try {
        std::vector<DeviceInfo> infos;
        std::vector<vk::raii::PhysicalDevice> devices =
            context_.instance().enumeratePhysicalDevices();
        infos.reserve(devices.size());
        for (const auto& device : devices) infos.push_back(describe(device));
        const std::size_t chosen = choose_device(infos, options.device);
        physical_.emplace(std::move(devices[chosen]));
        info_ = infos[chosen];
        open();
    } catch (...) {
        rethrow_as_machine_error("opening the device");
    }
    max_binding_bytes_ = limits().maxStorageBufferRange;
    if (options.max_binding_bytes > 0) {
        max_binding_bytes_ = std::min(max_binding_bytes_, options.max_binding_bytes);
    }
}

void Device::open() {
    const auto properties = physical_->getProperties2<vk::PhysicalDeviceProperties2,
                                                      vk::PhysicalDeviceMaintenance3Properties>();
    properties_ = properties.get<vk::PhysicalDeviceProperties2>().properties;
    max_buffer_bytes_ =
        properties.get<vk::PhysicalDeviceMaintenance3Properties>().maxMemoryAllocationSize;
    memory_ = physical_->getMemoryProperties();
    family_ = compute_family(*physical_).value();

    const float priority = 1;
    vk::DeviceQueueCreateInfo queue;
    queue.queueFamilyIndex = family_;
    queue.setQueuePriorities(priority);
    vk::PhysicalDeviceVulkan12Features features;
    features.timelineSemaphore = VK_TRUE;
    const char* const extension = VK_KHR_PUSH_DESCRIPTOR_EXTENSION_NAME;
    vk::DeviceCreateInfo info;
    info.pNext = &features;
    info.setQueueCreateInfos(queue);
    info.setPEnabledExtensionNames(extension);
    device_.emplace(*physical_, info);
    queue_.emplace(*device_, family_, 0);
    name(*queue_, "cavea queue");
}

std::string Device::identity() const {
    std::string uuid;
    for (const std::uint8_t byte : properties_.pipelineCacheUUID)
        uuid += fmt::format("{:02x}", byte);
    // A slash separates the parts of a plan key, and some names have one.
    const auto without_slashes = [](std::string text) {
        std::replace(text.begin(), text.end(), '/', '_');
        return text;
    };
    return fmt::format("{}/{} {:x} {}", without_slashes(info_.name), without_slashes(info_.driver),
                       properties_.driverVersion, uuid);
}

std::optional<std::uint32_t> Device::memory_type(Memory memory, std::uint32_t allowed_types) const {
    const bool shared = memory == Memory::DeviceWrite || memory == Memory::DeviceRead;
    std::optional<std::uint32_t> best;
    for (std::uint32_t i = 0; i < memory_.memoryTypeCount; ++i) {
        const vk::MemoryType& type = memory_.memoryTypes[i];
        if ((allowed_types >> i & 1U) == 0) continue;
        if ((type.propertyFlags & required(memory)) != required(memory)) continue;
        // Protected or lazily allocated memory and the like cannot hold an ordinary buffer.
        if (type.propertyFlags & (Property::eProtected | Property::eLazilyAllocated)) continue;
        if (shared && memory_.memoryHeaps[type.heapIndex].size < kSmallWindow) continue;
        if (!best || suits(memory, type.propertyFlags) >
                         suits(memory, memory_.memoryTypes[*best].propertyFlags)) {
            best = i;
        }
    }
    return best;
}

void Device::set_name(vk::ObjectType type, std::uint64_t handle, const std::string& text) const {
    if (!context_.debug_utils()) return;
    vk::DebugUtilsObjectNameInfoEXT info;
    info.objectType = type;
    info.objectHandle = handle;
    info.pObjectName = text.c_str();
    device_->setDebugUtilsObjectNameEXT(info);
}

}  // namespace cavea::gpu
