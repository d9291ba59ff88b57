// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What sounds: the player of the open mix on the chosen monitor, wet engine and audio device.
// Another mix or monitor means another player, which is made beside the window and takes over the
// position of the one before; until then the old one goes on playing.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/layout/layout.h"
#include "core/plan/controls.h"
#include "core/programme/programme.h"
#include "gui/app/jobs.h"
#include "gui/model/studio.h"
#include "renderer/live/audio_device.h"
#include "renderer/live/player.h"

namespace cavea::gui {

/// All that a player is made for; another value needs another player.
struct PlaybackChoice {
    std::shared_ptr<const programme::Programme> programme;
    std::string media;
    std::string monitor = "7.1.4";
    std::string device;  ///< empty = the default one
    std::string wet = "cpu";
    friend bool operator==(const PlaybackChoice&, const PlaybackChoice&) = default;
};

class Playback {
 public:
    using Notify = std::function<void(Notice::Level, const std::string&)>;

    /// \param scripted  no audio device and no thread: advance() plays
    Playback(Jobs& jobs, bool scripted, Notify notify);
    Playback(const Playback&) = delete;
    Playback& operator=(const Playback&) = delete;
    ~Playback();

    /// A new document: from the beginning, stopped.
    void open(std::shared_ptr<const programme::Programme> programme, std::string media);
    /// The same document with other automation.
    void set_programme(std::shared_ptr<const programme::Programme> programme);
    void set_controls(std::shared_ptr<const plan::Controls> controls);
    [[nodiscard]] const PlaybackChoice& choice() const { return wanted_; }
    void set_monitor(const std::string& name);
    void set_device(const std::string& id);
    void set_wet_engine(const std::string& name);

    void play();
    void stop();
    void locate(double seconds);
    void set_loop(std::optional<std::pair<double, double>> seconds);
    void set_gain(double gain);

    /// Once a frame: start what is missing, ask the player how it is.
    void update();
    /// Scripted: play this long into nothing.
    void advance(double seconds);
    /// Null without a player.
    [[nodiscard]] const live::PlayerState* state() const { return player_ ? &state_ : nullptr; }
    [[nodiscard]] bool pending() const { return wanted_.programme && !settled(); }
    [[nodiscard]] const layout::Layout& panned() const;
    [[nodiscard]] const layout::Layout& delivered() const;
    /// Of the device that plays; empty without one.
    [[nodiscard]] std::string device_id() const;

 private:
    struct Made;
    [[nodiscard]] bool settled() const;
    void start();
    void adopt(Made& made, const PlaybackChoice& choice);
    [[nodiscard]] Frame frame_of(double seconds) const;
    void tell_problem();

    Jobs& jobs_;
    bool scripted_;
    Notify notify_;
    PlaybackChoice wanted_;
    PlaybackChoice current_;                 ///< what player_ was made for
    std::optional<PlaybackChoice> refused_;  ///< tried in vain; not again before something changes
    std::shared_ptr<live::Player> player_;
    std::unique_ptr<live::AudioDevice> device_;
    live::PlayerState state_;
    std::shared_ptr<const plan::Controls> controls_;
    std::optional<std::pair<double, double>> loop_;
    double start_s_ = 0;  ///< where a player that is being made begins
    bool same_document_ = false;
    double gain_ = 1;
    std::string told_;  ///< problem of the device or player that the person knows
    layout::Layout silent_layout_;
};

}  // namespace cavea::gui
