// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Fills buffers that only the device reads, once, while preparing: directly where the host reaches
// the device's memory, through one staging buffer elsewhere. Waits for every copy.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>

#include "renderer/vulkan/barriers.h"
#include "renderer/vulkan/buffer.h"
#include "renderer/vulkan/commands.h"
#include "renderer/vulkan/timeline.h"

namespace cavea::gpu {

class Uploader {
 public:
    /// \param staging  use the staging buffer even where none is needed
    /// \throws vk::SystemError
    Uploader(const Device& device, Timeline& timeline, const Barriers& barriers, bool staging);

    /// A buffer that fill() can fill.
    ///
    /// \throws as Buffer
    [[nodiscard]] Buffer make(std::size_t bytes, const std::string& name) const;

    /// \param write  given where the bytes belong, all of which it writes
    /// \throws vk::SystemError, std::runtime_error; whatever write throws
    void fill(const Buffer& buffer, std::size_t offset, std::size_t bytes,
              const std::function<void(std::byte*)>& write);

    /// Give the staging buffer back.
    void release() { staging_.reset(); }

 private:
    const Device& device_;
    Timeline& timeline_;
    const Barriers& barriers_;
    Memory memory_;
    Commands commands_;
    std::optional<Buffer> staging_;
};

}  // namespace cavea::gpu
