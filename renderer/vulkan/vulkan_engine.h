// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The Vulkan engine: pans on any Vulkan 1.2 device with push descriptors and timeline semaphores.
// Made by whoever chooses engines; used only through renderer/engine.h. No Vulkan header is needed
// to include this one, and no Vulkan loader to start a program that does.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "renderer/engine.h"

namespace cavea::gpu {

struct DeviceInfo {
    std::string name;                ///< "llvmpipe (LLVM 15.0.6, 256 bits)"
    std::string driver;              ///< driver name and version
    std::string api;                 ///< "1.3.230"
    std::string kind;                ///< "discrete", "integrated", "virtual", "cpu" or "other"
    bool cpu_type = false;           ///< a processor that plays GPU: taken only when named
    std::uint64_t memory_bytes = 0;  ///< device-local
    std::string problem;             ///< what is missing for cavea; empty when it can be used
};

struct DeviceList {
    std::vector<DeviceInfo> devices;  ///< in the order of their indices
    std::string reason;               ///< one line, why there are none; empty when there are some
};

/// Every Vulkan device of this machine. Having none is an answer, not an error.
[[nodiscard]] DeviceList list_devices();

/// Any function of Vulkan, as its loader hands it out.
using VulkanFunction = void (*)();

struct VulkanOptions {
    /// Index or a part of the name, upper and lower case alike; empty takes the best device that is
    /// not of CPU type.
    std::string device;
    /// Invocations of a workgroup; 0 chooses by device type. Does not change the result.
    std::uint32_t workgroup = 0;
    /// Copy through staging buffers even where device memory can be written directly.
    bool staging = false;
    /// Wait for everything at every barrier: slower, same result; tells a missing barrier from
    /// another fault.
    bool full_barriers = false;
    /// When set, the validation layer is switched on (core and synchronisation) and every warning
    /// and error comes here, on the thread that made the call.
    std::function<void(const std::string&)> validation;
    /// Where compiled pipelines are kept between runs; none = not kept.
    std::optional<std::filesystem::path> cache_folder;
    /// Bind no more than this of a buffer at once; 0 = what the device allows. For tests.
    std::uint64_t max_binding_bytes = 0;
    /// Given the loader's vkGetInstanceProcAddr, return the one to use instead. For tests that make
    /// Vulkan calls fail.
    std::function<VulkanFunction(VulkanFunction)> wrap_loader;
};

/// An engine on the chosen device. One thread at a time may use it.
///
/// \throws Error{Machine}  no loader, driver or fitting device; the device refuses; the message is
///                         one line that says what to do
[[nodiscard]] std::unique_ptr<Engine> make_vulkan_engine(const VulkanOptions& options);

}  // namespace cavea::gpu
