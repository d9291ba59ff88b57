// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/worker_pool.h"

#include <gtest/gtest.h>

#include <atomic>
#include <numeric>
#include <stdexcept>
#include <string>
#include <vector>

namespace cavea {
namespace {

class WorkerPoolTest : public testing::TestWithParam<std::size_t> {};
INSTANTIATE_TEST_SUITE_P(Threads, WorkerPoolTest, testing::Values(1, 2, 4, 13));

TEST_P(WorkerPoolTest, RunsEveryPieceOnce) {
    WorkerPool pool(GetParam());
    for (const std::size_t count : {0U, 1U, 7U, 1000U}) {
        std::vector<std::atomic<int>> runs(count);
        pool.run(count, [&](std::size_t i) { ++runs[i]; });
        for (const auto& n : runs) EXPECT_EQ(n.load(), 1);
    }
}

TEST_P(WorkerPoolTest, JobsStartedTogetherAllFinish) {
    WorkerPool pool(GetParam());
    std::atomic<std::size_t> sum{0};
    std::vector<WorkerPool::Handle> jobs;
    for (std::size_t j = 0; j < 50; ++j) {
        jobs.push_back(pool.start(10, [&](std::size_t i) { sum += i; }));
    }
    for (const auto& job : jobs) {
        pool.wait(job);
        EXPECT_TRUE(WorkerPool::done(job));
    }
    EXPECT_EQ(sum.load(), 50U * 45U);
}

TEST_P(WorkerPoolTest, ThrowsTheLowestPiecesException) {
    WorkerPool pool(GetParam());
    std::atomic<int> runs{0};
    try {
        pool.run(20, [&](std::size_t i) {
            ++runs;
            if (i >= 5) throw std::runtime_error(std::to_string(i));
        });
        FAIL() << "no exception";
    } catch (const std::runtime_error& error) {
        EXPECT_STREQ(error.what(), "5");
    }
    EXPECT_EQ(runs.load(), 20);
    pool.run(1, [&](std::size_t) { ++runs; });  // the pool goes on
    EXPECT_EQ(runs.load(), 21);
}

}  // namespace
}  // namespace cavea
