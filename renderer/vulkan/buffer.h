// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A buffer with memory of its own, and the pair of buffers that carries data between host and
// device: one buffer where the device's memory can be reached directly, two and a copy elsewhere.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "renderer/vulkan/device.h"

namespace cavea::gpu {

/// Storage buffer that may also be copied from and to.
class Buffer {
 public:
    /// \throws vk::SystemError, std::runtime_error  too little memory, or none of that kind
    Buffer(const Device& device, std::size_t bytes, Memory memory, const std::string& name);

    [[nodiscard]] vk::Buffer handle() const { return *buffer_; }
    [[nodiscard]] std::size_t bytes() const { return bytes_; }
    /// The bytes as the host sees them; null for Memory::Device.
    [[nodiscard]] void* mapped() const { return mapped_; }

 private:
    std::size_t bytes_;
    // Memory must outlive the buffer that is bound to it.
    std::optional<vk::raii::DeviceMemory> memory_;
    vk::raii::Buffer buffer_;
    void* mapped_ = nullptr;
};

enum class Direction { ToDevice, ToHost };

class SharedBuffer {
 public:
    /// \param staging  use two buffers even where one would do
    /// \throws as Buffer
    SharedBuffer(const Device& device, std::size_t bytes, Direction direction, bool staging,
                 const std::string& name);

    [[nodiscard]] std::size_t bytes() const { return bytes_; }
    /// What shaders bind.
    [[nodiscard]] vk::Buffer device() const { return device_.handle(); }
    /// What the host reads or writes.
    template <class T>
    [[nodiscard]] T* host() const {
        return static_cast<T*>((host_ ? *host_ : device_).mapped());
    }
    [[nodiscard]] bool staged() const { return host_.has_value(); }
    /// Record the copy of the first \p bytes in the buffer's direction; nothing unless staged().
    void copy(const vk::raii::CommandBuffer& commands, std::size_t bytes) const;

 private:
    std::size_t bytes_;
    Direction direction_;
    Buffer device_;
    std::optional<Buffer> host_;
};

}  // namespace cavea::gpu
