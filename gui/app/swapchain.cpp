// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/app/swapchain.h"

#include <algorithm>
#include <limits>

#include "core/base/error.h"

namespace cavea::gui {
namespace {

[[noreturn]] void fail(vk::Result result, const char* call) {
    if (result == vk::Result::eErrorDeviceLost) throw vk::DeviceLostError(call);
    throw vk::SystemError(vk::make_error_code(result), call);
}

vk::SurfaceFormatKHR surface_format(const Gpu& gpu) {
    const auto formats = gpu.physical().getSurfaceFormatsKHR(*gpu.surface());
    for (const vk::Format wanted : {vk::Format::eB8G8R8A8Unorm, vk::Format::eR8G8B8A8Unorm}) {
        for (const vk::SurfaceFormatKHR& format : formats) {
            if (format.format == wanted) return format;
        }
    }
    if (formats.empty()) {
        throw Error(ErrorCode::Machine, "Vulkan: the window has no format to draw in");
    }
    return formats.front();
}

vk::CompositeAlphaFlagBitsKHR opaque(const vk::SurfaceCapabilitiesKHR& can) {
    using Alpha = vk::CompositeAlphaFlagBitsKHR;
    return can.supportedCompositeAlpha & Alpha::eOpaque ? Alpha::eOpaque : Alpha::eInherit;
}

}  // namespace

vk::Format Swapchain::format_of(const Gpu& gpu) { return surface_format(gpu).format; }

void Swapchain::remake(const Painter& painter, vk::Extent2D window) {
    images_.clear();
    acquired_.clear();
    const vk::SurfaceCapabilitiesKHR can =
        gpu_.physical().getSurfaceCapabilitiesKHR(*gpu_.surface());
    constexpr std::uint32_t kOurs = std::numeric_limits<std::uint32_t>::max();
    size_ = can.currentExtent.width == kOurs ? window : can.currentExtent;
    size_.width = std::clamp(size_.width, can.minImageExtent.width, can.maxImageExtent.width);
    size_.height = std::clamp(size_.height, can.minImageExtent.height, can.maxImageExtent.height);
    stale_ = size_.width == 0 || size_.height == 0;
    if (stale_) return;  // minimised
    const vk::SurfaceFormatKHR format = surface_format(gpu_);
    std::uint32_t count = std::max(can.minImageCount, 2U) + 1;
    if (can.maxImageCount > 0) count = std::min(count, can.maxImageCount);
    vk::SwapchainCreateInfoKHR info({}, *gpu_.surface(), count, format.format, format.colorSpace,
                                    size_, 1, vk::ImageUsageFlagBits::eColorAttachment,
                                    vk::SharingMode::eExclusive, {}, can.currentTransform,
                                    opaque(can), vk::PresentModeKHR::eFifo, VK_TRUE, *chain_);
    vk::raii::SwapchainKHR made(gpu_.device(), info);
    chain_ = std::move(made);
    for (const VkImage image : chain_.getImages()) {
        Target target;
        target.view = {gpu_.device(),
                       vk::ImageViewCreateInfo({}, image, vk::ImageViewType::e2D, format.format, {},
                                               {vk::ImageAspectFlagBits::eColor, 0, 1, 0, 1})};
        const vk::ImageView view = *target.view;
        target.framebuffer = {
            gpu_.device(),
            vk::FramebufferCreateInfo({}, painter.pass(), view, size_.width, size_.height, 1)};
        target.painted = {gpu_.device(), vk::SemaphoreCreateInfo()};
        images_.push_back(std::move(target));
    }
    for (std::size_t i = 0; i <= images_.size(); ++i) {
        acquired_.emplace_back(gpu_.device(), vk::SemaphoreCreateInfo());
    }
    turn_ = 0;
}

void Swapchain::show(Painter& painter, ImDrawData& data) {
    const auto& call = *gpu_.device().getDispatcher();
    turn_ = (turn_ + 1) % acquired_.size();
    const vk::Semaphore acquired = *acquired_[turn_];
    std::uint32_t index = 0;
    // The plain calls: a window that changed is an answer here, not an exception.
    const auto got = static_cast<vk::Result>(call.vkAcquireNextImageKHR(
        *gpu_.device(), *chain_, std::numeric_limits<std::uint64_t>::max(), acquired, nullptr,
        &index));
    if (got == vk::Result::eErrorOutOfDateKHR) {
        stale_ = true;
        return;
    }
    if (got != vk::Result::eSuccess && got != vk::Result::eSuboptimalKHR) {
        fail(got, "vkAcquireNextImageKHR");
    }
    Target& target = images_[index];
    painter.paint(data, *target.framebuffer, size_, acquired, *target.painted);
    const vk::Semaphore painted = *target.painted;
    const vk::SwapchainKHR chain = *chain_;
    const vk::PresentInfoKHR info(painted, chain, index);
    const auto shown = static_cast<vk::Result>(
        call.vkQueuePresentKHR(*gpu_.queue(), &static_cast<const VkPresentInfoKHR&>(info)));
    if (shown == vk::Result::eErrorOutOfDateKHR || shown == vk::Result::eSuboptimalKHR ||
        got == vk::Result::eSuboptimalKHR) {
        stale_ = true;
    } else if (shown != vk::Result::eSuccess) {
        fail(shown, "vkQueuePresentKHR");
    }
}

}  // namespace cavea::gui
