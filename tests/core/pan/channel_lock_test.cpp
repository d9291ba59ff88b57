// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pan/channel_lock.h"

#include <gtest/gtest.h>

#include "core/pan/speakers.h"
#include "tests/core/pan/pan_test_support.h"

namespace cavea::pan {
namespace {

using layout::Cartesian;

TEST(ChannelLock, TakesTheNearestWithinReach) {
    const Speakers speakers(*layout::find("5.1"));
    const ChannelLock lock(speakers.channels, speakers.sphere, {1, 1, 1});
    const Cartesian here = layout::vector_of({20, 0, 1});
    EXPECT_EQ(lock.lock(here, std::nullopt), speakers.sphere[0]);
    EXPECT_EQ(lock.lock(here, 0.1), here);
    // The limit counts in plain distance and with a small tolerance.
    EXPECT_EQ(lock.lock(here, layout::length(here - speakers.sphere[0])), speakers.sphere[0]);
}

TEST(ChannelLock, BreaksTiesByHeightThenAzimuth) {
    const Speakers speakers(*layout::find("9+10+3"));
    const ChannelLock lock(speakers.channels, speakers.sphere, {1, 1, 1});
    // At the listener all are as near: the lowest |elevation|, then the smallest |azimuth|.
    EXPECT_EQ(lock.lock({0, 0, 0}, std::nullopt), layout::vector_of({0, 0, 1}));
    // Between M+030 and M-030 with the centre left out: the smaller azimuth.
    ChannelMask centre = 0;
    for (std::size_t i = 0; i < speakers.channels.size(); ++i) {
        if (speakers.channels[i].nominal.azimuth_deg == 0) centre |= ChannelMask{1} << i;
    }
    EXPECT_EQ(lock.lock({0, 1, 0}, std::nullopt, centre), layout::vector_of({-30, 0, 1}));
}

TEST(ChannelLock, StaysWhereAllIsExcluded) {
    const Speakers speakers(*layout::find("5.1"));
    const ChannelLock lock(speakers.channels, speakers.room, {1.0 / 16, 4, 32});
    const Cartesian here{0.2, 0.3, 0};
    EXPECT_EQ(lock.lock(here, std::nullopt, ~ChannelMask{0}), here);
}

TEST(ChannelLock, CountsHeightMostInTheRoom) {
    const Speakers speakers(*layout::find("7.1.4"));
    const ChannelLock lock(speakers.channels, speakers.room, {1.0 / 16, 4, 32});
    // Nearer to M+030 in plain distance, yet above the middle of the walls.
    EXPECT_EQ(lock.lock({0.9, 1, 0.51}, std::nullopt), (Cartesian{1, 1, 1}));
    EXPECT_EQ(lock.lock({-0.4, 0.9, 0.1}, std::nullopt), (Cartesian{0, 1, 0}));
}

}  // namespace
}  // namespace cavea::pan
