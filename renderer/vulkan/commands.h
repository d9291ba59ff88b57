// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// One command buffer that is recorded anew for every submit, with the pool that it comes from.
#pragma once

#include <string>

#include "renderer/vulkan/device.h"

namespace cavea::gpu {

class Commands {
 public:
    /// \throws vk::SystemError
    Commands(const Device& device, const std::string& name);

    /// Forget what was recorded and begin. The device must be done with it.
    ///
    /// \throws vk::SystemError
    [[nodiscard]] const vk::raii::CommandBuffer& begin();

 private:
    vk::raii::CommandPool pool_;
    vk::raii::CommandBuffer commands_;
};

}  // namespace cavea::gpu
