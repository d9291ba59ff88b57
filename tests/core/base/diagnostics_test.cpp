// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/diagnostics.h"

#include <gtest/gtest.h>

namespace cavea {
namespace {

TEST(Diagnostics, ListsTheFirstFewOfACodeAndCountsTheRest) {
    Diagnostics diagnostics;
    for (int i = 0; i < 100; ++i) diagnostics.warn("often", "again");
    diagnostics.warn("once", "this");
    EXPECT_EQ(diagnostics.list().size(), Diagnostics::kMaxPerCode + 1);
    EXPECT_EQ(diagnostics.counts().find("often")->second, 100U);
    EXPECT_EQ(diagnostics.list().back().code, "once");
}

}  // namespace
}  // namespace cavea
