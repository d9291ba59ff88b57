// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "renderer/live/sample_ring.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <thread>

#include "renderer/live/spsc_queue.h"
#include "renderer/live/wet_line.h"

namespace cavea::live {
namespace {

TEST(SampleRing, GivesEveryFrameOnceAndInOrderBetweenThreads) {
    constexpr int kFrames = 200000;
    SampleRing ring(2, 1000);
    EXPECT_EQ(ring.capacity(), 1024U);
    std::thread writer([&] {
        std::mt19937 random(1);
        PlanarBuffer<float> in(2, 300);
        for (int at = 0; at < kFrames;) {
            const auto count = std::min<std::size_t>({random() % 301, ring.capacity() - ring.size(),
                                                      static_cast<std::size_t>(kFrames - at)});
            for (std::size_t i = 0; i < count; ++i, ++at) {
                in.view()[0][i] = static_cast<float>(at);
                in.view()[1][i] = static_cast<float>(-at);
            }
            ring.push(in.view().slice(0, count));
            if (count == 0) std::this_thread::yield();
        }
    });
    std::mt19937 random(2);
    PlanarBuffer<float> out(2, 400);
    int wrong = 0;
    for (int at = 0; at < kFrames;) {
        const std::size_t count = ring.pop(out.view().slice(0, random() % 401));
        for (std::size_t i = 0; i < count; ++i, ++at) {
            wrong += out.view()[0][i] != static_cast<float>(at) ? 1 : 0;
            wrong += out.view()[1][i] != static_cast<float>(-at) ? 1 : 0;
        }
        if (count == 0) std::this_thread::yield();
    }
    writer.join();
    EXPECT_EQ(wrong, 0);
    EXPECT_EQ(ring.size(), 0U);
}

TEST(SpscQueue, IsFirstInFirstOutAndSaysWhenItIsFull) {
    SpscQueue<int> queue(4);
    EXPECT_EQ(queue.front(), nullptr);
    for (int round = 0; round < 3; ++round) {
        for (int i = 0; i < 4; ++i) EXPECT_TRUE(queue.push(i));
        EXPECT_FALSE(queue.push(9));
        for (int i = 0; i < 4; ++i) {
            ASSERT_NE(queue.front(), nullptr);
            EXPECT_EQ(*queue.front(), i);
            queue.pop();
        }
    }
}

TEST(WetLine, LeavesWhatIsInTimeAlone) {
    WetLine line(1, 8);
    PlanarBuffer<float> wet(1, 8);
    for (int block = 0; block < 3; ++block) {
        std::fill(wet.view()[0].begin(), wet.view()[0].end(), 0.75F);
        line.play(wet.view());
        for (const float x : wet.view()[0]) EXPECT_EQ(x, 0.75F);
    }
}

TEST(WetLine, FallsToSilenceFromTheLastSampleAndRisesAgain) {
    constexpr std::size_t kBlock = 64;
    WetLine line(1, kBlock);
    PlanarBuffer<float> wet(1, kBlock);
    const auto row = wet.view()[0];
    const auto set = [&] {
        for (std::size_t i = 0; i < kBlock; ++i) row[i] = static_cast<float>(i + 1) / kBlock;
    };
    set();
    line.play(wet.view());
    line.conceal(wet.view());
    EXPECT_NEAR(row[0], 1, 1e-3);
    EXPECT_NEAR(row[kBlock - 1], 0, 1e-3);
    for (std::size_t i = 1; i < kBlock; ++i) EXPECT_LE(row[i], row[i - 1]);
    line.conceal(wet.view());
    for (const float x : row) EXPECT_EQ(x, 0);
    set();
    line.play(wet.view());
    EXPECT_NEAR(row[0], 0, 1e-3);
    EXPECT_NEAR(row[kBlock - 1], 1, 1e-3);
    line.reset();
    line.conceal(wet.view());
    for (const float x : row) EXPECT_EQ(x, 0);
}

}  // namespace
}  // namespace cavea::live
