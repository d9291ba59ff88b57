// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/time_argument.h"

#include <gtest/gtest.h>

#include "core/base/error.h"

namespace cavea::cli {
namespace {

TEST(TimeArgument, IsExactToTheFrameBelow) {
    EXPECT_EQ(parse_time("0", 48000, "--from"), 0);
    EXPECT_EQ(parse_time("12.5", 48000, "--from"), 600'000);
    EXPECT_EQ(parse_time("0.1", 44100, "--from"), 4410);
    EXPECT_EQ(parse_time("0.000020833", 48000, "--from"), 0);
    EXPECT_EQ(parse_time("0.000020834", 48000, "--from"), 1);
    EXPECT_EQ(parse_time("1:02", 48000, "--from"), 62 * 48000);
    EXPECT_EQ(parse_time("01:02:03.25", 48000, "--from"), (3723 * 48000) + 12000);
    EXPECT_EQ(parse_time("90:00", 48000, "--from"), 5400 * 48000);
    EXPECT_EQ(parse_time("48001smp", 48000, "--from"), 48001);
}

TEST(TimeArgument, RefusesWhatIsNoTimeAndNamesTheOption) {
    for (const char* text : {"",
                             "-1",
                             "1.",
                             ".5",
                             "1.2.3",
                             "1e3",
                             "noon",
                             "1:60",
                             "1:60:00",
                             "1:2:3:4",
                             "1:",
                             ":1",
                             " 1",
                             "1 ",
                             "+1",
                             "0x10",
                             "nan",
                             "inf",
                             "smp",
                             "-5smp",
                             "1.5smp",
                             "1:00smp",
                             "0.1234567891",
                             "99999999999999999999",
                             "99999999999999999999smp"}) {
        try {
            static_cast<void>(parse_time(text, 48000, "--to"));
            ADD_FAILURE() << "'" << text << "' was taken for a time";
        } catch (const Error& error) {
            EXPECT_EQ(error.code(), ErrorCode::Usage) << text;
            EXPECT_NE(std::string(error.what()).find("--to"), std::string::npos);
        }
    }
}

}  // namespace
}  // namespace cavea::cli
