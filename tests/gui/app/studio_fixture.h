// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What tests of the studio share: a small mix, a headless studio on the device under test, and the
// validation layer listening.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "gui/app/headless.h"
#include "gui/app/script_runner.h"
#include "tests/support/support.h"

namespace cavea::test {

/// Skips without a device (fails with CAVEA_REQUIRE_GPU=1); fails on any validation message.
class StudioTest : public testing::Test {
 protected:
    void SetUp() override;
    void TearDown() override;

    /// The device of CAVEA_TEST_DEVICE, else lavapipe; validation on where it is installed.
    [[nodiscard]] gui::HeadlessOptions options();
    /// A studio with a mix of so many objects, loaded.
    [[nodiscard]] std::unique_ptr<gui::Headless> with_objects(std::size_t objects);
    static void play(gui::Headless& studio, const std::string& script);
    /// The message with which a script is refused; empty when it runs.
    static std::string refusal(gui::Headless& studio, const std::string& script);

    TemporaryFolder folder;
    /// Of the validation layer so far. A test that plants a fault takes them away.
    std::vector<std::string> messages;
    bool listening = false;
};

}  // namespace cavea::test
