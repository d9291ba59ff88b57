// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "renderer/vulkan/buffer.h"

#include <fmt/core.h>

#include <algorithm>
#include <stdexcept>

namespace cavea::gpu {
namespace {

// Vulkan has no empty buffers; a shape without rows still binds something.
constexpr std::size_t kSmallest = 256;

vk::BufferCreateInfo buffer_info(const Device& device, std::size_t bytes) {
    if (bytes > device.max_buffer_bytes()) {
        throw std::runtime_error(
            fmt::format("a buffer of {} MiB is wanted, the device allows {} MiB", bytes >> 20U,
                        device.max_buffer_bytes() >> 20U));
    }
    vk::BufferCreateInfo info;
    info.size = bytes;
    info.usage = vk::BufferUsageFlagBits::eStorageBuffer | vk::BufferUsageFlagBits::eTransferSrc |
                 vk::BufferUsageFlagBits::eTransferDst;
    return info;
}

Memory device_memory(const Device& device, Direction direction, bool staging) {
    const Memory direct =
        direction == Direction::ToDevice ? Memory::DeviceWrite : Memory::DeviceRead;
    return !staging && device.offers(direct) ? direct : Memory::Device;
}

}  // namespace

Buffer::Buffer(const Device& device, std::size_t bytes, Memory memory, const std::string& name)
    : bytes_(std::max(bytes, kSmallest)), buffer_(device.handle(), buffer_info(device, bytes_)) {
    const vk::MemoryRequirements needs = buffer_.getMemoryRequirements();
    const auto type = device.memory_type(memory, needs.memoryTypeBits);
    if (!type) throw std::runtime_error("the device has no memory of the kind that is needed");
    vk::MemoryAllocateInfo info;
    info.allocationSize = needs.size;
    info.memoryTypeIndex = *type;
    memory_.emplace(device.handle(), info);
    buffer_.bindMemory(**memory_, 0);
    if (memory != Memory::Device) mapped_ = memory_->mapMemory(0, VK_WHOLE_SIZE);
    device.name(buffer_, name);
    device.name(*memory_, name + " memory");
}

SharedBuffer::SharedBuffer(const Device& device, std::size_t bytes, Direction direction,
                           bool staging, const std::string& name)
    : bytes_(std::max(bytes, kSmallest)),
      direction_(direction),
      device_(device, bytes_, device_memory(device, direction, staging), name) {
    if (device_.mapped() != nullptr) return;
    host_.emplace(device, bytes_,
                  direction == Direction::ToDevice ? Memory::HostWrite : Memory::HostRead,
                  name + " staging");
}

void SharedBuffer::copy(const vk::raii::CommandBuffer& commands, std::size_t bytes) const {
    if (!host_ || bytes == 0) return;
    vk::BufferCopy region;
    region.size = bytes;
    const bool to_device = direction_ == Direction::ToDevice;
    commands.copyBuffer(to_device ? host_->handle() : device_.handle(),
                        to_device ? device_.handle() : host_->handle(), region);
}

}  // namespace cavea::gpu
