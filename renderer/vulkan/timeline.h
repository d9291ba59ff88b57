// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A timeline semaphore counting the submits of one queue.
#pragma once

#include <chrono>
#include <cstdint>

#include "renderer/vulkan/device.h"

namespace cavea::gpu {

class Timeline {
 public:
    /// \throws vk::SystemError
    Timeline(const Device& device, const std::string& name);

    /// Hand recorded commands to the queue.
    ///
    /// \return the value that the timeline reaches when they are done; grows by 1
    /// \throws vk::SystemError  nothing was handed over
    [[nodiscard]] std::uint64_t submit(const vk::raii::CommandBuffer& commands);

    /// \return true when the value is reached, false when \p patience is over first
    /// \throws vk::SystemError  device lost
    [[nodiscard]] bool wait(std::uint64_t value, std::chrono::nanoseconds patience) const;

    /// The value of the latest submit; 0 before the first.
    [[nodiscard]] std::uint64_t latest() const { return latest_; }

 private:
    const Device& device_;
    vk::raii::Semaphore semaphore_;
    std::uint64_t latest_ = 0;
};

}  // namespace cavea::gpu
