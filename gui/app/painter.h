// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A frame on the device: ImGui's Vulkan back end, the pictures of the room, and the commands of the
// frames under way. Paints into any framebuffer of its format: a window's or an image's.
#pragma once

#include <array>
#include <cstddef>
#include <memory>

struct ImDrawData;

#include "gui/render/gpu.h"
#include "gui/render/scene_renderer.h"

namespace cavea::gui {

struct PainterOptions {
    vk::Format format = vk::Format::eR8G8B8A8Unorm;
    vk::ImageLayout final_layout = vk::ImageLayout::eTransferSrcOptimal;
    std::uint32_t images = 2;  ///< of the swapchain
    bool multisample = true;
};

/// One at a time: ImGui's back end is one per process.
class Painter {
 public:
    /// \pre an ImGui context with built fonts
    /// \throws Error{Machine}  the device refuses
    Painter(const Gpu& gpu, const PainterOptions& options);
    Painter(const Painter&) = delete;
    Painter& operator=(const Painter&) = delete;
    ~Painter();

    [[nodiscard]] vk::RenderPass pass() const { return *pass_; }
    [[nodiscard]] SceneRenderer& scene() { return *scene_; }
    /// The atlas has changed: bring the new one to the device.
    void rebuild_fonts();
    /// Before ImGui::NewFrame(): waits for the frame before the last one.
    void begin_frame();
    /// Paint what ImGui::Render() made and submit it.
    ///
    /// \param after  waited for before colours are written; null = nothing
    /// \param then   signalled when done; null = nothing
    void paint(ImDrawData& data, vk::Framebuffer target, vk::Extent2D size,
               vk::Semaphore after = {}, vk::Semaphore then = {});
    /// A lost device is idle.
    void wait_idle() const noexcept;

 private:
    struct Slot {
        vk::raii::CommandPool pool{nullptr};
        vk::raii::Fence done{nullptr};
        vk::CommandBuffer commands;
    };

    void start_back_end();
    void upload_fonts();

    const Gpu& gpu_;
    PainterOptions options_;
    vk::raii::RenderPass pass_{nullptr};
    vk::raii::DescriptorPool pool_{nullptr};
    std::array<Slot, SceneRenderer::kFrames> slots_;
    std::size_t slot_ = 0;
    std::unique_ptr<SceneRenderer> scene_;
};

}  // namespace cavea::gui
