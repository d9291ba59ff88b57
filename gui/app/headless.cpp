// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/app/headless.h"

#include <imgui.h>

#include <algorithm>

#include "core/base/error.h"
#include "gui/view/ui.h"

namespace cavea::gui {
namespace {

constexpr int kMostLoadingFrames = 1800;

GpuOptions gpu_options(const HeadlessOptions& options) {
    GpuOptions out;
    out.device = options.device;
    out.validation = options.validation;
    return out;
}

ApplicationOptions application_options(const HeadlessOptions& options) {
    ApplicationOptions out;
    out.scripted = true;
    out.file = options.file;
    return out;
}

}  // namespace

Headless::Headless(const HeadlessOptions& options)
    : ui_(options.fonts),
      gpu_(gpu_options(options)),
      application_(application_options(options)),
      scale_(options.scale) {
    ui::set_up_scripted_input();
    ui::registry().enable(true);
    ui_.fit(scale_, "");
    PainterOptions painting;
    painting.multisample = options.multisample;
    painter_ = std::make_unique<Painter>(gpu_, painting);
    resize(options.width, options.height);
}

Headless::~Headless() {
    painter_->wait_idle();
    ui::registry().enable(false);
    ui::registry().begin_frame();
}

void Headless::resize(std::uint32_t width, std::uint32_t height) {
    painter_->wait_idle();
    const vk::Extent2D size(std::clamp(width, 1U, kLargestPicture),
                            std::clamp(height, 1U, kLargestPicture));
    target_ = std::make_unique<Offscreen>(gpu_, *painter_, size);
}

void Headless::set_scale(double scale) { scale_ = scale; }

void Headless::draw(Paint paint) {
    if (ui_.fit(scale_ * application_.ui_scale(), application_.characters())) {
        painter_->rebuild_fonts();
    }
    ImGuiIO& io = ImGui::GetIO();
    io.DisplaySize = {static_cast<float>(target_->size().width),
                      static_cast<float>(target_->size().height)};
    io.DeltaTime = static_cast<float>(kScriptedFrameS);
    painter_->begin_frame();
    painter_->scene().set_line_width(ui::scale());
    ui::registry().begin_frame();
    ImGui::NewFrame();
    application_.frame(painter_->scene(), kScriptedFrameS);
    ImGui::Render();
    if (paint == Paint::Yes) {
        painter_->paint(*ImGui::GetDrawData(), target_->framebuffer(), target_->size());
    }
}

void Headless::frame(Paint paint) {
    try {
        draw(paint);
    } catch (const vk::SystemError&) {
        rethrow_as_machine_error("drawing a frame");
    }
    application_.advance(kScriptedFrameS);
}

void Headless::wait_loaded() {
    int frames = 0;
    do {
        frame();
        if (++frames > kMostLoadingFrames) {
            throw refused("", "", "the mix is still loading after a minute of frames");
        }
    } while (application_.loading());
    frame();
}

Picture Headless::picture() {
    frame(Paint::Yes);
    return target_->picture();
}

}  // namespace cavea::gui
