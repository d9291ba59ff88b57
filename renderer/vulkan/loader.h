// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The Vulkan loader, opened at run time: a machine without one gets a message instead of a program
// that does not start.
#pragma once

#include <memory>

#include "renderer/vulkan/vk.h"

namespace cavea::gpu {

class Loader {
 public:
    /// \throws Error{Machine}  there is no such library or it is not a loader
    explicit Loader(const char* library = "libvulkan.so.1");
    [[nodiscard]] PFN_vkGetInstanceProcAddr get_instance_proc_addr() const { return entry_; }

 private:
    struct Close {
        void operator()(void* library) const;
    };
    std::unique_ptr<void, Close> library_;
    PFN_vkGetInstanceProcAddr entry_ = nullptr;
};

}  // namespace cavea::gpu
