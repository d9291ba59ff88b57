// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// An open device: the VkDevice, its one queue, its limits, and the names of objects for debuggers.
// Every other part of this folder is made from it and dies before it.
#pragma once

#include <cstdint>
#include <string>

#include "renderer/vulkan/context.h"
#include "renderer/vulkan/device_choice.h"
#include "renderer/vulkan/vk.h"

namespace cavea::gpu {

/// Where a buffer lives.
enum class Memory {
    Device,       ///< only the device sees it
    DeviceWrite,  ///< the device's own, and the host may write it
    DeviceRead,   ///< the device's own, and the host reads it fast
    HostWrite,    ///< the host writes it, the device copies from it
    HostRead,     ///< the device copies to it, the host reads it
};

class Device {
 public:
    /// \throws Error{Machine}  no device fits the options, or the driver refuses
    explicit Device(const VulkanOptions& options);

    [[nodiscard]] const vk::raii::Device& handle() const { return *device_; }
    [[nodiscard]] const vk::raii::Queue& queue() const { return *queue_; }
    [[nodiscard]] std::uint32_t queue_family() const { return family_; }
    [[nodiscard]] const DeviceInfo& info() const { return info_; }
    [[nodiscard]] const vk::PhysicalDeviceProperties& properties() const { return properties_; }
    [[nodiscard]] const vk::PhysicalDeviceLimits& limits() const { return properties_.limits; }
    /// Bytes of a buffer that one binding may show.
    [[nodiscard]] std::uint64_t max_binding_bytes() const { return max_binding_bytes_; }
    /// Bytes of the largest buffer.
    [[nodiscard]] std::uint64_t max_buffer_bytes() const { return max_buffer_bytes_; }
    /// Device, driver, driver version and UUID: what decides the bits of a result.
    [[nodiscard]] std::string identity() const;

    /// Host-coherent memory types only, where the host looks at all: nothing is ever flushed.
    ///
    /// \return nothing when the device has no such memory among \p allowed_types
    [[nodiscard]] std::optional<std::uint32_t> memory_type(Memory memory,
                                                           std::uint32_t allowed_types) const;
    /// \return true when a large buffer may live in such memory
    [[nodiscard]] bool offers(Memory memory) const {
        return memory_type(memory, ~std::uint32_t{0}).has_value();
    }

    /// Give an object the name that validation messages and debuggers show.
    template <class Handle>
    void name(const Handle& handle, const std::string& text) const {
        using Raw = typename Handle::CType;
        set_name(Handle::objectType, reinterpret_cast<std::uint64_t>(static_cast<Raw>(*handle)),
                 text);
    }

 private:
    void open();
    void set_name(vk::ObjectType type, std::uint64_t handle, const std::string& text) const;

    Context context_;
    std::optional<vk::raii::PhysicalDevice> physical_;
    DeviceInfo info_;
    vk::PhysicalDeviceProperties properties_;
    vk::PhysicalDeviceMemoryProperties memory_;
    std::uint64_t max_binding_bytes_ = 0;
    std::uint64_t max_buffer_bytes_ = 0;
    std::uint32_t family_ = 0;
    std::optional<vk::raii::Device> device_;
    std::optional<vk::raii::Queue> queue_;
};

}  // namespace cavea::gpu
