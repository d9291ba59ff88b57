// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A compute pipeline with push descriptors and typed push constants. Specialisation constant 0 is
// the workgroup size, as in every shader here; what more a shader has is numbered from 1.
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "renderer/vulkan/device.h"

namespace cavea::gpu {

/// A stretch of a buffer; offset is a multiple of 256, which every device allows.
struct Binding {
    vk::Buffer buffer;
    std::size_t offset = 0;
    std::size_t bytes = 0;
};

struct Groups {
    std::uint32_t x = 1;
    std::uint32_t y = 1;
};

class AnyKernel {
 public:
    /// \param bindings    storage buffers 0.. of set 0
    /// \param push_bytes  size of the push constants
    /// \param constants   specialisation constants 0..
    /// \throws vk::SystemError
    AnyKernel(const Device& device, const vk::raii::PipelineCache& cache,
              std::span<const std::uint32_t> spirv, std::uint32_t bindings,
              std::uint32_t push_bytes, std::span<const std::uint32_t> constants,
              const std::string& name);

 protected:
    void dispatch_raw(const vk::raii::CommandBuffer& commands, std::span<const Binding> bindings,
                      std::span<const std::byte> push, Groups groups) const;

 private:
    vk::raii::DescriptorSetLayout set_layout_;
    vk::raii::PipelineLayout layout_;
    vk::raii::Pipeline pipeline_;
};

template <class Push>
class Kernel : public AnyKernel {
 public:
    static_assert(sizeof(Push) <= 128, "no more is guaranteed");
    Kernel(const Device& device, const vk::raii::PipelineCache& cache,
           std::span<const std::uint32_t> spirv, std::uint32_t bindings, std::uint32_t workgroup,
           const std::string& name)
        : Kernel(device, cache, spirv, bindings, std::span(&workgroup, 1), name) {}
    Kernel(const Device& device, const vk::raii::PipelineCache& cache,
           std::span<const std::uint32_t> spirv, std::uint32_t bindings,
           std::span<const std::uint32_t> constants, const std::string& name)
        : AnyKernel(device, cache, spirv, bindings, sizeof(Push), constants, name) {}

    /// Record one dispatch. Bindings are those of the shader, in order.
    void dispatch(const vk::raii::CommandBuffer& commands, std::span<const Binding> bindings,
                  const Push& push, Groups groups) const {
        dispatch_raw(commands, bindings, std::as_bytes(std::span(&push, 1)), groups);
    }
};

}  // namespace cavea::gpu
