// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The pass behind ViewScene: keeps an image per view, draws the views that changed before the
// window's own pass, and shows their images inside it at the place where the list asked for them.
// The packaged ImGui back end knows no textures but its fonts, so the image is drawn by a callback
// in the draw list. One thread; up to kFrames frames under way.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>

struct ImDrawList;

#include "gui/render/gpu.h"
#include "gui/render/scene_pass.h"

namespace cavea::gui {

struct SceneRendererOptions {
    bool multisample = true;  ///< four samples a pixel, where the device can
    vk::RenderPass ui_pass;   ///< in which pictures are shown, one sample a pixel
};

class SceneRenderer {
 public:
    static constexpr std::size_t kFrames = 2;

    /// \throws Error{Machine}  the device refuses
    SceneRenderer(const Gpu& gpu, const SceneRendererOptions& options);
    SceneRenderer(const SceneRenderer&) = delete;
    SceneRenderer& operator=(const SceneRenderer&) = delete;
    /// \pre the device is idle
    ~SceneRenderer();

    /// Width of lines from now on, pixels; devices that know one width only draw that.
    void set_line_width(double pixels);
    /// \param slot  0..kFrames-1: its memory is written anew, so its last frame must be finished
    void begin_frame(std::size_t slot);
    /// Show this view over its rectangle, in the order of the list. A view of less than a pixel is
    /// left out.
    void draw(ImDrawList& list, ViewScene scene);
    /// Draw the views that differ from what their image shows; outside of any render pass, before
    /// the ui pass. The callbacks of draw() record into the same commands afterwards.
    void record(vk::CommandBuffer commands);
    /// Views that the last record() had to draw.
    [[nodiscard]] std::size_t redrawn() const;

 private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace cavea::gui
