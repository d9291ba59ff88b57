// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The studio without a window: the same views, painted into an image, fed by a script. Time is a
// counter of frames, so the same script gives the same picture to the bit on one machine.
#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "gui/app/application.h"
#include "gui/app/offscreen.h"
#include "gui/app/painter.h"
#include "gui/app/ui_context.h"

namespace cavea::gui {

inline constexpr double kScriptedFrameS = 1.0 / 30;
inline constexpr std::uint32_t kLargestPicture = 8192;

struct HeadlessOptions {
    std::filesystem::path file;
    std::uint32_t width = 1280, height = 720;
    double scale = 1;
    bool multisample = true;
    std::string device;  ///< part of its name
    FontFiles fonts = FontFiles::usual();
    std::function<void(const std::string&)> validation;  ///< see GpuOptions
};

class Headless {
 public:
    explicit Headless(const HeadlessOptions& options);
    Headless(const Headless&) = delete;
    Headless& operator=(const Headless&) = delete;
    ~Headless();

    enum class Paint { No, Yes };
    /// One frame. Only those that are painted cost the device anything.
    void frame(Paint paint = Paint::No);
    /// The same without the time that passes for the player.
    void draw(Paint paint);
    /// Frames until nothing is being loaded.
    ///
    /// \throws Error{Refused}  it takes more than a minute of frames
    void wait_loaded();
    void resize(std::uint32_t width, std::uint32_t height);
    void set_scale(double scale);
    /// Paint a frame and take its picture.
    [[nodiscard]] Picture picture();
    [[nodiscard]] Application& application() { return application_; }
    [[nodiscard]] Painter& painter() { return *painter_; }
    [[nodiscard]] const Gpu& gpu() const { return gpu_; }

 private:
    UiContext ui_;
    Gpu gpu_;
    std::unique_ptr<Painter> painter_;
    std::unique_ptr<Offscreen> target_;
    Application application_;
    double scale_;
};

}  // namespace cavea::gui
