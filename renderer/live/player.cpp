// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "renderer/live/player.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <thread>
#include <utility>

#include "core/base/assert.h"
#include "core/base/error.h"
#include "renderer/live/meters.h"
#include "renderer/live/outlet.h"
#include "renderer/live/pipeline.h"
#include "renderer/live/read_ahead.h"
#include "renderer/live/transport.h"

namespace cavea::live {
namespace {

using Clock = std::chrono::steady_clock;
using Seconds = std::chrono::duration<double>;

double since(Clock::time_point start) { return Seconds(Clock::now() - start).count(); }

}  // namespace

/// Members up to the outlet belong to the render thread, or in manual mode to the caller.
struct Player::Impl {
    Impl(Mix played, const PlayerSettings& wanted)
        : mix(std::move(played)),
          settings(wanted),
          rate_hz(mix.programme->rate_hz),
          pipeline(mix, settings),
          transport(pipeline, mix.programme->length, rate_hz),
          meters(mix.output.delivered, mix.programme->sources.size(), rate_hz, settings.block),
          patience([this] { return patient(); }),
          outlet(pipeline.delivered(), settings.block) {
        show();
        if (settings.manual) return;
        read_ahead = std::make_unique<ReadAhead>(mix.media);
        thread = std::thread([this] { run(); });
    }

    ~Impl() {
        {
            const std::lock_guard lock(mutex);
            quit.store(true, std::memory_order_relaxed);
        }
        wake.notify_all();
        if (thread.joinable()) thread.join();
    }

    using Command = std::function<void(Transport&)>;

    void command(Command what, std::optional<bool> will_play = {}) {
        {
            const std::lock_guard lock(mutex);
            commands.push_back(std::move(what));
            if (will_play) shown_playing = *will_play;
        }
        wake.notify_all();
        if (settings.manual) follow_commands();
    }

    /// Newest controls and all commands in, state out. The window may hold the lock: then a block
    /// later.
    void exchange() {
        std::unique_lock lock(mutex, std::try_to_lock);
        if (!lock.owns_lock()) return;
        if (next_controls) controls = std::exchange(next_controls, nullptr);
        taken.swap(commands);
        if (taken.empty()) shown_playing = transport.playing() && !transport.stopping();
        show();
    }

    void follow_commands() {
        exchange();
        for (const Command& command : taken) command(transport);
        taken.clear();
        if (transport.starts() != starts) begin();
        if (!transport.playing()) finish();
    }

    /// The transport started, or jumped.
    void begin() {
        starts = transport.starts();
        error.clear();
        meters.restart();
        if (outlet.gate() == Outlet::Gate::Open || outlet.size() > 0) return;
        outlet.set_gate(Outlet::Gate::Closed);
        cursor.store(transport.cursor(), std::memory_order_relaxed);
        if (read_ahead) read_ahead->follow(transport.cursor());
    }

    void finish() {
        if (outlet.gate() != Outlet::Gate::Draining) {
            outlet.set_gate(Outlet::Gate::Draining);
            meters.clear();
        }
        cursor.store(transport.cursor(), std::memory_order_relaxed);
    }

    /// One block.
    void step() {
        block_start = Clock::now();
        urgent_since.reset();
        try {
            const auto piece = transport.next(*controls, patience);
            if (piece) {
                if (!piece->with_rooms) ++late_wet;
                ++blocks;
                outlet.put(piece->first, piece->samples);
                if (read_ahead) read_ahead->follow(piece->first);
                meters.add(pipeline, piece->samples);
            }
            meters.add_load(since(block_start));
        } catch (const EngineLost& lost) {
            give_up("the engine was lost: " + lost.reason);
        } catch (const std::exception& refused) {
            give_up(refused.what());
        }
        if (transport.starts() != starts) begin();
        if (transport.playing()) return;
        outlet.mark(transport.cursor());
        finish();
    }

    void give_up(const std::string& reason) {
        error = reason;
        transport.halt();
    }

    /// Whether rooms that are late may be waited for.
    bool patient() {
        if (quit.load(std::memory_order_relaxed)) return false;
        if (settings.wait_for_rooms || settings.manual) return true;
        constexpr double kBeforeStartS = 1;
        if (outlet.gate() != Outlet::Gate::Open) return since(block_start) < kBeforeStartS;
        const std::size_t request = outlet.request_frames();
        if (outlet.size() >= request) return true;
        // The device took the last of it and will ask again in the time of a request.
        if (!urgent_since) urgent_since = Clock::now();
        return since(*urgent_since) < 0.5 * static_cast<double>(request) / rate_hz;
    }

    void run() {
        const auto nap = std::chrono::duration_cast<Clock::duration>(
            Seconds(static_cast<double>(settings.block) / rate_hz / 8));
        while (!quit.load(std::memory_order_relaxed)) {
            follow_commands();
            read_ahead->set_playing(transport.playing());
            if (!transport.playing()) {
                rest();
            } else if (outlet.wants()) {
                step();
            } else {
                outlet.set_gate(Outlet::Gate::Open);
                std::this_thread::sleep_for(nap);
            }
        }
    }

    /// Until there is something to do.
    void rest() {
        std::unique_lock lock(mutex);
        shown_playing = !commands.empty() && shown_playing;
        show();
        wake.wait(lock, [&] { return quit.load(std::memory_order_relaxed) || !commands.empty(); });
    }

    /// \pre the lock is held
    void show() {
        meters.show(shown);
        shown.blocks = blocks;
        shown.late_wet = late_wet;
        shown.problem = error.empty() ? pipeline.problem() : error;
    }

    [[nodiscard]] PlayerState state() const {
        PlayerState out;
        {
            const std::lock_guard lock(mutex);
            out = shown;
            out.playing = shown_playing;
        }
        out.late_blocks = outlet.late();
        // Relaxed is enough: the gate and the ring say which of the two positions counts, and
        // either is right for the block in which they change.
        const Outlet::Gate gate = outlet.gate();
        const bool at_rest =
            gate == Outlet::Gate::Closed || (gate == Outlet::Gate::Draining && outlet.size() == 0);
        const Frame position = at_rest ? cursor.load(std::memory_order_relaxed) : outlet.position();
        out.position = std::min(position, mix.programme->length);  // while rooms ring on
        return out;
    }

    std::size_t advance(Planar<float> out) {
        CAVEA_ASSERT(settings.manual);
        std::size_t heard = 0;
        for (std::size_t at = 0; at < out.frames();) {
            const std::size_t count = std::min<std::size_t>(settings.block, out.frames() - at);
            follow_commands();
            while (transport.playing() && outlet.size() < count) step();
            if (transport.playing()) outlet.set_gate(Outlet::Gate::Open);
            heard += outlet.take(out.slice(at, count));
            at += count;
        }
        follow_commands();
        return heard;
    }

    const Mix mix;
    const PlayerSettings settings;
    const std::uint32_t rate_hz;
    Pipeline pipeline;
    Transport transport;
    Meters meters;
    std::shared_ptr<const plan::Controls> controls = std::make_shared<plan::Controls>();
    const std::function<bool()> patience;
    std::vector<Command> taken;
    std::string error;
    std::uint64_t starts = 0;
    std::uint64_t blocks = 0;
    std::uint64_t late_wet = 0;
    Clock::time_point block_start;
    std::optional<Clock::time_point> urgent_since;
    std::unique_ptr<ReadAhead> read_ahead;

    Outlet outlet;
    std::atomic<Frame> cursor{0};  ///< position while the outlet is at rest
    std::atomic<bool> quit{false};

    mutable std::mutex mutex;  ///< between window and render thread; the audio thread takes none
    std::condition_variable wake;
    std::vector<Command> commands;
    std::shared_ptr<const plan::Controls> next_controls;
    PlayerState shown;
    bool shown_playing = false;
    std::thread thread;
};

Player::Player(Mix mix, const PlayerSettings& settings)
    : impl_(std::make_unique<Impl>(std::move(mix), settings)) {}
Player::~Player() = default;

void Player::play() {
    impl_->command([](Transport& t) { t.play(); }, true);
}
void Player::stop() {
    impl_->command([](Transport& t) { t.stop(); }, false);
}
void Player::locate(Frame frame) {
    impl_->command([frame](Transport& t) { t.locate(frame); });
}
void Player::set_loop(std::optional<Span> loop) {
    impl_->command([loop](Transport& t) { t.set_loop(loop); });
}
void Player::set_end(std::optional<Frame> end) {
    impl_->command([end](Transport& t) { t.set_end(end); });
}

void Player::set_controls(std::shared_ptr<const plan::Controls> controls) {
    CAVEA_ASSERT(controls != nullptr);
    const std::lock_guard lock(impl_->mutex);
    impl_->next_controls.swap(controls);  // the one before dies here, not on the render thread
}

void Player::set_monitor_gain(double gain) {
    impl_->outlet.set_monitor_gain(static_cast<float>(gain));
}
PlayerState Player::state() const { return impl_->state(); }
const Mix& Player::mix() const { return impl_->mix; }
std::string Player::plan_key() const { return impl_->pipeline.plan_key(); }

void Player::advance(Frame frames) {
    PlanarBuffer<float> nowhere(channels(), impl_->settings.block);
    while (frames > 0) {
        const Frame count = std::min<Frame>(frames, impl_->settings.block);
        impl_->advance(nowhere.view().slice(0, static_cast<std::size_t>(count)));
        frames -= count;
    }
}
std::size_t Player::advance(Planar<float> out) { return impl_->advance(out); }

void Player::fill(Planar<float> out) noexcept { impl_->outlet.take(out); }
std::size_t Player::take(Planar<float> out) noexcept { return impl_->outlet.take(out); }
std::uint32_t Player::channels() const { return impl_->pipeline.delivered(); }
std::uint32_t Player::rate_hz() const { return impl_->rate_hz; }

}  // namespace cavea::live
