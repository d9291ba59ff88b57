// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The images of a window: made anew whenever its size changes, with the semaphores between the
// desktop and our frames.
#pragma once

#include <optional>
#include <vector>

#include "gui/app/painter.h"

struct ImDrawData;

namespace cavea::gui {

class Swapchain {
 public:
    explicit Swapchain(const Gpu& gpu) : gpu_(gpu) {}
    Swapchain(const Swapchain&) = delete;
    Swapchain& operator=(const Swapchain&) = delete;
    ~Swapchain() = default;

    /// What the surface can show without converting colours: 8 bit, not sRGB.
    [[nodiscard]] static vk::Format format_of(const Gpu& gpu);
    /// Images for a window of this size; nothing while it has none.
    ///
    /// \pre the device is idle
    void remake(const Painter& painter, vk::Extent2D window);
    [[nodiscard]] bool usable() const { return !images_.empty() && !stale_; }
    [[nodiscard]] std::uint32_t images() const {
        return static_cast<std::uint32_t>(images_.size());
    }
    [[nodiscard]] vk::Extent2D size() const { return size_; }
    /// Paint a frame and show it; afterwards usable() may be false.
    void show(Painter& painter, ImDrawData& data);

 private:
    struct Target {
        vk::raii::ImageView view{nullptr};
        vk::raii::Framebuffer framebuffer{nullptr};
        vk::raii::Semaphore painted{nullptr};
    };

    const Gpu& gpu_;
    vk::raii::SwapchainKHR chain_{nullptr};
    std::vector<Target> images_;
    std::vector<vk::raii::Semaphore> acquired_;  ///< one more than images, used in turn
    std::size_t turn_ = 0;
    vk::Extent2D size_;
    bool stale_ = true;
};

}  // namespace cavea::gui
