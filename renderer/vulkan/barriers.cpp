// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "renderer/vulkan/barriers.h"

namespace cavea::gpu {

using Stage = vk::PipelineStageFlagBits;
using Access = vk::AccessFlagBits;

void Barriers::record(const vk::raii::CommandBuffer& commands, Side before, Side after) const {
    vk::MemoryBarrier barrier(before.access, after.access);
    if (full_) {
        constexpr auto kAny = Access::eMemoryRead | Access::eMemoryWrite;
        before = {Stage::eAllCommands, kAny};
        after = {Stage::eAllCommands | Stage::eHost, kAny};
        barrier = {kAny, kAny | Access::eHostRead};
    }
    commands.pipelineBarrier(before.stages, after.stages, {}, barrier, nullptr, nullptr);
}

void Barriers::uploads_before_shaders(const vk::raii::CommandBuffer& commands) const {
    record(commands, {Stage::eTransfer, Access::eTransferWrite},
           {Stage::eComputeShader, Access::eShaderRead});
}

void Barriers::fills_before_shaders(const vk::raii::CommandBuffer& commands) const {
    record(commands, {Stage::eTransfer, Access::eTransferWrite},
           {Stage::eComputeShader, Access::eShaderRead | Access::eShaderWrite});
}

void Barriers::shaders_before_shaders(const vk::raii::CommandBuffer& commands) const {
    record(commands, {Stage::eComputeShader, Access::eShaderWrite},
           {Stage::eComputeShader, Access::eShaderRead | Access::eShaderWrite});
}

void Barriers::shaders_before_downloads(const vk::raii::CommandBuffer& commands) const {
    record(commands, {Stage::eComputeShader, Access::eShaderWrite},
           {Stage::eTransfer, Access::eTransferRead});
}

void Barriers::shaders_before_host(const vk::raii::CommandBuffer& commands) const {
    record(commands, {Stage::eComputeShader, Access::eShaderWrite},
           {Stage::eHost, Access::eHostRead});
}

void Barriers::downloads_before_host(const vk::raii::CommandBuffer& commands) const {
    record(commands, {Stage::eTransfer, Access::eTransferWrite}, {Stage::eHost, Access::eHostRead});
}

}  // namespace cavea::gpu
