// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/render/gpu_memory.h"

namespace cavea::gui {

Image::Image(const Gpu& gpu, vk::Format format, vk::Extent2D size, vk::SampleCountFlagBits samples,
             vk::ImageUsageFlags usage, vk::ImageAspectFlags aspect)
    : size_(size) {
    vk::ImageCreateInfo info({}, vk::ImageType::e2D, format, {size.width, size.height, 1}, 1, 1,
                             samples, vk::ImageTiling::eOptimal, usage);
    image_ = vk::raii::Image(gpu.device(), info);
    const vk::MemoryRequirements needs = image_.getMemoryRequirements();
    memory_ = vk::raii::DeviceMemory(
        gpu.device(), vk::MemoryAllocateInfo(
                          needs.size, gpu.memory_type(needs.memoryTypeBits,
                                                      vk::MemoryPropertyFlagBits::eDeviceLocal)));
    image_.bindMemory(*memory_, 0);
    view_ = vk::raii::ImageView(
        gpu.device(), vk::ImageViewCreateInfo({}, *image_, vk::ImageViewType::e2D, format, {},
                                              {aspect, 0, 1, 0, 1}));
}

HostBuffer::HostBuffer(const Gpu& gpu, std::size_t bytes, vk::BufferUsageFlags usage) {
    using Property = vk::MemoryPropertyFlagBits;
    buffer_ = vk::raii::Buffer(gpu.device(), vk::BufferCreateInfo({}, bytes, usage));
    const vk::MemoryRequirements needs = buffer_.getMemoryRequirements();
    memory_ = vk::raii::DeviceMemory(
        gpu.device(),
        vk::MemoryAllocateInfo(needs.size,
                               gpu.memory_type(needs.memoryTypeBits,
                                               Property::eHostVisible | Property::eHostCoherent)));
    buffer_.bindMemory(*memory_, 0);
    bytes_ = {static_cast<std::byte*>(memory_.mapMemory(0, VK_WHOLE_SIZE)), bytes};
}

}  // namespace cavea::gui
