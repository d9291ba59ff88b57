// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "renderer/vulkan/loader.h"

#include <dlfcn.h>
#include <fmt/core.h>

#include "renderer/vulkan/failure.h"

namespace cavea::gpu {

void Loader::Close::operator()(void* library) const { dlclose(library); }

Loader::Loader(const char* library) : library_(dlopen(library, RTLD_NOW | RTLD_LOCAL)) {
    if (library_) {
        entry_ = reinterpret_cast<PFN_vkGetInstanceProcAddr>(
            dlsym(library_.get(), "vkGetInstanceProcAddr"));
    }
    if (entry_ == nullptr) {
        throw machine_error(fmt::format(
            "there is no Vulkan loader ({}) on this machine; install the Vulkan driver of the "
            "graphics card",
            library));
    }
}

}  // namespace cavea::gpu
