// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Memory does not grow with the length of a programme, but for its metadata.
#include <gtest/gtest.h>

#include "tests/cli/support/adm_file.h"
#include "tests/cli/support/process.h"
#include "tests/support/support.h"

namespace cavea::test {
namespace {

constexpr int kObjects = 128;

/// Peak resident set of a render of this many minutes.
double peak_mib(int minutes, int blocks_per_second) {
    const TemporaryFolder folder;
    write_adm(folder / "in.wav", {.objects = kObjects,
                                  .frames = std::int64_t{minutes} * 60 * 48000,
                                  .blocks_per_second = blocks_per_second,
                                  .silent = true});
    // A small layout: its file is the only thing here that really takes space on the disk.
    Command command = cavea_command(
        {"render", folder / "in.wav", "-o", folder / "o.wav", "-l", "0+2+0", "--quiet"});
    command.limit_s = 250;
    const Outcome outcome = run(command);
    EXPECT_EQ(outcome.exit_code, 0) << outcome;
    return outcome.peak_rss_mib;
}

TEST(PeakMemory, DoesNotGrowWithTheLengthOfAStaticScene) {
    if (slowness() > 1) GTEST_SKIP() << "sanitizers keep freed memory";
    const double short_mib = peak_mib(1, 0);
    const double long_mib = peak_mib(4, 0);
    RecordProperty("one_minute_mib", std::to_string(short_mib));
    RecordProperty("four_minutes_mib", std::to_string(long_mib));
    EXPECT_LT(long_mib - short_mib, 16) << short_mib << " and " << long_mib;
}

TEST(PeakMemory, GrowsByTheBlocksOfAMovingSceneOnly) {
    if (slowness() > 1) GTEST_SKIP() << "sanitizers keep freed memory";
    const double short_mib = peak_mib(1, 10);
    const double long_mib = peak_mib(4, 10);
    // 230,400 further blocks. A block is kept until the end; while a vector of them grows, it is
    // there twice.
    constexpr double kBlocks = 3.0 * 60 * 10 * kObjects;
    const double bytes_per_block = (long_mib - short_mib) * 1024 * 1024 / kBlocks;
    RecordProperty("one_minute_mib", std::to_string(short_mib));
    RecordProperty("four_minutes_mib", std::to_string(long_mib));
    RecordProperty("bytes_per_block", std::to_string(bytes_per_block));
    EXPECT_LT(bytes_per_block, 256) << short_mib << " and " << long_mib;
}

}  // namespace
}  // namespace cavea::test
