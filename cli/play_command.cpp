// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/core.h>

#include <chrono>
#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <thread>
#include <utility>

#include "cli/console.h"
#include "cli/options.h"
#include "cli/time_argument.h"
#include "core/base/error.h"
#include "core/base/interrupt.h"
#include "core/base/process.h"
#include "core/io/audio_writer.h"
#include "core/io/cache_folder.h"
#include "core/session/input.h"
#include "renderer/live/audio_device.h"
#include "renderer/live/player.h"
#include "renderer/live/recorder.h"

namespace cavea::cli {
namespace {

using namespace std::chrono_literals;

/// 83.25 as "1:23.2".
std::string clock(Frame frame, std::uint32_t rate_hz) {
    const Frame tenths = frame * 10 / rate_hz;
    return fmt::format("{}:{:02}.{}", tenths / 600, tenths / 10 % 60, tenths % 10);
}

/// Where playback is: one line that is written again and again on a terminal, else one every ten
/// seconds.
class PositionLine {
 public:
    PositionLine(bool quiet, std::uint32_t rate_hz, Frame length)
        : quiet_(quiet), terminal_(is_terminal(2)), rate_hz_(rate_hz), length_(length) {}
    ~PositionLine() {
        if (shown_ && terminal_) std::fputs("\r\033[K", stderr);
    }
    PositionLine(const PositionLine&) = delete;
    PositionLine& operator=(const PositionLine&) = delete;

    void show(const live::PlayerState& state) {
        const auto now = Clock::now();
        if (quiet_ || now - last_ < (terminal_ ? Clock::duration(100ms) : Clock::duration(10s))) {
            return;
        }
        last_ = now;
        shown_ = true;
        const std::string text = fmt::format(
            "{} / {}  load {:3.0f} %  late {}  rooms late {}", clock(state.position, rate_hz_),
            clock(length_, rate_hz_), 100 * state.load, state.late_blocks, state.late_wet);
        fmt::print(stderr, "{}{}{}", terminal_ ? "\r\033[K" : "", text, terminal_ ? "" : "\n");
        std::fflush(stderr);
    }

 private:
    using Clock = std::chrono::steady_clock;
    bool quiet_;
    bool terminal_;
    std::uint32_t rate_hz_;
    Frame length_;
    bool shown_ = false;
    Clock::time_point last_ = Clock::now();
};

class PlayCommand {
 public:
    PlayCommand(const PlayOptions& options, const Interrupt& interrupt)
        : options_(options), interrupt_(interrupt) {}

    int run() {
        open();
        open_recording();
        device_ = live::open_audio_device(options_.audio_device, player_->channels(),
                                          player_->rate_hz(), options_.block);
        if (!options_.common.quiet) {
            note(fmt::format("playing on {}", printable(device_->info().name)));
        }
        device_->set_source(recorder_ ? std::static_pointer_cast<live::AudioSource>(recorder_)
                                      : player_);
        print_warnings(diagnostics_);
        player_->play();
        follow();
        device_->set_source(nullptr);
        drain();
        if (recording_) recording_->commit();
        return report();
    }

 private:
    void open() {
        session::Input input = session::open_input(
            {options_.input,
             {options_.programme, options_.complementary_objects, options_.importance},
             options_.input_layout,
             options_.room,
             options_.send_db,
             options_.room_labels},
            diagnostics_);
        rate_hz_ = input.programme->rate_hz;
        files_ = input.files;
        live::Mix mix{
            input.programme, input.media->path().string(),
            session::output_named(options_.layout, options_.sofa, rate_hz_, diagnostics_)};
        mix.output.binaural_downmix = options_.binaural_downmix;
        range_ = range(input.programme->length);
        live::PlayerSettings settings;
        settings.block = options_.block;
        settings.wet = {options_.engine, options_.device, options_.threads, "", io::cache_folder()};
        player_ = std::make_shared<live::Player>(std::move(mix), settings);
        player_->locate(range_.begin);
        if (options_.loop) {
            player_->set_loop(range_);
        } else if (options_.to) {
            player_->set_end(range_.end);
        }
    }

    [[nodiscard]] Span range(Frame length) const {
        Span range{0, length};
        if (options_.from) range.begin = parse_time(*options_.from, rate_hz_, "--from");
        if (options_.to) range.end = parse_time(*options_.to, rate_hz_, "--to");
        if (range.end > length || range.empty()) {
            throw refused(options_.input, "",
                          fmt::format("nothing to play from frame {} to {}, it has {}; change "
                                      "--from or --to",
                                      range.begin, range.end, length));
        }
        return range;
    }

    void open_recording() {
        if (options_.record.empty()) return;
        io::WriterSettings settings;
        settings.path = options_.record;
        settings.rate_hz = rate_hz_;
        settings.layout = player_->mix().output.delivered;
        settings.frames = range_.frames();
        settings.sources = files_;
        recording_ = io::create_audio(settings, diagnostics_);
        constexpr double kSeconds = 4;
        recorder_ = std::make_shared<live::Recorder>(player_, kSeconds);
    }

    void drain() {
        if (!recorder_) return;
        recorder_->drain([&](Planar<const float> samples) {
            recording_->write(samples);
            recorded_ += static_cast<Frame>(samples.frames());
        });
    }

    /// Until it is over.
    void follow() {
        PositionLine line(options_.common.quiet, rate_hz_, range_.end);
        while (!interrupt_.requested()) {
            const live::PlayerState state = player_->state();
            const std::string problem = device_->problem();
            if (!problem.empty()) throw Error(ErrorCode::Machine, problem);
            if (!state.problem.empty() && state.problem != problem_) {
                problem_ = state.problem;
                note(printable(problem_));
            }
            line.show(state);
            drain();
            if (!state.playing) break;
            std::this_thread::sleep_for(20ms);
        }
        const bool stopped = interrupt_.requested();
        player_->stop();
        wait_for_the_rest();
        end_ = player_->state();
        // A stop that nobody asked for has its reason in the problem.
        if (!stopped && !options_.loop && end_.position < range_.end) {
            throw Error(ErrorCode::Machine, problem_.empty() ? "playback stopped" : problem_);
        }
    }

    /// What is rendered is still to be heard.
    void wait_for_the_rest() {
        const auto rest = std::chrono::duration<double>(
            static_cast<double>(2 * device_->buffer_frames() + 3 * options_.block) / rate_hz_);
        std::this_thread::sleep_for(rest + 20ms);
    }

    [[nodiscard]] int report() const {
        if (options_.common.json) {
            nlohmann::ordered_json json{{"input", options_.input},
                                        {"layout", player_->mix().output.delivered.name},
                                        {"audio_device", device_->info().id},
                                        {"plan_key", player_->plan_key()},
                                        {"rate_hz", rate_hz_},
                                        {"position", end_.position},
                                        {"blocks", end_.blocks},
                                        {"late_blocks", end_.late_blocks},
                                        {"late_rooms", end_.late_wet}};
            if (recorder_) {
                json["record"] = options_.record;
                json["recorded_frames"] = recorded_;
            }
            if (!problem_.empty()) json["problem"] = problem_;
            if (!print(json.dump() + "\n")) {
                throw Error(ErrorCode::Machine, "stdout did not take the report");
            }
        } else if (!options_.common.quiet && end_.late_blocks + end_.late_wet > 0) {
            note(fmt::format("{} blocks came too late, {} without rooms; use a larger --block",
                             end_.late_blocks, end_.late_wet));
        }
        return interrupt_.requested() ? static_cast<int>(ErrorCode::Interrupted) : 0;
    }

    const PlayOptions& options_;
    const Interrupt& interrupt_;
    Diagnostics diagnostics_;
    std::vector<std::filesystem::path> files_;
    std::uint32_t rate_hz_ = 0;
    Span range_;
    std::shared_ptr<live::Player> player_;
    std::unique_ptr<io::AudioWriter> recording_;
    std::shared_ptr<live::Recorder> recorder_;
    Frame recorded_ = 0;
    std::unique_ptr<live::AudioDevice> device_;
    live::PlayerState end_;
    std::string problem_;
};

}  // namespace

int run_play(const PlayOptions& options) {
    return PlayCommand(options, interrupted_by_signals()).run();
}

}  // namespace cavea::cli
