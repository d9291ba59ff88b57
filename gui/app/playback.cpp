// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/app/playback.h"

#include <fmt/core.h>

#include <cmath>

#include "core/base/diagnostics.h"
#include "core/base/error.h"
#include "core/io/cache_folder.h"
#include "core/session/input.h"

namespace cavea::gui {
namespace {

constexpr std::uint32_t kBufferFrames = 256;
constexpr const char* kVulkanPrefix = "vulkan: ";

EngineChoice wet_choice(const std::string& name) {
    EngineChoice out{"cpu", "", 0, "", io::cache_folder()};
    if (name.starts_with(kVulkanPrefix)) {
        out.engine = "vulkan";
        out.device = name.substr(std::string(kVulkanPrefix).size());
    }
    return out;
}

bool plays(const live::AudioDevice& device, const PlaybackChoice& before,
           const PlaybackChoice& wanted, std::uint32_t channels, std::uint32_t rate_hz,
           const live::Player* player) {
    return device.problem().empty() && before.device == wanted.device && player != nullptr &&
           player->channels() == channels && player->rate_hz() == rate_hz;
}

}  // namespace

/// What a job brings back; the device also when the player could not be made.
struct Playback::Made {
    std::unique_ptr<live::AudioDevice> device;
    std::shared_ptr<live::Player> player;
    std::vector<std::string> warnings;
    std::string problem;  ///< why there is no player
    /// Open the device for a player, or the null device when it refuses.
    void open_device(const std::string& id);
};

void Playback::Made::open_device(const std::string& id) {
    device.reset();  // one program at a time, with some drivers
    try {
        device = live::open_audio_device(id, player->channels(), player->rate_hz(), kBufferFrames);
    } catch (const Error& error) {
        warnings.push_back(fmt::format("No sound: {}", error.what()));
        device =
            live::open_audio_device("null", player->channels(), player->rate_hz(), kBufferFrames);
    }
}

Playback::Playback(Jobs& jobs, bool scripted, Notify notify)
    : jobs_(jobs),
      scripted_(scripted),
      notify_(std::move(notify)),
      silent_layout_(*layout::find("4+7+0")) {}

Playback::~Playback() {
    // The device first: it asks the player for samples.
    device_.reset();
}

void Playback::open(std::shared_ptr<const programme::Programme> programme, std::string media) {
    // What sounded belongs to another mix: nobody should meet its state with the new one's objects.
    if (device_) device_->set_source(nullptr);
    player_.reset();
    current_ = {};
    wanted_.programme = std::move(programme);
    wanted_.media = std::move(media);
    same_document_ = false;
    start_s_ = 0;
    loop_.reset();
    controls_.reset();
}

void Playback::set_programme(std::shared_ptr<const programme::Programme> programme) {
    wanted_.programme = std::move(programme);
}

void Playback::set_controls(std::shared_ptr<const plan::Controls> controls) {
    if (controls == controls_) return;
    controls_ = std::move(controls);
    if (player_ && same_document_) player_->set_controls(controls_);
}

void Playback::set_monitor(const std::string& name) { wanted_.monitor = name; }
void Playback::set_device(const std::string& id) { wanted_.device = id; }
void Playback::set_wet_engine(const std::string& name) { wanted_.wet = name; }

void Playback::play() {
    if (player_) player_->play();
}

void Playback::stop() {
    if (player_) player_->stop();
}

Frame Playback::frame_of(double seconds) const {
    const double rate = player_ ? player_->rate_hz() : 48000.0;
    return std::isfinite(seconds) ? std::llround(std::max(seconds, 0.0) * rate) : 0;
}

void Playback::locate(double seconds) {
    start_s_ = seconds;
    if (player_) player_->locate(frame_of(seconds));
}

void Playback::set_loop(std::optional<std::pair<double, double>> seconds) {
    loop_ = seconds;
    if (!player_) return;
    std::optional<Span> frames;
    if (loop_) frames = Span{frame_of(loop_->first), frame_of(loop_->second)};
    player_->set_loop(frames);
}

void Playback::set_gain(double gain) {
    gain_ = gain;
    if (player_) player_->set_monitor_gain(gain_);
}

bool Playback::settled() const { return wanted_ == current_ || (refused_ && wanted_ == *refused_); }

void Playback::update() {
    if (wanted_.programme && !settled() && !jobs_.busy()) start();
    if (player_) state_ = player_->state();
    // By the clock on the wall, which scripts shall not see.
    if (scripted_) state_.load = state_.peak_load = 0;
    tell_problem();
}

void Playback::tell_problem() {
    std::string problem = device_ ? device_->problem() : std::string();
    if (problem.empty() && player_) problem = state_.problem;
    if (problem == told_) return;
    told_ = problem;
    if (!problem.empty()) notify_(Notice::Level::Warning, problem);
}

void Playback::start() {
    const auto made = std::make_shared<Made>();
    const PlaybackChoice choice = wanted_;
    const PlaybackChoice before = current_;
    made->device = std::move(device_);
    live::PlayerSettings settings;
    settings.manual = scripted_;
    settings.wait_for_rooms = scripted_;  // how fast this machine is must not be heard or seen
    settings.wet = wet_choice(choice.wet);
    const std::shared_ptr<live::Player> old = player_;
    const bool scripted = scripted_;
    const auto work = [made, choice, before, settings, old, scripted, this]() -> Jobs::Finish {
        try {
            Diagnostics diagnostics;
            live::Mix mix{
                choice.programme, choice.media,
                session::output_named(choice.monitor, "", choice.programme->rate_hz, diagnostics)};
            mix.output.binaural_downmix = true;  // a monitor plays what there is
            made->player = std::make_shared<live::Player>(std::move(mix), settings);
            const auto& player = *made->player;
            if (!scripted &&
                (!made->device || !plays(*made->device, before, choice, player.channels(),
                                         player.rate_hz(), old.get()))) {
                made->open_device(choice.device);
            }
        } catch (const std::exception& error) {
            made->player.reset();
            made->problem = printable(error.what(), 1000);
        }
        return [this, made, choice] { adopt(*made, choice); };
    };
    jobs_.start(work, [this](const std::string& what) { notify_(Notice::Level::Error, what); });
}

void Playback::adopt(Made& made, const PlaybackChoice& choice) {
    device_ = std::move(made.device);
    for (const std::string& warning : made.warnings) notify_(Notice::Level::Warning, warning);
    if (!made.player) {
        refused_ = choice;
        notify_(Notice::Level::Error, made.problem);
        // What played before goes on, if it is the same mix.
        if (current_.media == choice.media && current_.programme == choice.programme) {
            wanted_ = current_;
        }
        return;
    }
    const bool playing = player_ && same_document_ && player_->state().playing;
    const double position =
        player_ && same_document_
            ? static_cast<double>(player_->state().position) / player_->rate_hz()
            : start_s_;
    player_ = made.player;
    current_ = choice;
    refused_.reset();
    same_document_ = true;
    if (controls_) player_->set_controls(controls_);
    player_->set_monitor_gain(gain_);
    player_->locate(frame_of(position));
    set_loop(loop_);
    if (playing) player_->play();
    if (device_) device_->set_source(player_);
    state_ = player_->state();
}

void Playback::advance(double seconds) {
    if (player_ && scripted_) player_->advance(frame_of(seconds));
}

const layout::Layout& Playback::panned() const {
    return player_ ? player_->mix().output.layout : silent_layout_;
}

const layout::Layout& Playback::delivered() const {
    return player_ ? player_->mix().output.delivered : silent_layout_;
}

std::string Playback::device_id() const { return device_ ? device_->info().id : std::string(); }

}  // namespace cavea::gui
