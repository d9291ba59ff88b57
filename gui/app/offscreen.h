// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// An image to paint into where there is no window, and its pixels.
#pragma once

#include "gui/app/painter.h"
#include "gui/app/png_file.h"
#include "gui/render/gpu_memory.h"

namespace cavea::gui {

class Offscreen {
 public:
    Offscreen(const Gpu& gpu, const Painter& painter, vk::Extent2D size);

    [[nodiscard]] vk::Extent2D size() const { return image_.size(); }
    [[nodiscard]] vk::Framebuffer framebuffer() const { return *framebuffer_; }
    /// What was painted last; waits for it.
    [[nodiscard]] Picture picture() const;

 private:
    const Gpu& gpu_;
    Image image_;
    vk::raii::Framebuffer framebuffer_{nullptr};
};

}  // namespace cavea::gui
