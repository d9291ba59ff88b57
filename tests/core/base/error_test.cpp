// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"

#include <gtest/gtest.h>

#include <string>

namespace cavea {
namespace {

TEST(Printable, MakesControlsVisibleAndKeepsUtf8) {
    EXPECT_EQ(printable("a\x1b[31mred\n"), "a\\x1b[31mred\\x0a");
    EXPECT_EQ(printable("caf\xc3\xa9"), "caf\xc3\xa9");
    EXPECT_EQ(printable("caf\xe9"), "caf\\xe9");
    EXPECT_EQ(printable("\xc2\x9b"
                        "31m"),
              "\\xc2\\x9b31m");  // the C1 form of an escape
    EXPECT_EQ(printable("\xf0\x9f\x94\x8a"), "\xf0\x9f\x94\x8a");
    EXPECT_EQ(printable("\xf0\x9f"), "\\xf0\\x9f");
}

TEST(Printable, CutsWhatIsTooLong) {
    const std::string cut = printable(std::string(1000, 'x'), 10);
    EXPECT_EQ(cut, "xxxxxxxxxx...");
}

TEST(Located, JoinsThePartsThatAreThere) {
    EXPECT_EQ(located("a.wav", "chunk 'fmt '", "is missing; render it again"),
              "a.wav: chunk 'fmt ': is missing; render it again");
    EXPECT_EQ(located("", "", "what"), "what");
}

TEST(Refused, IsAnErrorWithExitCodeOne) {
    const Error error = refused("f", "p", "w");
    EXPECT_EQ(error.code(), ErrorCode::Refused);
    EXPECT_EQ(static_cast<int>(error.code()), 1);
    EXPECT_STREQ(error.what(), "f: p: w");
}

}  // namespace
}  // namespace cavea
