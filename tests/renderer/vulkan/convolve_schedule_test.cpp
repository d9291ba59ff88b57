// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "renderer/vulkan/convolve_schedule.h"

#include <gtest/gtest.h>

#include <memory>
#include <random>
#include <set>

namespace cavea::test {
namespace {

using gpu::ConvolveSchedule;
using gpu::FftJob;

constexpr std::uint32_t kBlock = 64;

ConvolverPath path(std::uint32_t input, std::uint32_t output, std::uint32_t partitions) {
    ConvolverPath out;
    out.input = input;
    out.output = output;
    out.response = std::make_shared<const std::vector<float>>(partitions * kBlock, 1.0F);
    return out;
}

struct Shape {
    std::uint32_t inputs = 1;
    std::uint32_t outputs = 1;
    std::uint32_t batch = 1;
    std::uint32_t inputs_at_once = 100;
    std::uint32_t pairs_at_once = 100;
};

ConvolveSchedule schedule(const std::vector<ConvolverPath>& paths, const Shape& shape) {
    gpu::ResponseLayout layout = gpu::lay_out(paths, kBlock, {1U << 20U, shape.inputs_at_once});
    gpu::ScheduleShape full;
    full.inputs = shape.inputs;
    full.outputs = shape.outputs;
    full.batch = shape.batch;
    full.slots = layout.depth - 1 + shape.batch;
    full.inputs_at_once = shape.inputs_at_once;
    full.pairs_at_once = shape.pairs_at_once;
    return {std::move(layout), full};
}

TEST(ConvolveSchedule, DoesNothingInSilence) {
    auto work = schedule({path(0, 0, 3), path(1, 1, 3)}, {2, 2, 4});
    for (int i = 0; i < 3; ++i) {
        work.plan(std::vector<char>(10));
        EXPECT_TRUE(work.jobs().empty());
        EXPECT_TRUE(work.sums().empty());
        EXPECT_EQ(work.rows(), 0U);
        EXPECT_EQ(work.row(0), ConvolveSchedule::kSilent);
    }
}

TEST(ConvolveSchedule, LetsAClickRingOutAndNoLonger) {
    // Block 0 sounds: it lies in windows 0 and 1, and three partitions reach windows up to 3.
    auto work = schedule({path(0, 0, 3)}, {1, 1, 1});
    std::vector<std::size_t> transforms;
    std::vector<std::uint32_t> rows;
    for (int unit = 0; unit < 7; ++unit) {
        work.plan({static_cast<char>(unit == 1), static_cast<char>(unit == 0)});
        rows.push_back(work.rows());
        transforms.push_back(work.jobs().size() - work.rows());
    }
    EXPECT_EQ(rows, (std::vector<std::uint32_t>{2, 2, 2, 2, 0, 0, 0}));
    // Windows 0 and 1 sound; 3 and 4 overwrite them with silence.
    EXPECT_EQ(transforms, (std::vector<std::size_t>{1, 1, 0, 1, 1, 0, 0}));
}

TEST(ConvolveSchedule, ReachesOnlyTheOutputsOfAnInput) {
    auto work = schedule({path(0, 0, 2), path(1, 5, 2), path(1, 6, 2), path(0, 6, 2)}, {2, 8, 1});
    work.plan({0, 0, 0, 1});  // input 1 alone; outputs 0 and 5 are a pair
    EXPECT_NE(work.row(5), ConvolveSchedule::kSilent);
    EXPECT_NE(work.row(6), ConvolveSchedule::kSilent);
    for (const std::uint32_t output : {1U, 2U, 3U, 4U, 7U}) {
        EXPECT_EQ(work.row(output), ConvolveSchedule::kSilent);
    }
    EXPECT_EQ(work.runs().size(), 2U);
}

/// Lists of random units agree with what follows from the definition.
class RandomSchedule : public testing::TestWithParam<Shape> {};

TEST_P(RandomSchedule, ReadsAndWritesWhatItShould) {
    const Shape shape = GetParam();
    std::mt19937_64 random(shape.inputs * 100 + shape.batch);
    std::vector<ConvolverPath> paths;
    for (std::uint32_t i = 0; i < shape.inputs; ++i) {
        for (std::uint32_t o = 0; o < shape.outputs; ++o) {
            const auto partitions = static_cast<std::uint32_t>(1 + random() % 6);
            if (random() % 3 > 0) paths.push_back(path(i, o, partitions));
        }
    }
    auto work = schedule(paths, shape);
    std::vector<char> sounding(shape.inputs * (shape.batch + 1));
    for (int unit = 0; unit < 40; ++unit) {
        for (std::uint32_t i = 0; i < shape.inputs; ++i) {
            char* blocks = sounding.data() + i * (shape.batch + 1);
            blocks[0] = blocks[shape.batch];
            for (std::uint32_t t = 1; t <= shape.batch; ++t) {
                blocks[t] = static_cast<char>(random() % 4 == 0);
            }
        }
        work.plan(sounding);
        ASSERT_LE(work.jobs().size(), work.most_jobs());
        ASSERT_LE(work.groups().size() + work.runs().size(), work.most_work());

        // Every sum is begun once, by its first group, and read back once per window.
        std::set<std::uint32_t> begun;
        std::size_t groups = 0;
        for (const ConvolveSchedule::Sums& sums : work.sums()) {
            ASSERT_EQ(sums.groups.first, groups);
            groups += sums.groups.count;
            for (std::size_t g = sums.groups.first; g < groups; ++g) {
                const gpu::MultiplyGroup& group = work.groups()[g];
                ASSERT_LT(group.row + 1, 2 * shape.pairs_at_once);
                const std::uint32_t row = sums.groups.where * 2 * shape.pairs_at_once + group.row;
                ASSERT_EQ(begun.insert(row).second, group.keeps == 0);
                ASSERT_GE(group.first_run, work.groups().size());
                ASSERT_LE(group.first_run + group.runs, work.groups().size() + work.runs().size());
                ASSERT_GT(group.runs, 0U);
            }
        }
        ASSERT_EQ(groups, work.groups().size());
        ASSERT_EQ(2 * begun.size(), work.rows());
        std::size_t back = 0;
        for (const gpu::WorkRange& range : work.inverse()) back += range.count;
        ASSERT_EQ(back, std::size_t{work.rows()} * shape.batch);
        std::size_t there = 0;
        for (const gpu::WorkRange& range : work.forward()) there += range.count;
        ASSERT_EQ(there + back, work.jobs().size());
        for (const ConvolverPath& p : paths) {
            const char* blocks = sounding.data() + p.input * (shape.batch + 1);
            for (std::uint32_t t = 1; t <= shape.batch; ++t) {
                if (blocks[t] == 0) continue;
                ASSERT_NE(work.row(p.output), ConvolveSchedule::kSilent);
            }
        }
    }
}

INSTANTIATE_TEST_SUITE_P(Shapes, RandomSchedule,
                         testing::Values(Shape{1, 1, 1}, Shape{1, 12, 8}, Shape{5, 3, 2, 2, 1},
                                         Shape{7, 9, 3, 1, 2}, Shape{4, 4, 16, 3, 100}));

}  // namespace
}  // namespace cavea::test
