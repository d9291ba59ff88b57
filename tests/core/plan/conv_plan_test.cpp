// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plan/conv_plan.h"

#include <gtest/gtest.h>

namespace cavea::plan {
namespace {

TEST(ConvPlan, KeysAreReadBack) {
    for (const ConvPlan plan : {ConvPlan{4096, 8}, ConvPlan{262144, 1}, ConvPlan{1, 1}}) {
        EXPECT_EQ(parse_conv_plan(plan.key()), plan);
    }
    for (const std::string bad : {"", "c", "c4096", "cx1", "c0x1", "c64x0", "4096x8", "c-1x2",
                                  "c4096x8x", "c99999999999x1", "c4194304x2"}) {
        EXPECT_FALSE(parse_conv_plan(bad).has_value()) << bad;
    }
}

TEST(ConvPlan, PartitionsCoverTheResponse) {
    EXPECT_EQ(partitions(0, 64), 1U);
    EXPECT_EQ(partitions(1, 64), 1U);
    EXPECT_EQ(partitions(64, 64), 1U);
    EXPECT_EQ(partitions(65, 64), 2U);
}

TEST(ChooseOffline, TakesLongBlocksForLongResponsesAndShortOnesForShort) {
    const CostTable costs;
    const ConvPlan hall = choose_offline({1, 12, 12, 192000}, costs);
    const ConvPlan ear = choose_offline({24, 2, 48, 512}, costs);
    EXPECT_GE(hall.block, 65536U);
    EXPECT_LE(ear.block, 8192U);
    EXPECT_GE(ear.unit(), costs.smallest_unit);
}

TEST(ChooseOffline, StaysWithinWhatTheDeviceCan) {
    CostTable costs;
    costs.largest_block = 4096;
    costs.smallest_unit = 32768;
    const ConvPlan plan = choose_offline({1, 12, 12, 192000}, costs);
    EXPECT_EQ(plan.block, 4096U);
    EXPECT_EQ(plan.batch, 8U);
}

TEST(ChooseOffline, ManyLongResponsesDoNotShrinkTheBlock) {
    // Several GiB of spectra, the same in any block: short ones would only cost time.
    EXPECT_GE(choose_offline({64, 12, 768, 480000}, CostTable()).block, 65536U);
}

TEST(ChooseOffline, PlantedCostsSteerIt) {
    CostTable cheap_sums;
    cheap_sums.mac_gflops = 1e6;
    CostTable cheap_transforms;
    cheap_transforms.fft_gflops = 1e6;
    const ConvWorkload work{4, 12, 48, 96000};
    EXPECT_LT(choose_offline(work, cheap_sums).block, choose_offline(work, cheap_transforms).block);
}

}  // namespace
}  // namespace cavea::plan
