// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/planar.h"

#include <gtest/gtest.h>

#include <cstdint>

namespace cavea {
namespace {

TEST(PlanarBuffer, StartsAtZeroWithAlignedRows) {
    PlanarBuffer<float> buffer(3, 17);
    const Planar<float> view = buffer.view();
    for (std::size_t c = 0; c < 3; ++c) {
        EXPECT_EQ(reinterpret_cast<std::uintptr_t>(view[c].data()) % 64, 0U);
        for (const float x : view[c]) EXPECT_EQ(x, 0.0F);
    }
}

TEST(Planar, SlicesAndRowsViewTheSameSamples) {
    PlanarBuffer<int> buffer(4, 10);
    const Planar<int> view = buffer.view();
    for (std::size_t c = 0; c < 4; ++c) {
        for (std::size_t i = 0; i < 10; ++i) view[c][i] = static_cast<int>(100 * c + i);
    }
    const Planar<const int> part = view.rows(1, 2).slice(3, 4);
    EXPECT_EQ(part.channels(), 2U);
    EXPECT_EQ(part.frames(), 4U);
    EXPECT_EQ(part[0][0], 103);
    EXPECT_EQ(part[1][3], 206);
}

TEST(PlanarBuffer, MayBeEmpty) {
    const PlanarBuffer<float> none(0, 8);
    EXPECT_EQ(none.view().channels(), 0U);
    const PlanarBuffer<float> short_one(2, 0);
    EXPECT_EQ(short_one.view().frames(), 0U);
}

}  // namespace
}  // namespace cavea
