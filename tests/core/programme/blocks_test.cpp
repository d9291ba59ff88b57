// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/programme/blocks.h"

#include <gtest/gtest.h>

namespace cavea::programme {
namespace {

TEST(ObjectsBlock, KeepsTimesExactlyAndRefusesWhatItCannotPack) {
    ObjectsBlock block;
    EXPECT_FALSE(block.timed());
    ASSERT_TRUE(block.set_times(Rational(1, 3), Rational(1001, 48000)));
    EXPECT_TRUE(block.timed());
    EXPECT_EQ(block.rtime_s(), Rational(1, 3));
    EXPECT_EQ(block.duration_s(), Rational(1001, 48000));
    EXPECT_FALSE(block.set_times(Rational(1, 10'000'000'019), Rational(1)));
    EXPECT_EQ(block.rtime_s(), Rational(1, 3));
}

TEST(ObjectsChannel, NamesItsBlocks) {
    ObjectsChannel channel;
    channel.id = "AC_0003100a";
    ObjectsBlock block;
    block.number = 0x2b;
    EXPECT_EQ(channel.block_id(block), "AB_0003100a_0000002b");
}

}  // namespace
}  // namespace cavea::programme
