// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The views without a window: an ImGui context that nothing paints, a host that remembers what it
// was asked for, and a hand that clicks on names.
#pragma once

#include <imgui.h>

#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "gui/view/ui.h"
#include "gui/view/views.h"

namespace cavea::gui::test {

/// Remembers calls; plays nothing, but its player's state can be set.
class FakeHost final : public Host {
 public:
    FakeHost();
    void open(const std::filesystem::path& file) override { opened.push_back(file); }
    void open_demo() override { ++demos; }
    void save(const std::filesystem::path& file) override { saved.push_back(file); }
    void quit() override { ++quits; }
    void play() override { state.playing = true; }
    void stop() override { state.playing = false; }
    void locate(double seconds) override;
    void set_loop(std::optional<std::pair<double, double>> seconds) override { loop = seconds; }
    [[nodiscard]] const live::PlayerState* player() const override {
        return has_player ? &state : nullptr;
    }
    [[nodiscard]] std::vector<std::string> monitor_names() const override {
        return {"2.0", "7.1.4", "binaural"};
    }
    [[nodiscard]] std::string monitor() const override { return monitor_; }
    void set_monitor(const std::string& name) override { monitor_ = name; }
    [[nodiscard]] const layout::Layout& panned_layout() const override { return layout_; }
    [[nodiscard]] const layout::Layout& delivered_layout() const override { return layout_; }
    [[nodiscard]] bool dim() const override { return dim_; }
    void set_dim(bool on) override { dim_ = on; }
    [[nodiscard]] bool monitor_mute() const override { return mute_; }
    void set_monitor_mute(bool on) override { mute_ = on; }
    [[nodiscard]] std::vector<std::string> audio_devices() const override { return {"null"}; }
    [[nodiscard]] std::string audio_device() const override { return "null"; }
    void set_audio_device(const std::string&) override {}
    [[nodiscard]] std::vector<std::string> wet_engines() const override { return {"cpu"}; }
    [[nodiscard]] std::string wet_engine() const override { return "cpu"; }
    void set_wet_engine(const std::string&) override {}
    [[nodiscard]] bool loading() const override { return false; }
    [[nodiscard]] std::vector<std::filesystem::path> recent_files() const override {
        return recent;
    }
    void set_ui_scale(double scale) override { scale_ = scale; }
    [[nodiscard]] double ui_scale() const override { return scale_; }
    void draw_scene(ImDrawList&, ViewScene scene) override { scenes.push_back(std::move(scene)); }

    std::vector<std::filesystem::path> opened, saved, recent;
    int demos = 0, quits = 0;
    std::vector<double> located;
    std::optional<std::pair<double, double>> loop;
    live::PlayerState state;
    bool has_player = true;
    std::vector<ViewScene> scenes;  ///< of the last frame

 private:
    layout::Layout layout_;
    std::string monitor_ = "7.1.4";
    bool dim_ = false, mute_ = false;
    double scale_ = 1;
};

/// \param names  of Cartesian objects spread over the room; the first stands front left
[[nodiscard]] OpenedMix mix_of(const std::vector<std::string>& names);
/// "FX Car 1" and so on.
[[nodiscard]] std::vector<std::string> names(std::size_t count);

class Window {
 public:
    explicit Window(double width = 1280, double height = 720);
    Window(const Window&) = delete;
    Window& operator=(const Window&) = delete;
    ~Window();

    void open(const std::vector<std::string>& item_names);
    void frame(int count = 1);
    [[nodiscard]] bool has(const std::string& name) const;
    /// \pre has(name)
    [[nodiscard]] Rect rect(const std::string& name) const;
    [[nodiscard]] Vec2 centre(const std::string& name) const;
    void point(Vec2 pixel);
    void click(const std::string& name, int times = 1, const ui::Modifiers& with = {});
    void drag(Vec2 from, Vec2 to, const ui::Modifiers& with = {});
    void drag(const std::string& name, Vec2 by, const ui::Modifiers& with = {});
    /// "ctrl+z"
    void key(const std::string& chord);
    void type(const std::string& text);
    /// Click into a field, replace what is there, press Enter.
    void set(const std::string& field, const std::string& text);
    [[nodiscard]] nlohmann::json state() const;

    Studio studio;
    FakeHost host;

 private:
    ImGuiContext* context_;
    std::optional<Views> views_;
};

}  // namespace cavea::gui::test
