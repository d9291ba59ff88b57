// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A player with its render thread, and a device that the test plays by hand: slower than real time,
// so that only what is meant to be late is.
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cmath>
#include <ctime>
#include <functional>
#include <memory>
#include <thread>

#include "renderer/engines.h"
#include "renderer/live/player.h"
#include "tests/renderer/live/live_scene.h"

namespace cavea::live {
namespace {

using namespace std::chrono_literals;
using test::LiveScene;
using test::Samples;

constexpr Frame kBlock = 256;
constexpr auto kPace = 20ms;

/// The cpu's, but each block takes as long as the test says, or is the last.
class SlowConvolver final : public Convolver {
 public:
    struct Orders {
        std::atomic<int> delay_ms{0};
        std::atomic<bool> lost{false};
    };
    explicit SlowConvolver(std::shared_ptr<Orders> orders) : orders_(std::move(orders)) {}
    void prepare(const ConvolverSetup& setup) override { inner_->prepare(setup); }
    void reset() override { inner_->reset(); }
    [[nodiscard]] std::optional<Ticket> submit(Planar<const float> in) noexcept override {
        return inner_->submit(in);
    }
    [[nodiscard]] State collect(Ticket ticket, Wait wait, Planar<float> out) noexcept override {
        std::this_thread::sleep_for(std::chrono::milliseconds(orders_->delay_ms.load()));
        if (orders_->lost.load()) return State::Lost;
        return inner_->collect(ticket, wait, out);
    }
    [[nodiscard]] std::string lost_reason() const override { return "unplugged"; }
    [[nodiscard]] plan::CostTable costs() const override { return inner_->costs(); }
    [[nodiscard]] std::string plan_key() const override { return inner_->plan_key(); }

 private:
    std::shared_ptr<Orders> orders_;
    std::unique_ptr<Convolver> inner_ = make_convolver({"cpu", "", 1, "", {}});
};

/// Takes blocks and keeps what is heard.
class Device {
 public:
    explicit Device(Player& player, std::chrono::milliseconds pace = kPace)
        : player_(player), pace_(pace), buffer_(player.channels(), kBlock) {
        heard_.resize(player.channels());
    }
    /// The machine may be busy with other things: wait until there is a block to take.
    void never_be_early() { never_early_ = true; }
    /// \return frames of the programme
    std::size_t take() {
        std::this_thread::sleep_for(pace_);
        while (never_early_ && player_.state().playing && !has_block()) {
            std::this_thread::sleep_for(1ms);
        }
        const std::size_t count = player_.take(buffer_.view());
        for (std::size_t c = 0; c < heard_.size(); ++c) {
            const auto row = buffer_.view()[c].first(count);
            heard_[c].insert(heard_[c].end(), row.begin(), row.end());
        }
        return count;
    }
    void take_blocks(int count) {
        for (int i = 0; i < count; ++i) take();
    }
    /// From the beginning of sound to its end.
    void take_all() {
        while (take() == 0) {
        }
        while (take() > 0) {
        }
    }
    /// Only the programme's own frames.
    [[nodiscard]] Samples heard(Frame frames) const {
        Samples out = heard_;
        for (auto& channel : out) channel.resize(static_cast<std::size_t>(frames));
        return out;
    }
    [[nodiscard]] const Samples& all() const { return heard_; }

 private:
    /// Of the first block only the latest frame may be one of the programme, behind decorrelators.
    [[nodiscard]] bool has_block() const {
        return player_.state().blocks * kBlock >= heard_[0].size() + 2 * kBlock - 1;
    }

    Player& player_;
    std::chrono::milliseconds pace_;
    bool never_early_ = false;
    PlanarBuffer<float> buffer_;
    Samples heard_;
};

test::LiveSceneSettings tones(Frame frames) {
    test::LiveSceneSettings s;
    s.objects = 3;
    s.frames = frames;
    s.steady = s.tones = s.room = true;
    return s;
}

double peak(const Samples& samples) {
    double out = 0;
    for (const auto& channel : samples) {
        for (const float x : channel) out = std::max(out, std::abs(static_cast<double>(x)));
    }
    return out;
}

/// \param reference  the same without what may have clicked
void expect_no_click(const Samples& samples, const Samples& reference, double ramp_frames) {
    for (std::size_t c = 0; c < samples.size(); ++c) {
        EXPECT_LE(test::largest_step(samples[c]),
                  test::largest_step(reference[c]) + 2 * peak(reference) / ramp_frames)
            << c;
    }
}

TEST(RenderThread, GivesTheBytesOfAnOfflineRender) {
    for (const bool binaural : {false, true}) {
        test::LiveSceneSettings settings;
        settings.room = settings.diffuse = true;
        settings.binaural = binaural;
        const LiveScene scene(settings);
        PlayerSettings patient;
        patient.wait_for_rooms = true;
        Player player(scene.mix(), patient);
        Device device(player, 2ms);
        device.never_be_early();
        player.play();
        EXPECT_TRUE(player.state().playing);
        device.take_all();
        EXPECT_EQ(player.state().late_blocks, 0U);
        EXPECT_EQ(device.heard(settings.frames), scene.offline(256).samples);
        EXPECT_FALSE(player.state().playing);
        EXPECT_EQ(player.state().position, settings.frames);
    }
}

TEST(RenderThread, AChangeOfControlsIsHeardWithinTwoBlocks) {
    test::LiveSceneSettings settings = tones(24000);
    settings.room = false;
    const LiveScene scene(settings);
    const Samples whole = scene.offline(256).samples;
    Player player(scene.mix(), {});
    Device device(player);
    player.play();
    while (device.take() == 0) {
    }
    device.take_blocks(30);
    const std::size_t made_at = device.all()[0].size();
    auto controls = std::make_shared<plan::Controls>();
    controls->sources.resize(3);
    for (auto& control : controls->sources) control.gain = 0;
    player.set_controls(controls);
    device.take_blocks(5);
    ASSERT_EQ(player.state().late_blocks, 0U);
    const auto& heard = device.all()[0];
    std::size_t changed = made_at;
    while (changed < heard.size() && heard[changed] == whole[0][changed]) ++changed;
    // The first frame of the ramp is still as it was.
    EXPECT_LE(changed, made_at + 2 * kBlock + 1);
    EXPECT_EQ(heard[made_at + 3 * kBlock], 0);
}

TEST(RenderThread, IsIdleWhileStopped) {
    const LiveScene scene(tones(9000));
    const Player player(scene.mix(), {});
    timespec before{};
    timespec after{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &before);
    std::this_thread::sleep_for(500ms);
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &after);
    const double used = static_cast<double>(after.tv_sec - before.tv_sec) +
                        1e-9 * static_cast<double>(after.tv_nsec - before.tv_nsec);
    EXPECT_LT(used, 0.005);  // 1 %
}

class LateRooms : public testing::Test {
 protected:
    PlayerSettings settings() {
        PlayerSettings s;
        s.make_rooms = [orders = orders_] { return std::make_unique<SlowConvolver>(orders); };
        return s;
    }

    /// Play, and again when a busy machine made more late than the rooms.
    ///
    /// \param act  takes blocks behind the first one and gives orders
    /// \return false when no attempt was in time
    [[nodiscard]] bool play(const std::function<void(Device&)>& act) {
        for (int attempt = 0; attempt < 4; ++attempt) {
            orders_->lost.store(false);
            Player player(scene_.mix(), settings());
            Device device(player);
            player.play();
            while (device.take() == 0) {
            }
            act(device);
            state_ = player.state();
            heard_ = device.all();
            if (state_.late_blocks == 0) return true;
        }
        return false;
    }

    /// Behind block \p first every byte is that of the render.
    void expect_whole_from(std::size_t first) const {
        for (std::size_t c = 0; c < heard_.size(); ++c) {
            for (std::size_t i = first * kBlock; i < heard_[c].size(); ++i) {
                ASSERT_EQ(heard_[c][i], whole_[c][i]) << c << ' ' << i;
            }
        }
    }

    LiveScene scene_{tones(60 * kBlock)};
    Samples whole_ = scene_.offline(256).samples;
    std::shared_ptr<SlowConvolver::Orders> orders_ = std::make_shared<SlowConvolver::Orders>();
    PlayerState state_;
    Samples heard_;
};

TEST_F(LateRooms, AreLeftOutCountedAndComeBackWhole) {
    const bool in_time = play([&](Device& device) {
        device.take_blocks(18);
        orders_->delay_ms.store(70);
        device.take_blocks(4);
        orders_->delay_ms.store(0);
        device.take_blocks(36);
    });
    if (!in_time) GTEST_SKIP() << "the machine is too busy to play in time";
    EXPECT_GE(state_.late_wet, 1U);
    EXPECT_LE(state_.late_wet, 10U);
    EXPECT_EQ(state_.problem, "");
    bool differs = false;
    for (std::size_t i = 0; i < heard_[0].size(); ++i) {
        differs = differs || heard_[0][i] != whole_[0][i];
    }
    EXPECT_TRUE(differs);
    expect_no_click(heard_, whole_, kBlock);
    expect_whole_from(50);
}

TEST_F(LateRooms, ThatStayLateArePlayedWithoutAndBeginAnew) {
    const bool in_time = play([&](Device& device) {
        orders_->delay_ms.store(60);  // three blocks of the device
        device.take_blocks(30);
        orders_->delay_ms.store(0);
        device.take_blocks(28);
    });
    if (!in_time) GTEST_SKIP() << "the machine is too busy to play in time";
    EXPECT_GE(state_.late_wet, 10U);
    expect_no_click(heard_, whole_, kBlock);
    expect_whole_from(50);  // the room's 1500 taps are filled again
}

TEST_F(LateRooms, AreWaitedForWhereAsked) {
    orders_->delay_ms.store(5);
    PlayerSettings patient = settings();
    patient.wait_for_rooms = true;
    Player player(scene_.mix(), patient);
    Device device(player);
    device.never_be_early();
    player.play();
    device.take_all();
    EXPECT_EQ(player.state().late_wet, 0U);
    EXPECT_EQ(player.state().late_blocks, 0U);
    EXPECT_EQ(device.heard(60 * kBlock), whole_);
}

TEST_F(LateRooms, WhoseEngineIsLostGoOnWithTheCpu) {
    const bool in_time = play([&](Device& device) {
        device.take_blocks(20);
        orders_->lost.store(true);
        device.take_blocks(38);
    });
    if (!in_time) GTEST_SKIP() << "the machine is too busy to play in time";
    EXPECT_TRUE(state_.playing);
    EXPECT_NE(state_.problem.find("unplugged"), std::string::npos);
    EXPECT_EQ(state_.problem.find('\n'), std::string::npos);
    expect_no_click(heard_, whole_, kBlock);
    expect_whole_from(50);
}

TEST(RenderThread, ADeviceThatIsTooFastHearsGapsWithoutClicks) {
    const LiveScene scene(tones(400 * kBlock));
    const Samples whole = scene.offline(256).samples;
    Player player(scene.mix(), {});
    Device slow(player, 5ms);
    player.play();
    while (slow.take() == 0) {
    }
    slow.take_blocks(20);
    Device fast(player, 0ms);
    fast.take_blocks(40);
    EXPECT_GT(player.state().late_blocks, 0U);
    // In and out of a gap in 64 frames.
    expect_no_click(fast.all(), whole, 64);
    slow.take_blocks(5);
    EXPECT_TRUE(player.state().playing);
}

TEST(RenderThread, TheEndOfThePlayerMayComeAtAnyTime) {
    const LiveScene scene(tones(40 * kBlock));
    for (int i = 0; i < 10; ++i) {
        Player player(scene.mix(), {});
        Device device(player, 1ms);
        player.play();
        device.take_blocks(i);
        player.locate(20 * kBlock);
    }
}

}  // namespace
}  // namespace cavea::live
