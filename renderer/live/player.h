// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Live playback: audio callback <-> render thread <-> wet stage, by lock-free queues and
// newest-wins mailboxes. One Player plays one Mix; the GUI makes another for another mix or
// monitor, and hands it to the device.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/base/frame.h"
#include "core/plan/controls.h"
#include "core/plan/output.h"
#include "core/programme/programme.h"
#include "renderer/engines.h"
#include "renderer/live/audio_source.h"

namespace cavea::live {

/// What is played, and to what: one output at a time, the monitor.
struct Mix {
    std::shared_ptr<const programme::Programme> programme;
    std::string media;  ///< the audio file that its taps refer to; opened by the player
    plan::Output output;
};

struct PlayerSettings {
    std::uint32_t block = 256;  ///< frames
    EngineChoice dry{"cpu", "", 1, "", std::nullopt};
    EngineChoice wet{"cpu", "", 0, "", std::nullopt};  ///< cpu or vulkan
    /// Wait for late rooms instead of playing without them: recordings and tests.
    bool wait_for_rooms = false;
    /// No render thread: advance() renders, and waits for rooms. For scripted runs with a virtual
    /// clock.
    bool manual = false;
    /// Makes the convolver of the rooms instead of make_convolver(wet); empty = that.
    std::function<std::unique_ptr<Convolver>()> make_rooms = {};
};

/// Loudness as of now, LUFS; nothing while it is below the meter.
struct LiveLoudness {
    std::optional<double> momentary;
    std::optional<double> short_term;
    std::optional<double> integrated;  ///< since the last locate
};

/// The newest that is known; read by the GUI once a frame.
struct PlayerState {
    bool playing = false;
    Frame position = 0;              ///< next frame to be heard
    double load = 0;                 ///< time of a block over its length, smoothed; 1 = too much
    double peak_load = 0;            ///< worst block of the last second
    std::uint64_t blocks = 0;        ///< rendered so far
    std::uint64_t late_blocks = 0;   ///< the device had to be given silence
    std::uint64_t late_wet = 0;      ///< blocks that were played without rooms
    std::vector<float> source_peak;  ///< [sources] linear, of the last 40 ms, gains included
    std::vector<float> output_peak;  ///< [delivered channels] linear, of the last 40 ms
    LiveLoudness loudness;
    std::string problem;  ///< why something does not sound, one line; empty = all is well
};

class Player final : public AudioSource {
 public:
    /// Opens the media, prepares engines, starts the render thread (stopped, at frame 0).
    ///
    /// \throws Error  as io::open_audio, plan::Planner and the engines
    Player(Mix mix, const PlayerSettings& settings);
    Player(const Player&) = delete;
    Player& operator=(const Player&) = delete;
    ~Player() override;

    // The GUI thread's.
    void play();
    void stop();
    void locate(Frame frame);
    /// A loop of less than four blocks is none.
    void set_loop(std::optional<Span> loop);
    /// Stop at this frame instead of the end, with neither a fade nor rooms ringing on.
    void set_end(std::optional<Frame> end);
    void set_controls(std::shared_ptr<const plan::Controls> controls);
    /// Gain of the monitor, linear; 0 = mute. Reached over a block.
    void set_monitor_gain(double gain);
    [[nodiscard]] PlayerState state() const;
    [[nodiscard]] const Mix& mix() const;
    /// As a render with --plan live:BLOCK writes it.
    [[nodiscard]] std::string plan_key() const;
    /// With PlayerSettings::manual: render and play this many frames into nothing.
    void advance(Frame frames);
    /// The same, and hear them.
    ///
    /// \param out  [channels()][frames] overwritten
    /// \return     frames until playback stopped
    std::size_t advance(Planar<float> out);

    // The audio thread's.
    /// \rt no allocation, lock, system call or exception
    void fill(Planar<float> out) noexcept override;
    /// fill(), and how many of the frames belong to what is played: less than all of them when it
    /// has not begun or came to its end. What was lost because the device was faster belongs to it.
    ///
    /// \rt as fill()
    std::size_t take(Planar<float> out) noexcept;
    [[nodiscard]] std::uint32_t channels() const override;
    [[nodiscard]] std::uint32_t rate_hz() const override;

 private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace cavea::live
