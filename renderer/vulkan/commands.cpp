// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "renderer/vulkan/commands.h"

#include <utility>

namespace cavea::gpu {
namespace {

vk::raii::CommandBuffer allocate(const Device& device, const vk::raii::CommandPool& pool) {
    const vk::CommandBufferAllocateInfo info(*pool, vk::CommandBufferLevel::ePrimary, 1);
    return std::move(vk::raii::CommandBuffers(device.handle(), info).front());
}

}  // namespace

Commands::Commands(const Device& device, const std::string& name)
    : pool_(device.handle(), vk::CommandPoolCreateInfo({}, device.queue_family())),
      commands_(allocate(device, pool_)) {
    device.name(pool_, name + " pool");
    device.name(commands_, name);
}

const vk::raii::CommandBuffer& Commands::begin() {
    pool_.reset();
    commands_.begin(vk::CommandBufferBeginInfo(vk::CommandBufferUsageFlagBits::eOneTimeSubmit));
    return commands_;
}

}  // namespace cavea::gpu
