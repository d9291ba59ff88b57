// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Everything that is drawn: draws a Studio and what the player says, calls the Studio's functions,
// and hands wishes that need the outside world to the Host. Runs against any ImGui back end, the
// null one included.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

struct ImDrawList;

#include "gui/model/studio.h"
#include "gui/render/scene_pass.h"
#include "renderer/live/player.h"

namespace cavea::gui {

/// What the views may ask of the application; every call returns at once.
class Host {
 public:
    Host() = default;
    Host(const Host&) = delete;
    Host& operator=(const Host&) = delete;
    virtual ~Host() = default;

    virtual void open(const std::filesystem::path& file) = 0;
    virtual void open_demo() = 0;
    virtual void save(const std::filesystem::path& file) = 0;
    virtual void quit() = 0;

    // Transport; nothing happens without a mix.
    virtual void play() = 0;
    virtual void stop() = 0;
    virtual void locate(double seconds) = 0;
    virtual void set_loop(std::optional<std::pair<double, double>> seconds) = 0;
    /// \return null without a mix
    [[nodiscard]] virtual const live::PlayerState* player() const = 0;

    // Monitor.
    [[nodiscard]] virtual std::vector<std::string> monitor_names()
        const = 0;  ///< "7.1.4", "binaural"
    [[nodiscard]] virtual std::string monitor() const = 0;
    virtual void set_monitor(const std::string& name) = 0;
    /// Loudspeakers that the panner feeds, and the channels that are delivered (meters).
    [[nodiscard]] virtual const layout::Layout& panned_layout() const = 0;
    [[nodiscard]] virtual const layout::Layout& delivered_layout() const = 0;
    [[nodiscard]] virtual bool dim() const = 0;
    virtual void set_dim(bool on) = 0;
    [[nodiscard]] virtual bool monitor_mute() const = 0;
    virtual void set_monitor_mute(bool on) = 0;
    [[nodiscard]] virtual std::vector<std::string> audio_devices() const = 0;
    [[nodiscard]] virtual std::string audio_device() const = 0;
    virtual void set_audio_device(const std::string& id) = 0;
    [[nodiscard]] virtual std::vector<std::string> wet_engines()
        const = 0;  ///< "cpu", "vulkan: NAME"
    [[nodiscard]] virtual std::string wet_engine() const = 0;
    virtual void set_wet_engine(const std::string& name) = 0;
    [[nodiscard]] virtual bool loading() const = 0;  ///< a mix or monitor is being prepared

    // The window.
    [[nodiscard]] virtual std::vector<std::filesystem::path> recent_files() const = 0;
    virtual void set_ui_scale(double scale) = 0;
    [[nodiscard]] virtual double ui_scale() const = 0;
    /// Put an offscreen picture of the view into the current window's draw list, over \p rect.
    virtual void draw_scene(ImDrawList& list, ViewScene scene) = 0;
};

class Views {
 public:
    Views(Studio& studio, Host& host);
    Views(const Views&) = delete;
    Views& operator=(const Views&) = delete;
    ~Views();

    /// One frame, between ImGui::NewFrame() and ImGui::Render().
    ///
    /// \param seconds  since the frame before; of a frame counter in scripted runs
    void draw(double seconds);
    /// Whether another frame is needed soon even without input: a meter falls, a card fades.
    [[nodiscard]] bool wants_frame() const;
    /// The whole visible state as JSON text for tests: camera, selection, items, transport, panels.
    [[nodiscard]] std::string dump() const;

 private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace cavea::gui
