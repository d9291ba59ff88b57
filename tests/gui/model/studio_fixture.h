// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What tests of the studio share: a project with a room-coordinate object, a polar one and a bed,
// and the sound of its edits offline against what the player is given.
#pragma once

#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <vector>

#include "core/base/diagnostics.h"
#include "core/plan/controls.h"
#include "core/plan/planner.h"
#include "core/programme/programme.h"
#include "gui/model/studio.h"
#include "tests/support/support.h"

namespace cavea::gui::test {

/// "Dragon" (room coordinates), "Shoe voice" (polar, muted by the master), "Rain" (a bed).
[[nodiscard]] programme::Programme master();
inline constexpr std::size_t kDragon = 0;
inline constexpr std::size_t kVoice = 1;
inline constexpr std::size_t kRain = 2;

/// Everything that undo brings back.
struct Snapshot {
    session::Project project;
    std::vector<std::optional<Override>> holds;
    std::vector<bool> solos;
    std::shared_ptr<const plan::Controls> controls;

    explicit Snapshot(const Studio& studio)
        : project(studio.project()), controls(studio.controls()) {
        for (std::size_t i = 0; i < studio.scene().items().size(); ++i) {
            holds.push_back(studio.held(i));
            solos.push_back(studio.soloed(i));
        }
    }
    bool operator==(const Snapshot& other) const {
        return project == other.project && holds == other.holds && solos == other.solos &&
               *controls == *other.controls;
    }
};

class StudioTest : public testing::Test {
 protected:
    void SetUp() override;
    void open(Studio& studio);

    [[nodiscard]] plan::SourceControl control(std::size_t source) const {
        return studio_.controls()->sources.at(source);
    }

    /// The project as it is now, rendered offline, against what the player is given.
    void expect_the_same_sound() { expect_the_same_sound(master()); }
    void expect_the_same_sound(const programme::Programme& of);

    cavea::test::TemporaryFolder folder_;
    std::filesystem::path path_;
    Diagnostics diagnostics_;
    Studio studio_;

 private:
    [[nodiscard]] plan::SourceControl control_of_row(const plan::Planner& planner,
                                                     std::uint32_t row) const;
};

}  // namespace cavea::gui::test
