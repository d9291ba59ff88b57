// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "renderer/vulkan/uploader.h"

#include <stdexcept>

namespace cavea::gpu {
namespace {

// A copy takes milliseconds.
constexpr std::chrono::seconds kPatience{60};

}  // namespace

Uploader::Uploader(const Device& device, Timeline& timeline, const Barriers& barriers, bool staging)
    : device_(device),
      timeline_(timeline),
      barriers_(barriers),
      memory_(!staging && device.offers(Memory::DeviceWrite) ? Memory::DeviceWrite
                                                             : Memory::Device),
      commands_(device, "upload commands") {}

Buffer Uploader::make(std::size_t bytes, const std::string& name) const {
    return {device_, bytes, memory_, name};
}

void Uploader::fill(const Buffer& buffer, std::size_t offset, std::size_t bytes,
                    const std::function<void(std::byte*)>& write) {
    if (bytes == 0) return;
    if (buffer.mapped() != nullptr) {
        write(static_cast<std::byte*>(buffer.mapped()) + offset);
        return;
    }
    if (!staging_ || staging_->bytes() < bytes) {
        staging_.reset();
        staging_.emplace(device_, bytes, Memory::HostWrite, "upload staging");
    }
    write(static_cast<std::byte*>(staging_->mapped()));
    const auto& commands = commands_.begin();
    commands.copyBuffer(staging_->handle(), buffer.handle(), vk::BufferCopy(0, offset, bytes));
    // Orders the shaders of later submits as well.
    barriers_.uploads_before_shaders(commands);
    commands.end();
    if (!timeline_.wait(timeline_.submit(commands), kPatience)) {
        throw std::runtime_error("no answer to an upload");
    }
}

}  // namespace cavea::gpu
