// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The studio as a program: what the views ask of the outside world is done here, whether there is a
// window or a script. Owns the model, the views, playback and background work; knows no window and
// no device to draw with.
#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "gui/app/jobs.h"
#include "gui/app/playback.h"
#include "gui/app/user_folders.h"
#include "gui/model/studio.h"
#include "gui/render/scene_renderer.h"
#include "gui/view/views.h"

namespace cavea::gui {

struct ApplicationOptions {
    bool scripted = false;  ///< no audio device, no threads, nothing remembered
    bool demo = false;      ///< open the demo when no file is named
    std::filesystem::path file;
};

class Application final : public Host {
 public:
    explicit Application(const ApplicationOptions& options);
    ~Application() override;

    /// One frame, between ImGui::NewFrame() and ImGui::Render().
    ///
    /// \param scene    draws the views
    /// \param seconds  since the frame before
    void frame(SceneRenderer& scene, double seconds);
    /// What goes on without a picture: results of background work, the journal. frame() does it
    /// too.
    void tick(double seconds);
    /// Whether another frame is needed without input: something plays, loads or moves.
    [[nodiscard]] bool wants_frame() const;
    [[nodiscard]] bool playing() const;
    /// Scripted: let time pass for the player.
    void advance(double seconds) { playback_.advance(seconds); }
    [[nodiscard]] Views& views() { return views_; }
    [[nodiscard]] Studio& studio() { return studio_; }
    /// The characters that fonts need for the open mix's names; rises in number when they change.
    [[nodiscard]] const std::string& characters() const { return characters_; }
    [[nodiscard]] bool finished() const { return finished_; }
    /// The window's close button; asks first when there is something to lose.
    void ask_to_close();
    /// A file that was dropped on the window; asks first too.
    void ask_to_open(const std::filesystem::path& file);

    // Host.
    void open(const std::filesystem::path& file) override;
    void open_demo() override;
    void save(const std::filesystem::path& file) override;
    void quit() override { finished_ = true; }
    void play() override { playback_.play(); }
    void stop() override { playback_.stop(); }
    void locate(double seconds) override { playback_.locate(seconds); }
    void set_loop(std::optional<std::pair<double, double>> seconds) override {
        playback_.set_loop(seconds);
    }
    [[nodiscard]] const live::PlayerState* player() const override { return playback_.state(); }
    [[nodiscard]] std::vector<std::string> monitor_names() const override;
    [[nodiscard]] std::string monitor() const override { return playback_.choice().monitor; }
    void set_monitor(const std::string& name) override;
    [[nodiscard]] const layout::Layout& panned_layout() const override {
        return playback_.panned();
    }
    [[nodiscard]] const layout::Layout& delivered_layout() const override {
        return playback_.delivered();
    }
    [[nodiscard]] bool dim() const override { return dim_; }
    void set_dim(bool on) override;
    [[nodiscard]] bool monitor_mute() const override { return mute_; }
    void set_monitor_mute(bool on) override;
    [[nodiscard]] std::vector<std::string> audio_devices() const override;
    [[nodiscard]] std::string audio_device() const override;
    void set_audio_device(const std::string& id) override;
    [[nodiscard]] std::vector<std::string> wet_engines() const override;
    [[nodiscard]] std::string wet_engine() const override { return playback_.choice().wet; }
    void set_wet_engine(const std::string& name) override { playback_.set_wet_engine(name); }
    [[nodiscard]] bool loading() const override;
    [[nodiscard]] std::vector<std::filesystem::path> recent_files() const override {
        return remembered_.recent;
    }
    void set_ui_scale(double scale) override;
    [[nodiscard]] double ui_scale() const override { return remembered_.ui_scale; }
    void draw_scene(ImDrawList& list, ViewScene scene) override;

 private:
    void start_pending();
    void load(const std::filesystem::path& file);
    void adopt(OpenedMix mix);
    void carry_edits();
    /// Do it now, or once the person has said what becomes of unsaved edits.
    void when_saved(std::function<void()> next);
    void draw_question();
    void keep_journal(double seconds);
    void remember();
    void apply_gain();

    ApplicationOptions options_;
    std::optional<std::filesystem::path> state_folder_;
    Remembered remembered_;
    Studio studio_;
    Jobs jobs_;
    Playback playback_;
    Views views_;
    SceneRenderer* scene_ = nullptr;  ///< during frame()
    std::optional<std::filesystem::path> pending_file_;
    bool pending_demo_ = false;
    bool opening_ = false;
    std::string characters_;
    bool dim_ = false;
    bool mute_ = false;
    std::function<void()> asked_;  ///< what waits for the person's answer
    bool finished_ = false;
    double journal_age_s_ = 0;
    bool journal_failed_ = false;
    // Asking takes time, and menus ask in every frame.
    mutable std::optional<std::vector<std::string>> wet_engines_;
    mutable std::vector<std::string> audio_devices_;
    mutable std::optional<std::chrono::steady_clock::time_point> audio_devices_asked_;
};

}  // namespace cavea::gui
