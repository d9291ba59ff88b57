// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "renderer/vulkan/timeline.h"

namespace cavea::gpu {
namespace {

vk::raii::Semaphore make_semaphore(const Device& device) {
    vk::SemaphoreTypeCreateInfo type;
    type.semaphoreType = vk::SemaphoreType::eTimeline;
    vk::SemaphoreCreateInfo info;
    info.pNext = &type;
    return {device.handle(), info};
}

}  // namespace

Timeline::Timeline(const Device& device, const std::string& name)
    : device_(device), semaphore_(make_semaphore(device)) {
    device.name(semaphore_, name);
}

std::uint64_t Timeline::submit(const vk::raii::CommandBuffer& commands) {
    const std::uint64_t value = latest_ + 1;
    vk::TimelineSemaphoreSubmitInfo values;
    values.setSignalSemaphoreValues(value);
    vk::SubmitInfo info;
    info.pNext = &values;
    info.setCommandBuffers(*commands);
    info.setSignalSemaphores(*semaphore_);
    device_.queue().submit(info);
    latest_ = value;
    return value;
}

bool Timeline::wait(std::uint64_t value, std::chrono::nanoseconds patience) const {
    vk::SemaphoreWaitInfo info;
    info.setSemaphores(*semaphore_);
    info.setValues(value);
    const auto limit = static_cast<std::uint64_t>(patience.count());
    return device_.handle().waitSemaphores(info, limit) == vk::Result::eSuccess;
}

}  // namespace cavea::gpu
