// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The audio thread's functions under a guard, while a render thread works beside them.
#include <gtest/gtest.h>
#include <unistd.h>

#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "renderer/live/player.h"
#include "renderer/live/recorder.h"
#include "renderer/live/source_slot.h"
#include "tests/renderer/live/guard/real_time_guard.h"
#include "tests/renderer/live/live_scene.h"

namespace cavea::live {
namespace {

using namespace std::chrono_literals;
using test::RealTimeGuard;

TEST(RealTimeGuard, NoticesAVectorThatGrows) {
    std::vector<int> values;
    const RealTimeGuard guard;
    values.push_back(1);
    EXPECT_GT(guard.faults(), 0);
}

TEST(RealTimeGuard, NoticesLocksSignalsSleepAndFiles) {
    std::mutex mutex;
    std::condition_variable condition;
    {
        const RealTimeGuard guard;
        mutex.lock();
        mutex.unlock();
        EXPECT_STREQ(guard.first(), "pthread_mutex_lock");
    }
    {
        const RealTimeGuard guard;
        std::this_thread::sleep_for(1us);
        EXPECT_GT(guard.faults(), 0);
    }
    {
        const RealTimeGuard guard;
        char byte = 0;
        static_cast<void>(::read(-1, &byte, 1));
        EXPECT_STREQ(guard.first(), "read");
    }
    const RealTimeGuard guard;
    const int before = guard.faults();
    EXPECT_EQ(before, 0);
}

TEST(RealTimeGuard, SeesItsOwnThreadAlone) {
    const RealTimeGuard guard;
    int on_the_other = 0;
    // Starting the thread allocates; what it does itself must not count here.
    std::thread other([&] {
        std::vector<int> values(100);
        on_the_other = static_cast<int>(values.size());
    });
    const int before = guard.faults();
    other.join();
    EXPECT_EQ(on_the_other, 100);
    EXPECT_EQ(guard.faults(), before);
}

TEST(AudioThread, FillsWithoutAllocationLockOrSystemCall) {
    test::LiveSceneSettings settings;
    settings.frames = 60000;
    settings.room = settings.diffuse = settings.binaural = true;
    const test::LiveScene scene(settings);
    const auto player = std::make_shared<Player>(scene.mix(), PlayerSettings{});
    const auto recorder = std::make_shared<Recorder>(player, 5);
    SourceSlot slot;
    slot.set(recorder);
    PlanarBuffer<float> out(4, 333);
    player->play();
    int heard = 0;
    for (int i = 0; i < 250; ++i) {
        std::this_thread::sleep_for(i < 100 ? 8ms : 0ms);  // then it runs dry
        if (i == 50) player->set_monitor_gain(0.5);
        if (i == 60) player->locate(20000);
        if (i == 80) player->set_controls(std::make_shared<plan::Controls>());
        int faults = 0;
        const char* first = "";
        {
            const RealTimeGuard guard;
            slot.fill(out.view());
            faults = guard.faults();
            first = guard.first();
        }
        ASSERT_EQ(faults, 0) << first << " in call " << i;
        heard += out.view()[0][0] != 0 ? 1 : 0;
    }
    EXPECT_GT(heard, 50);
    EXPECT_GT(player->state().late_blocks, 0U);
}

}  // namespace
}  // namespace cavea::live
