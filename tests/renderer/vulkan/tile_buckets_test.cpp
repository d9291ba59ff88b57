// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "renderer/vulkan/tile_buckets.h"

#include <gtest/gtest.h>

#include <tuple>

#include "core/base/error.h"
#include "gpu_test.h"

namespace cavea::test {
namespace {

using gpu::kPanTile;
using gpu::TileBuckets;

constexpr TileBuckets::Limits kRoomy{1000, 1000000};

/// What the buckets say about a column and frame, summed in double over ones as feeds, row by row
/// weighted so that no two rows are taken for each other.
double value(const TileBuckets& buckets, std::uint32_t column, Frame n) {
    double sum = 0;
    const auto tile = static_cast<std::uint32_t>(n / kPanTile);
    for (const gpu::PanPass& pass : buckets.passes()) {
        const std::uint32_t* offsets = buckets.offsets().data() + pass.first_offset;
        const std::size_t bucket = std::size_t{column} * buckets.tiles() + tile;
        for (std::uint32_t i = offsets[bucket]; i < offsets[bucket + 1]; ++i) {
            const gpu::PanSegment& s = buckets.segments()[pass.first_segment + i];
            const Frame at = n - Frame{tile} * kPanTile;
            const Frame begin = s.extent & 0xFFFFU;
            if (at < begin || at >= Frame{s.extent >> 16U}) continue;
            const std::uint32_t row = buckets.rows()[pass.first_row + s.row];
            sum += (row + 1) * (static_cast<double>(s.gain) +
                                static_cast<double>(s.slope) * static_cast<double>(at - begin));
        }
    }
    return sum;
}

void expect_same_meaning(TileBuckets& buckets, const Programme& programme) {
    Programme weighted = empty_programme({programme.setup.rows, programme.setup.columns,
                                          programme.setup.grid, programme.frames, 0, 1});
    weighted.plans = programme.plans;
    for (std::uint32_t row = 0; row < weighted.setup.rows; ++row) {
        for (float& x : weighted.feeds.view()[row]) x = static_cast<float>(row + 1);
    }
    const auto expected = reference(weighted);
    buckets.sort(programme.plans[0], programme.plans[0].span);
    for (std::uint32_t column = 0; column < programme.setup.columns; ++column) {
        for (Frame n = 0; n < programme.frames; ++n) {
            ASSERT_NEAR(value(buckets, column, n), expected[column][static_cast<std::size_t>(n)],
                        1e-5)
                << "column " << column << " frame " << n;
        }
    }
}

TEST(TileBuckets, MeanWhatThePlanMeans) {
    const Programme programme = random_programme({9, 4, {64, 1000}, 1000, 300, 700}, 1);
    TileBuckets buckets(9, 4, kRoomy);
    expect_same_meaning(buckets, programme);
    EXPECT_EQ(buckets.passes().size(), 1U);
}

TEST(TileBuckets, MeanTheSameCutIntoPasses) {
    const Programme programme = random_programme({9, 4, {64, 1000}, 1000, 300, 700}, 2);
    for (const TileBuckets::Limits limits :
         {TileBuckets::Limits{2, 1000000}, {1000, 5}, {1, 4}, {3, 37}}) {
        TileBuckets buckets(9, 4, limits);
        expect_same_meaning(buckets, programme);
        EXPECT_GT(buckets.passes().size(), 1U);
        for (const gpu::PanPass& pass : buckets.passes()) {
            EXPECT_LE(pass.rows, limits.rows);
            EXPECT_LE(pass.segments, limits.segments);
            EXPECT_EQ(pass.first_segment * sizeof(gpu::PanSegment) % 256, 0U);
            EXPECT_EQ(pass.first_offset * sizeof(std::uint32_t) % 256, 0U);
        }
    }
}

TEST(TileBuckets, KeepTheOrderOfThePlanInABucket) {
    plan::SpanPlan plan;
    plan.span = {0, 512};
    for (std::uint32_t i = 0; i < 100; ++i) plan.direct.push_back({i / 2, 0, 0, 10, i * 1.0, 0});
    TileBuckets buckets(50, 1, kRoomy);
    buckets.sort(plan, plan.span);
    ASSERT_EQ(buckets.segments().size(), 100U);
    for (std::uint32_t i = 0; i < 100; ++i) {
        EXPECT_EQ(buckets.segments()[i].gain, static_cast<float>(i));
    }
}

TEST(TileBuckets, LeaveOutRowsWithoutSegments) {
    plan::SpanPlan plan;
    plan.span = {0, 512};
    plan.direct = {{3, 0, 0, 10, 1, 0}, {7, 0, 0, 10, 1, 0}, {7, 0, 5, 10, 1, 0}};
    TileBuckets buckets(50, 1, kRoomy);
    buckets.sort(plan, plan.span);
    EXPECT_EQ(buckets.rows(), (std::vector<std::uint32_t>{3, 7}));
}

TEST(TileBuckets, HoldOnePassAndNothingElseForAnEmptyPlan) {
    TileBuckets buckets(2, 3, kRoomy);
    const Programme programme = random_programme({2, 3, {64, 512}, 512, 30, 100}, 3);
    buckets.sort(programme.plans[0], programme.plans[0].span);
    buckets.sort({}, {0, 512});
    ASSERT_EQ(buckets.passes().size(), 1U);
    EXPECT_EQ(buckets.segments().size(), 0U);
    EXPECT_EQ(buckets.offsets(), std::vector<std::uint32_t>(3 * 2 + 1, 0));
}

// A float holds 24 bits: slope * (n - begin) in float would be off by 2e-3 here.
TEST(TileBuckets, WorkOutGainsFarFromTheBeginInDouble) {
    plan::SpanPlan plan;
    plan.span = {0, 65536};
    const double slope = 1.0 / 3;
    plan.direct = {{0, 0, 1, 65536, -20000, slope}};
    TileBuckets buckets(1, 1, kRoomy);
    buckets.sort(plan, plan.span);
    const Frame last_tile = 65536 - kPanTile;
    EXPECT_EQ(buckets.segments().back().gain,
              static_cast<float>(-20000 + slope * static_cast<double>(last_tile - 1)));
}

TEST(TileBuckets, RefuseSegmentsThatDoNotFit) {
    TileBuckets buckets(2, 3, kRoomy);
    const Span span{512, 1024};
    const std::vector<plan::Segment> wrong[] = {
        {{2, 0, 512, 600, 1, 0}},
        {{0, 3, 512, 600, 1, 0}},
        {{0, 0, 511, 600, 1, 0}},
        {{0, 0, 512, 1025, 1, 0}},
        {{0, 0, 600, 600, 1, 0}},
        {{0, 0, 700, 600, 1, 0}},
        {{1, 0, 512, 600, 1, 0}, {0, 0, 512, 600, 1, 0}},
    };
    for (const auto& segments : wrong) {
        EXPECT_THROW(buckets.sort({span, segments}, span), Error);
    }
    EXPECT_NO_THROW(buckets.sort({span, {{0, 0, 512, 1024, 1, 0}, {1, 2, 512, 513, 1, 0}}}, span));
}

}  // namespace
}  // namespace cavea::test
