// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "renderer/vulkan/failure.h"

#include <fmt/core.h>

#include <new>

#include "renderer/vulkan/vk.h"

namespace cavea::gpu {
namespace {

std::string describe(vk::Result result) {
    switch (result) {
        case vk::Result::eErrorDeviceLost:
            return "the device was lost (VK_ERROR_DEVICE_LOST)";
        case vk::Result::eErrorOutOfDeviceMemory:
            return "the device has too little memory (VK_ERROR_OUT_OF_DEVICE_MEMORY)";
        case vk::Result::eErrorOutOfHostMemory:
            return "this machine has too little memory (VK_ERROR_OUT_OF_HOST_MEMORY)";
        case vk::Result::eErrorIncompatibleDriver:
            return "no Vulkan driver was found (VK_ERROR_INCOMPATIBLE_DRIVER)";
        case vk::Result::eErrorLayerNotPresent:
            return "the validation layer is not installed (VK_ERROR_LAYER_NOT_PRESENT)";
        default:
            return fmt::format("the driver answered {} ({})", vk::to_string(result),
                               static_cast<int>(result));
    }
}

}  // namespace

Error machine_error(std::string_view what) {
    const bool has_advice = what.find("; ") != std::string_view::npos;
    return Error(ErrorCode::Machine,
                 located("", "Vulkan",
                         fmt::format("{}{}use --engine cpu", what, has_advice ? ", or " : "; ")));
}

std::string describe_current_exception() {
    try {
        throw;
    } catch (const vk::SystemError& error) {
        return describe(static_cast<vk::Result>(error.code().value()));
    } catch (const std::bad_alloc&) {
        return "this machine has too little memory";
    } catch (const std::exception& error) {
        return printable(error.what(), 1000);
    }
}

void rethrow_as_machine_error(std::string_view doing) {
    try {
        throw;
    } catch (const Error&) {
        throw;
    } catch (...) {
        throw machine_error(fmt::format("{}: {}", doing, describe_current_exception()));
    }
}

}  // namespace cavea::gpu
