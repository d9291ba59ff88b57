// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "renderer/trim_stage.h"

#include <gtest/gtest.h>

#include <vector>

#include "core/layout/layout.h"

namespace cavea {
namespace {

constexpr std::size_t kFrames = 64;

plan::Output stereo(std::vector<plan::Trim> trims) {
    plan::Output out = plan::Output::speakers(*layout::find("0+2+0"));
    out.trims = std::move(trims);
    return out;
}

// Counts up from 1 in every column, from block to block.
PlanarBuffer<float> ramp(std::size_t columns, std::size_t block) {
    PlanarBuffer<float> out(columns, kFrames);
    for (std::size_t c = 0; c < columns; ++c) {
        for (std::size_t i = 0; i < kFrames; ++i) {
            out.view()[c][i] = static_cast<float>(block * kFrames + i + 1);
        }
    }
    return out;
}

TEST(TrimStage, DelaysAndScalesItsChannelsAcrossBlocks) {
    // Shorter than a block, longer than one, and none.
    const std::vector<plan::Output> outputs{stereo({}), stereo({{0.5F, 10}, {2, 150}})};
    TrimStage stage(outputs);
    EXPECT_EQ(stage.history_frames(), 150);
    for (std::size_t block = 0; block < 5; ++block) {
        auto columns = ramp(4, block);
        stage.process(columns.view());
        for (std::size_t i = 0; i < kFrames; ++i) {
            const auto n = static_cast<float>(block * kFrames + i + 1);
            EXPECT_EQ(columns.view()[0][i], n);
            EXPECT_EQ(columns.view()[1][i], n);
            EXPECT_EQ(columns.view()[2][i], n > 10 ? (n - 10) / 2 : 0);
            EXPECT_EQ(columns.view()[3][i], n > 150 ? (n - 150) * 2 : 0);
        }
    }
}

TEST(TrimStage, ForgetsItsHistory) {
    TrimStage stage({stereo({{1, 3}, {1, 0}})});
    EXPECT_EQ(stage.history_frames(), 3);
    for (int round = 0; round < 2; ++round) {
        auto columns = ramp(2, 0);
        stage.process(columns.view());
        EXPECT_EQ(columns.view()[0][2], 0);
        EXPECT_EQ(columns.view()[0][3], 1);
        stage.reset();
    }
}

}  // namespace
}  // namespace cavea
