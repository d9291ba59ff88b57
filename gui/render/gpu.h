// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The window's own Vulkan instance and device: apart from the engine's, so that neither waits for
// the other's queue and a lost device of one leaves the other alone. Made by gui/app.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "gui/render/vk.h"

namespace cavea::gui {

struct GpuOptions {
    std::string device;                            ///< part of its name; empty = the best one
    std::vector<const char*> instance_extensions;  ///< that the window system needs
    /// Makes the surface to present to; empty without a window. The handle is owned by the Gpu.
    std::function<VkSurfaceKHR(VkInstance)> make_surface;
    /// When set, the validation layer is switched on and every warning and error goes here.
    std::function<void(const std::string&)> validation;
};

class Gpu {
 public:
    /// \throws Error{Machine}  no driver, no device that draws (to the surface), no validation
    /// layer
    explicit Gpu(GpuOptions options);
    Gpu(const Gpu&) = delete;
    Gpu& operator=(const Gpu&) = delete;
    ~Gpu();

    [[nodiscard]] const vk::raii::Instance& instance() const { return instance_; }
    [[nodiscard]] const vk::raii::PhysicalDevice& physical() const { return physical_; }
    [[nodiscard]] const vk::raii::Device& device() const { return device_; }
    [[nodiscard]] const vk::raii::Queue& queue() const { return queue_; }
    [[nodiscard]] const vk::raii::SurfaceKHR& surface() const { return surface_; }
    [[nodiscard]] std::uint32_t family() const { return family_; }
    [[nodiscard]] const std::string& name() const { return name_; }
    /// Widest line that may be drawn, pixels; 1 on devices that know one width only.
    [[nodiscard]] float widest_line() const { return widest_line_; }
    /// Index of a memory type that is allowed and has these properties.
    ///
    /// \throws Error{Machine}  there is none
    [[nodiscard]] std::uint32_t memory_type(std::uint32_t allowed,
                                            vk::MemoryPropertyFlags wanted) const;

 private:
    void make_instance();
    void choose_device();
    void make_device();

    GpuOptions options_;
    vk::raii::Context context_;
    vk::raii::Instance instance_{nullptr};
    vk::raii::DebugUtilsMessengerEXT messenger_{nullptr};
    vk::raii::SurfaceKHR surface_{nullptr};
    vk::raii::PhysicalDevice physical_{nullptr};
    vk::raii::Device device_{nullptr};
    vk::raii::Queue queue_{nullptr};
    vk::PhysicalDeviceMemoryProperties memory_;
    std::uint32_t family_ = 0;
    std::string name_;
    float widest_line_ = 1;
};

/// Inside catch (...): throw the current exception as Error{Machine}, "DOING: what"; ours pass.
[[noreturn]] void rethrow_as_machine_error(const std::string& doing);

}  // namespace cavea::gui
