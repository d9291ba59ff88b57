// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "renderer/live/audio_device.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <memory>
#include <string>
#include <thread>

#include "core/base/error.h"
#include "renderer/live/source_slot.h"

namespace cavea::live {
namespace {

using namespace std::chrono_literals;

/// Counts the frames that it is asked for and knows whether it may still be.
class Counter final : public AudioSource {
 public:
    [[nodiscard]] std::uint32_t channels() const override { return 2; }
    [[nodiscard]] std::uint32_t rate_hz() const override { return 48000; }
    void fill(Planar<float> out) noexcept override {
        for (std::size_t c = 0; c < out.channels(); ++c) {
            for (float& x : out[c]) x = 1;
        }
        frames.fetch_add(static_cast<int>(out.frames()));
        if (done.load()) asked_when_done.store(true);
    }
    std::atomic<int> frames{0};
    std::atomic<bool> done{false};
    std::atomic<bool> asked_when_done{false};
};

TEST(AudioDevice, ListsTheNullDeviceLastAndOneDefault) {
    testing::internal::CaptureStderr();
    const auto devices = list_audio_devices();
    EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
    ASSERT_FALSE(devices.empty());
    EXPECT_EQ(devices.back().id, "null");
    int defaults = 0;
    for (const auto& device : devices) defaults += device.is_default ? 1 : 0;
    EXPECT_EQ(defaults, 1);
}

TEST(AudioDevice, RefusesWhatIsNotThereAndSaysWhatToDo) {
    for (const std::string id : {"jack:nobody", "alsa:hw:77,0", "x"}) {
        try {
            static_cast<void>(open_audio_device(id, 2, 48000, 256));
            FAIL() << id;
        } catch (const Error& error) {
            EXPECT_EQ(error.code(), ErrorCode::Machine);
            EXPECT_NE(std::string(error.what()).find(id), std::string::npos);
            EXPECT_NE(std::string(error.what()).find("cavea devices"), std::string::npos);
        }
    }
}

TEST(NullDevice, AsksAtThePaceOfTheClock) {
    const auto device = open_audio_device("null", 4, 48000, 480);
    const auto source = std::make_shared<Counter>();
    device->set_source(source);
    std::this_thread::sleep_for(300ms);
    device->set_source(nullptr);
    const int frames = source->frames.load();
    // 300 ms, with room for a machine that is busy.
    EXPECT_GE(frames, 4800);
    EXPECT_LE(frames, 48000);
    EXPECT_EQ(frames % 480, 0);
    EXPECT_EQ(device->buffer_frames(), 480U);
    EXPECT_EQ(device->problem(), "");
}

TEST(SourceSlot, AsksNobodyAfterTheyWereExchanged) {
    SourceSlot slot;
    std::atomic<bool> quit{false};
    std::thread audio([&] {
        PlanarBuffer<float> out(2, 64);
        while (!quit.load()) slot.fill(out.view());
    });
    for (int i = 0; i < 300; ++i) {
        const auto source = std::make_shared<Counter>();
        slot.set(source);
        while (source->frames.load() == 0) std::this_thread::yield();
        slot.set(i % 2 == 0 ? nullptr : std::make_shared<Counter>());
        source->done.store(true);
        std::this_thread::yield();
        EXPECT_FALSE(source->asked_when_done.load());
    }
    quit.store(true);
    audio.join();
}

TEST(SourceSlot, FillsSpareChannelsWithSilence) {
    SourceSlot slot;
    slot.set(std::make_shared<Counter>());
    PlanarBuffer<float> out(3, 8);
    out.view()[2][7] = 5;
    slot.fill(out.view());
    EXPECT_EQ(out.view()[0][7], 1);
    EXPECT_EQ(out.view()[2][7], 0);
}

}  // namespace
}  // namespace cavea::live
