// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Images and buffers with their memory.
#pragma once

#include <cstddef>
#include <span>

#include "gui/render/gpu.h"

namespace cavea::gui {

/// An image that is drawn into, with a view of all of it.
class Image {
 public:
    Image() = default;
    Image(const Gpu& gpu, vk::Format format, vk::Extent2D size, vk::SampleCountFlagBits samples,
          vk::ImageUsageFlags usage, vk::ImageAspectFlags aspect);
    [[nodiscard]] vk::Image image() const { return *image_; }
    [[nodiscard]] vk::ImageView view() const { return *view_; }
    [[nodiscard]] vk::Extent2D size() const { return size_; }

 private:
    vk::raii::DeviceMemory memory_{nullptr};
    vk::raii::Image image_{nullptr};
    vk::raii::ImageView view_{nullptr};
    vk::Extent2D size_;
};

/// Memory that the host writes or reads and the device sees at once.
class HostBuffer {
 public:
    HostBuffer() = default;
    HostBuffer(const Gpu& gpu, std::size_t bytes, vk::BufferUsageFlags usage);
    [[nodiscard]] vk::Buffer buffer() const { return *buffer_; }
    [[nodiscard]] std::span<std::byte> bytes() const { return bytes_; }

 private:
    vk::raii::DeviceMemory memory_{nullptr};
    vk::raii::Buffer buffer_{nullptr};
    std::span<std::byte> bytes_;  ///< mapped as long as the memory lives
};

}  // namespace cavea::gui
