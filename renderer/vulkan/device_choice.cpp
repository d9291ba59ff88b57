// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "renderer/vulkan/device_choice.h"

#include <fmt/core.h>

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cstring>

#include "renderer/vulkan/failure.h"

namespace cavea::gpu {
namespace {

std::string kind(vk::PhysicalDeviceType type) {
    switch (type) {
        case vk::PhysicalDeviceType::eDiscreteGpu:
            return "discrete";
        case vk::PhysicalDeviceType::eIntegratedGpu:
            return "integrated";
        case vk::PhysicalDeviceType::eVirtualGpu:
            return "virtual";
        case vk::PhysicalDeviceType::eCpu:
            return "cpu";
        default:
            return "other";
    }
}

/// Smaller is better.
int rank(const DeviceInfo& device) {
    if (device.kind == "discrete") return 0;
    if (device.kind == "integrated") return 1;
    if (device.kind == "virtual") return 2;
    return device.cpu_type ? 4 : 3;
}

bool has_push_descriptors(const vk::raii::PhysicalDevice& device) {
    const auto extensions = device.enumerateDeviceExtensionProperties();
    return std::any_of(extensions.begin(), extensions.end(), [](const auto& extension) {
        return std::strcmp(extension.extensionName, VK_KHR_PUSH_DESCRIPTOR_EXTENSION_NAME) == 0;
    });
}

bool has_timelines(const vk::raii::PhysicalDevice& device) {
    const auto chain =
        device.getFeatures2<vk::PhysicalDeviceFeatures2, vk::PhysicalDeviceVulkan12Features>();
    return chain.get<vk::PhysicalDeviceVulkan12Features>().timelineSemaphore == VK_TRUE;
}

std::string problem(const vk::raii::PhysicalDevice& device, std::uint32_t api) {
    if (api < VK_API_VERSION_1_2) return "its driver is older than Vulkan 1.2";
    if (!has_timelines(device)) return "its driver has no timeline semaphores";
    if (!has_push_descriptors(device)) return "its driver has no push descriptors";
    if (!compute_family(device)) return "it has no compute queue";
    return {};
}

std::string version(std::uint32_t api) {
    return fmt::format("{}.{}.{}", VK_API_VERSION_MAJOR(api), VK_API_VERSION_MINOR(api),
                       VK_API_VERSION_PATCH(api));
}

std::uint64_t local_bytes(const vk::raii::PhysicalDevice& device) {
    const auto memory = device.getMemoryProperties();
    std::uint64_t bytes = 0;
    for (std::uint32_t i = 0; i < memory.memoryHeapCount; ++i) {
        const vk::MemoryHeap& heap = memory.memoryHeaps[i];
        if (heap.flags & vk::MemoryHeapFlagBits::eDeviceLocal) bytes += heap.size;
    }
    return bytes;
}

std::string lower(std::string_view text) {
    std::string out(text);
    std::transform(out.begin(), out.end(), out.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return out;
}

std::optional<std::size_t> index(std::string_view text) {
    std::size_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return value;
}

bool named(const std::vector<DeviceInfo>& devices, std::size_t at, std::string_view wanted) {
    if (const auto number = index(wanted)) return *number == at;
    return lower(devices[at].name).find(lower(wanted)) != std::string::npos;
}

std::string listing(const std::vector<DeviceInfo>& devices) {
    std::string out;
    for (std::size_t i = 0; i < devices.size(); ++i) {
        if (i > 0) out += ", ";
        out += fmt::format("{}: {}", i, devices[i].name);
    }
    return out;
}

Error nothing_fits(const std::vector<DeviceInfo>& devices, std::string_view wanted) {
    if (devices.empty()) return machine_error("there is no device; install a driver");
    if (!wanted.empty()) {
        return machine_error(
            fmt::format("no device is called '{}' (there is {}); name one with "
                        "--device",
                        printable(wanted, 100), listing(devices)));
    }
    return machine_error(fmt::format(
        "there is no GPU that can be used, and a processor in the place of one is only taken when "
        "named (there is {}); name it with --device",
        listing(devices)));
}

}  // namespace

std::optional<std::uint32_t> compute_family(const vk::raii::PhysicalDevice& device) {
    std::optional<std::uint32_t> any;
    const auto families = device.getQueueFamilyProperties();
    for (std::uint32_t i = 0; i < families.size(); ++i) {
        const vk::QueueFlags flags = families[i].queueFlags;
        if (families[i].queueCount == 0 || !(flags & vk::QueueFlagBits::eCompute)) continue;
        if (!(flags & vk::QueueFlagBits::eGraphics)) return i;
        if (!any) any = i;
    }
    return any;
}

DeviceInfo describe(const vk::raii::PhysicalDevice& device) {
    const vk::PhysicalDeviceProperties properties = device.getProperties();
    DeviceInfo info;
    info.name = properties.deviceName.data();
    info.api = version(properties.apiVersion);
    info.kind = kind(properties.deviceType);
    info.cpu_type = properties.deviceType == vk::PhysicalDeviceType::eCpu;
    info.memory_bytes = local_bytes(device);
    info.problem = problem(device, properties.apiVersion);
    if (properties.apiVersion >= VK_API_VERSION_1_2) {
        const auto chain = device.getProperties2<vk::PhysicalDeviceProperties2,
                                                 vk::PhysicalDeviceDriverProperties>();
        const auto& driver = chain.get<vk::PhysicalDeviceDriverProperties>();
        info.driver = fmt::format("{} {}", driver.driverName.data(), driver.driverInfo.data());
    }
    return info;
}

std::size_t choose_device(const std::vector<DeviceInfo>& devices, std::string_view wanted) {
    std::optional<std::size_t> best;
    const DeviceInfo* unusable = nullptr;
    for (std::size_t i = 0; i < devices.size(); ++i) {
        if (wanted.empty() ? devices[i].cpu_type : !named(devices, i, wanted)) continue;
        if (!devices[i].problem.empty()) {
            unusable = &devices[i];
        } else if (!best || rank(devices[i]) < rank(devices[*best])) {
            best = i;
        }
    }
    if (best) return *best;
    if (unusable != nullptr) {
        throw machine_error(fmt::format("{} cannot be used: {}; install a newer driver",
                                        unusable->name, unusable->problem));
    }
    throw nothing_fits(devices, wanted);
}

}  // namespace cavea::gpu
