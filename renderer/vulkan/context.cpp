// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "renderer/vulkan/context.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <vector>

#include "renderer/vulkan/failure.h"

namespace cavea::gpu {
namespace {

constexpr const char* kValidationLayer = "VK_LAYER_KHRONOS_validation";

PFN_vkGetInstanceProcAddr entry(const Loader& loader, const VulkanOptions& options) {
    const PFN_vkGetInstanceProcAddr own = loader.get_instance_proc_addr();
    if (!options.wrap_loader) return own;
    return reinterpret_cast<PFN_vkGetInstanceProcAddr>(
        options.wrap_loader(reinterpret_cast<VulkanFunction>(own)));
}

VKAPI_ATTR VkBool32 VKAPI_CALL on_message(VkDebugUtilsMessageSeverityFlagBitsEXT,
                                          VkDebugUtilsMessageTypeFlagsEXT,
                                          const VkDebugUtilsMessengerCallbackDataEXT* data,
                                          void* user) {
    const auto& report = *static_cast<const std::function<void(const std::string&)>*>(user);
    report(data->pMessage);
    return VK_FALSE;
}

vk::DebugUtilsMessengerCreateInfoEXT messenger_info(
    const std::function<void(const std::string&)>& report) {
    using Severity = vk::DebugUtilsMessageSeverityFlagBitsEXT;
    using Type = vk::DebugUtilsMessageTypeFlagBitsEXT;
    vk::DebugUtilsMessengerCreateInfoEXT info;
    info.messageSeverity = Severity::eWarning | Severity::eError;
    info.messageType = Type::eGeneral | Type::eValidation | Type::ePerformance;
    // Newer Vulkan-Hpp declares the callback with its own types, which are laid out alike.
    info.pfnUserCallback = reinterpret_cast<decltype(info.pfnUserCallback)>(
        reinterpret_cast<VulkanFunction>(&on_message));
    info.pUserData = const_cast<std::function<void(const std::string&)>*>(&report);
    return info;
}

bool has_debug_utils(const vk::raii::Context& context) {
    const auto extensions = context.enumerateInstanceExtensionProperties();
    return std::any_of(extensions.begin(), extensions.end(), [](const auto& extension) {
        return std::strcmp(extension.extensionName, VK_EXT_DEBUG_UTILS_EXTENSION_NAME) == 0;
    });
}

}  // namespace

Context::Context(const VulkanOptions& options) : context_(entry(loader_, options)) {
    try {
        create(options);
    } catch (...) {
        rethrow_as_machine_error("starting");
    }
}

void Context::create(const VulkanOptions& options) {
    debug_utils_ = has_debug_utils(context_);
    const bool validate = static_cast<bool>(options.validation);
    if (validate && !debug_utils_) {
        throw machine_error("validation needs VK_EXT_debug_utils, which the loader lacks");
    }

    vk::ApplicationInfo application;
    application.pApplicationName = "cavea";
    application.apiVersion = VK_API_VERSION_1_2;
    const auto feature = vk::ValidationFeatureEnableEXT::eSynchronizationValidation;
    vk::ValidationFeaturesEXT features;
    features.setEnabledValidationFeatures(feature);
    vk::DebugUtilsMessengerCreateInfoEXT messenger;

    std::vector<const char*> extensions;
    if (debug_utils_) extensions.push_back(VK_EXT_DEBUG_UTILS_EXTENSION_NAME);
    vk::InstanceCreateInfo info;
    info.pApplicationInfo = &application;
    if (validate) {
        report_ =
            std::make_unique<const std::function<void(const std::string&)>>(options.validation);
        messenger = messenger_info(*report_);
        messenger.pNext = &features;
        info.pNext = &messenger;
        extensions.push_back(VK_EXT_VALIDATION_FEATURES_EXTENSION_NAME);
        info.setPEnabledLayerNames(kValidationLayer);
    }
    info.setPEnabledExtensionNames(extensions);
    instance_.emplace(context_, info);
    if (validate) messenger_.emplace(*instance_, messenger_info(*report_));
}

}  // namespace cavea::gpu
