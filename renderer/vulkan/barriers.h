// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The barriers of a chunk, by name. In full mode each waits for everything instead: a result that
// changes then was racing.
#pragma once

#include "renderer/vulkan/vk.h"

namespace cavea::gpu {

class Barriers {
 public:
    explicit Barriers(bool full) : full_(full) {}

    /// Copies into device buffers happen before a shader reads them.
    void uploads_before_shaders(const vk::raii::CommandBuffer& commands) const;
    /// Buffers that were filled are so before a shader reads or overwrites them.
    void fills_before_shaders(const vk::raii::CommandBuffer& commands) const;
    /// What a shader wrote is there for the next dispatch to add to.
    void shaders_before_shaders(const vk::raii::CommandBuffer& commands) const;
    /// What shaders wrote is there to be copied out.
    void shaders_before_downloads(const vk::raii::CommandBuffer& commands) const;
    /// What shaders wrote is there for the host once the submit is done.
    void shaders_before_host(const vk::raii::CommandBuffer& commands) const;
    /// What was copied out is there for the host once the submit is done.
    void downloads_before_host(const vk::raii::CommandBuffer& commands) const;

 private:
    struct Side {
        vk::PipelineStageFlags stages;
        vk::AccessFlags access;
    };
    void record(const vk::raii::CommandBuffer& commands, Side before, Side after) const;
    bool full_;
};

}  // namespace cavea::gpu
