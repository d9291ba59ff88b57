// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/app/offscreen.h"

#include <cstring>

namespace cavea::gui {

Offscreen::Offscreen(const Gpu& gpu, const Painter& painter, vk::Extent2D size)
    : gpu_(gpu),
      image_(gpu, vk::Format::eR8G8B8A8Unorm, size, vk::SampleCountFlagBits::e1,
             vk::ImageUsageFlagBits::eColorAttachment | vk::ImageUsageFlagBits::eTransferSrc,
             vk::ImageAspectFlagBits::eColor) {
    const vk::ImageView view = image_.view();
    framebuffer_ = {gpu.device(), vk::FramebufferCreateInfo({}, painter.pass(), view, size.width,
                                                            size.height, 1)};
}

Picture Offscreen::picture() const {
    const vk::Extent2D size = image_.size();
    Picture out{size.width, size.height, {}};
    out.rgba.resize(std::size_t{size.width} * size.height * 4);
    const HostBuffer pixels(gpu_, out.rgba.size(), vk::BufferUsageFlagBits::eTransferDst);
    const vk::raii::CommandPool pool(gpu_.device(), vk::CommandPoolCreateInfo({}, gpu_.family()));
    const auto& call = *gpu_.device().getDispatcher();
    const vk::CommandBuffer commands =
        (*gpu_.device())
            .allocateCommandBuffers({*pool, vk::CommandBufferLevel::ePrimary, 1}, call)[0];
    commands.begin(vk::CommandBufferBeginInfo(), call);
    const vk::BufferImageCopy region(0, 0, 0, {vk::ImageAspectFlagBits::eColor, 0, 0, 1}, {},
                                     {size.width, size.height, 1});
    commands.copyImageToBuffer(image_.image(), vk::ImageLayout::eTransferSrcOptimal,
                               pixels.buffer(), region, call);
    const vk::MemoryBarrier to_host(vk::AccessFlagBits::eTransferWrite,
                                    vk::AccessFlagBits::eHostRead);
    commands.pipelineBarrier(vk::PipelineStageFlagBits::eTransfer, vk::PipelineStageFlagBits::eHost,
                             {}, to_host, {}, {}, call);
    commands.end(call);
    vk::SubmitInfo submit;
    submit.setCommandBuffers(commands);
    gpu_.queue().submit(submit);
    gpu_.device().waitIdle();
    std::memcpy(out.rgba.data(), pixels.bytes().data(), out.rgba.size());
    return out;
}

}  // namespace cavea::gui
