// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/subprocess.h"

#include <gtest/gtest.h>

#include "core/base/error.h"

namespace cavea {
namespace {

TEST(Subprocess, GivesWhatTheProgramPrintsAndItsExitCode) {
    const ProgramResult result = run_program({"sh", "-c", "printf 'one two'; exit 7"});
    EXPECT_EQ(result.out, "one two");
    EXPECT_EQ(result.exit_code, 7);
}

TEST(Subprocess, TakesArgumentsAsTheyAre) {
    EXPECT_EQ(run_program({"printf", "%s", "a b; $HOME 'c'"}).out, "a b; $HOME 'c'");
}

TEST(Subprocess, ReadsMoreThanAPipeHolds) {
    EXPECT_EQ(run_program({"sh", "-c", "head -c 1000000 /dev/zero"}).out.size(), 1000000U);
}

TEST(Subprocess, SaysWhichSignalEndedTheProgram) {
    EXPECT_EQ(run_program({"sh", "-c", "kill -KILL $$"}).exit_code, 128 + 9);
}

TEST(Subprocess, AProgramThatIsNotThereIsAnError) {
    EXPECT_THROW(static_cast<void>(run_program({"/no/such/program"})), Error);
}

TEST(Subprocess, ASiblingLiesBesideThisProgram) {
    EXPECT_EQ(sibling_program("x").parent_path(), sibling_program("y").parent_path());
    EXPECT_TRUE(std::filesystem::is_directory(sibling_program("x").parent_path()));
}

}  // namespace
}  // namespace cavea
