// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/render/gpu.h"

#include <fmt/core.h>

#include <algorithm>
#include <optional>

#include "core/base/error.h"

// Declared here because prototypes are off; the loader is linked for ImGui's back end anyway.
extern "C" VKAPI_ATTR PFN_vkVoidFunction VKAPI_CALL vkGetInstanceProcAddr(VkInstance instance,
                                                                          const char* name);

namespace cavea::gui {
namespace {

constexpr const char* kValidationLayer = "VK_LAYER_KHRONOS_validation";

Error machine(const std::string& what) {
    return Error(ErrorCode::Machine, located("", "Vulkan", what));
}

VKAPI_ATTR VkBool32 VKAPI_CALL hear(VkDebugUtilsMessageSeverityFlagBitsEXT /*severity*/,
                                    VkDebugUtilsMessageTypeFlagsEXT /*type*/,
                                    const VkDebugUtilsMessengerCallbackDataEXT* data, void* to) {
    const auto& listener = *static_cast<const std::function<void(const std::string&)>*>(to);
    listener(data->pMessage == nullptr ? "" : data->pMessage);
    return VK_FALSE;
}

int rank(vk::PhysicalDeviceType type) {
    switch (type) {
        case vk::PhysicalDeviceType::eDiscreteGpu:
            return 4;
        case vk::PhysicalDeviceType::eIntegratedGpu:
            return 3;
        case vk::PhysicalDeviceType::eVirtualGpu:
            return 2;
        default:
            return 1;
    }
}

/// A queue family that draws and, where there is a surface, presents to it.
std::optional<std::uint32_t> drawing_family(const vk::raii::PhysicalDevice& device,
                                            const vk::raii::SurfaceKHR& surface) {
    const auto families = device.getQueueFamilyProperties();
    for (std::uint32_t i = 0; i < families.size(); ++i) {
        if (!(families[i].queueFlags & vk::QueueFlagBits::eGraphics)) continue;
        if (*surface && device.getSurfaceSupportKHR(i, *surface) == VK_FALSE) continue;
        return i;
    }
    return std::nullopt;
}

}  // namespace

Gpu::Gpu(GpuOptions options) try : options_(std::move(options)), context_(&vkGetInstanceProcAddr) {
    make_instance();
    if (options_.make_surface) {
        surface_ = vk::raii::SurfaceKHR(instance_, options_.make_surface(*instance_));
    }
    choose_device();
    make_device();
} catch (...) {
    rethrow_as_machine_error("preparing the window's device");
}

Gpu::~Gpu() = default;

void Gpu::make_instance() {
    vk::ApplicationInfo application("cavea-studio", 1, "cavea", 1, VK_API_VERSION_1_2);
    std::vector<const char*> extensions = options_.instance_extensions;
    vk::InstanceCreateInfo info({}, &application);
    vk::DebugUtilsMessengerCreateInfoEXT messenger;
    const auto hazards = vk::ValidationFeatureEnableEXT::eSynchronizationValidation;
    vk::ValidationFeaturesEXT features;
    if (options_.validation) {
        features.setEnabledValidationFeatures(hazards);
        info.setPNext(&features);
        using Severity = vk::DebugUtilsMessageSeverityFlagBitsEXT;
        using Type = vk::DebugUtilsMessageTypeFlagBitsEXT;
        messenger.messageSeverity = Severity::eWarning | Severity::eError;
        messenger.messageType = Type::eGeneral | Type::eValidation | Type::ePerformance;
        // Newer Vulkan-Hpp declares the callback with its own types, which are laid out alike.
        messenger.pfnUserCallback = reinterpret_cast<decltype(messenger.pfnUserCallback)>(
            reinterpret_cast<void (*)()>(&hear));
        messenger.pUserData = &options_.validation;
        extensions.push_back(VK_EXT_DEBUG_UTILS_EXTENSION_NAME);
        info.setPEnabledLayerNames(kValidationLayer);
    }
    info.setPEnabledExtensionNames(extensions);
    instance_ = vk::raii::Instance(context_, info);
    if (options_.validation) {
        messenger_ = vk::raii::DebugUtilsMessengerEXT(instance_, messenger);
    }
}

void Gpu::choose_device() {
    int best = 0;
    std::string seen;
    for (vk::raii::PhysicalDevice& device : vk::raii::PhysicalDevices(instance_)) {
        const vk::PhysicalDeviceProperties properties = device.getProperties();
        const std::string name = properties.deviceName.data();
        seen += (seen.empty() ? "" : ", ") + name;
        if (name.find(options_.device) == std::string::npos) continue;
        if (properties.apiVersion < VK_API_VERSION_1_2) continue;  // the shaders' SPIR-V
        const auto family = drawing_family(device, surface_);
        if (!family || rank(properties.deviceType) <= best) continue;
        best = rank(properties.deviceType);
        physical_ = std::move(device);
        family_ = *family;
        name_ = name;
    }
    if (best > 0) return;
    if (seen.empty()) throw machine("no device; install the Vulkan driver of the graphics card");
    throw machine(fmt::format("no device can draw the window; there are: {}", printable(seen)));
}

void Gpu::make_device() {
    const float priority = 0.5F;
    const vk::DeviceQueueCreateInfo queue({}, family_, 1, &priority);
    vk::PhysicalDeviceFeatures features;
    const bool wide = physical_.getFeatures().wideLines == VK_TRUE;
    features.wideLines = wide ? VK_TRUE : VK_FALSE;
    if (wide) widest_line_ = physical_.getProperties().limits.lineWidthRange[1];
    vk::DeviceCreateInfo info({}, queue, {}, {}, &features);
    const char* swapchain = VK_KHR_SWAPCHAIN_EXTENSION_NAME;
    if (*surface_) info.setPEnabledExtensionNames(swapchain);
    device_ = vk::raii::Device(physical_, info);
    queue_ = device_.getQueue(family_, 0);
    memory_ = physical_.getMemoryProperties();
}

std::uint32_t Gpu::memory_type(std::uint32_t allowed, vk::MemoryPropertyFlags wanted) const {
    for (std::uint32_t i = 0; i < memory_.memoryTypeCount; ++i) {
        const bool fits = (memory_.memoryTypes[i].propertyFlags & wanted) == wanted;
        if ((allowed & (1U << i)) != 0 && fits) return i;
    }
    throw machine("the device has no memory of the kind that pictures need");
}

void rethrow_as_machine_error(const std::string& doing) {
    try {
        throw;
    } catch (const Error&) {
        throw;
    } catch (const std::exception& error) {
        throw machine(fmt::format("{}: {}", doing, printable(error.what(), 1000)));
    }
}

}  // namespace cavea::gui
