// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/child_process.h"

#include <gtest/gtest.h>

#include <atomic>
#include <csignal>
#include <stdexcept>

namespace cavea::io {
namespace {

using Bytes = std::vector<std::byte>;

TEST(ChildProcess, ResultsOfAnySizeComeBackWhole) {
    for (const std::size_t size : {0U, 1U, 65536U, 3'000'001U}) {
        const ChildResult child =
            run_in_child([&] { return Bytes(size, std::byte{42}); }, ChildLimits{});
        EXPECT_EQ(child.outcome, ChildOutcome::Done);
        EXPECT_EQ(child.result, Bytes(size, std::byte{42}));
    }
}

TEST(ChildProcess, CrashesAndExceptionsAreFailures) {
    for (const int number : {SIGSEGV, SIGABRT, SIGFPE, SIGKILL}) {
        const auto crash = [&]() -> Bytes {
            std::raise(number);
            return {};
        };
        EXPECT_EQ(run_in_child(crash, {}).outcome, ChildOutcome::Failed) << number;
    }
    const auto fail = []() -> Bytes { throw std::runtime_error("no"); };
    EXPECT_EQ(run_in_child(fail, {}).outcome, ChildOutcome::Failed);
}

TEST(ChildProcess, EndlessWorkAndResultsAreEnded) {
    ChildLimits limits;
    limits.seconds = 1;
    std::atomic<bool> forever{true};
    const auto spin = [&]() -> Bytes {
        while (forever.load(std::memory_order_relaxed)) {
        }
        return {};
    };
    EXPECT_EQ(run_in_child(spin, limits).outcome, ChildOutcome::TooLong);
    limits.result_bytes = 100;
    const auto large = [] { return Bytes(1'000'000); };
    EXPECT_EQ(run_in_child(large, limits).outcome, ChildOutcome::TooLong);
}

TEST(ChildProcess, NothingOfThisProcessChanges) {
    int value = 1;
    const auto work = [&] {
        value = 2;
        return Bytes{std::byte{2}};
    };
    EXPECT_EQ(run_in_child(work, {}).result, Bytes{std::byte{2}});
    EXPECT_EQ(value, 1);
}

}  // namespace
}  // namespace cavea::io
