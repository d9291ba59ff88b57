// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/app/monkey.h"
#include "tests/gui/app/studio_fixture.h"

namespace cavea::test {
namespace {

TEST_F(StudioTest, SurvivesATroopOfMonkeys) {
    for (const std::uint64_t seed : {1U, 2U, 3U, 4U}) {
        SCOPED_TRACE(seed);
        const auto studio = with_objects(40);
        gui::Monkey monkey(*studio, seed);
        for (int i = 0; i < 5000; ++i) monkey.step();
        monkey.let_go();
    }
}

}  // namespace
}  // namespace cavea::test
