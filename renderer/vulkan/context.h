// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The Vulkan instance of one engine, with the validation layer when asked for. What comes before a
// device is chosen.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "renderer/vulkan/loader.h"
#include "renderer/vulkan/vk.h"
#include "renderer/vulkan/vulkan_engine.h"

namespace cavea::gpu {

class Context {
 public:
    /// \throws Error{Machine}  no loader, no driver, no validation layer though asked for
    explicit Context(const VulkanOptions& options);

    [[nodiscard]] const vk::raii::Instance& instance() const { return *instance_; }
    /// VK_EXT_debug_utils is there: objects can be named.
    [[nodiscard]] bool debug_utils() const { return debug_utils_; }

 private:
    void create(const VulkanOptions& options);

    Loader loader_;
    vk::raii::Context context_;
    // On the heap, since the messenger keeps its address.
    std::unique_ptr<const std::function<void(const std::string&)>> report_;
    bool debug_utils_ = false;
    std::optional<vk::raii::Instance> instance_;
    std::optional<vk::raii::DebugUtilsMessengerEXT> messenger_;
};

}  // namespace cavea::gpu
