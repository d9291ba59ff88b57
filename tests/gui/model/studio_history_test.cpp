// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include "tests/gui/model/model_support.h"
#include "tests/gui/model/studio_fixture.h"
#include "tests/support/support.h"

namespace cavea::gui {
namespace {

using test::kDragon;
using test::kRain;
using test::kVoice;
using test::Snapshot;
using test::StudioTest;

TEST_F(StudioTest, AGestureIsOneStep) {
    studio_.begin_gesture("");
    for (int i = 0; i < 60; ++i) studio_.hold(kDragon, {i / 60.0, 0, 0});
    studio_.end_gesture();
    EXPECT_EQ(studio_.undo_name(), "Move Dragon");
    studio_.begin_gesture("");
    for (const std::size_t item : {kDragon, kVoice, kRain}) studio_.set_mute(item, true);
    studio_.end_gesture();
    EXPECT_EQ(studio_.undo_name(), "Mute 2 objects");  // one was muted before
    studio_.begin_gesture("Tidy up");
    studio_.set_gain_db(kDragon, 1);
    studio_.begin_gesture("inside");
    studio_.set_solo(kDragon, true);
    studio_.end_gesture();
    studio_.end_gesture();
    EXPECT_EQ(studio_.undo_name(), "Tidy up");
    studio_.undo();
    EXPECT_EQ(studio_.gain_db(kDragon), -6);
    EXPECT_FALSE(studio_.soloed(kDragon));
    EXPECT_EQ(studio_.redo_name(), "Tidy up");
    studio_.undo();
    studio_.undo();
    EXPECT_FALSE(studio_.undo_name());
    EXPECT_FALSE(studio_.held(kDragon));
}

TEST_F(StudioTest, AGestureThatChangesNothingIsNoStep) {
    studio_.begin_gesture("");
    studio_.hold(kDragon, {0, 0, 0});
    studio_.release(kDragon);
    studio_.set_gain_db(kDragon, -6);
    studio_.end_gesture();
    EXPECT_FALSE(studio_.undo_name());
    studio_.begin_gesture("");
    studio_.hold(kDragon, {0, 0, 0});
    studio_.set_gain_db(kDragon, 3);
    studio_.cancel_gesture();
    EXPECT_FALSE(studio_.held(kDragon));
    EXPECT_EQ(studio_.gain_db(kDragon), -6);
    EXPECT_FALSE(studio_.undo_name());
    EXPECT_FALSE(studio_.dirty());
    studio_.undo();
    studio_.redo();
    studio_.end_gesture();
    EXPECT_FALSE(studio_.dirty());
}

TEST_F(StudioTest, UndoInTheMiddleOfAGestureEndsItFirst) {
    studio_.begin_gesture("");
    studio_.hold(kDragon, {0, 0, 0});
    studio_.undo();
    EXPECT_FALSE(studio_.held(kDragon));
    studio_.end_gesture();
    EXPECT_EQ(studio_.redo_name(), "Move Dragon");
}

void edit_anything(Studio& studio, test::Random& random) {
    const std::size_t item = random.below(3);
    const std::vector<std::size_t> all{kDragon, kVoice, kRain};
    switch (random.below(11)) {
        case 0:
            studio.hold(item, random.in_room());
            break;
        case 1:
            studio.hold_polar(item, {random.between(-180, 180), random.between(-90, 90), 1});
            break;
        case 2:
            studio.release(item);
            break;
        case 3:
            studio.set_extent(item, random.between(0, 1));
            break;
        case 4:
            studio.set_gain_db(item, random.between(-120, 12));
            break;
        case 5:
            studio.set_mute(item, random.below(2) == 0);
            break;
        case 6:
            studio.set_solo(item, random.below(2) == 0);
            break;
        case 7:
            studio.clear_solos();
            break;
        case 8:
            studio.set_stem(item, static_cast<Stem>(random.below(kStems)));
            break;
        case 9: {
            std::optional<double> level;
            if (random.below(4) != 0) level = random.between(-60, 6);
            studio.set_send_db(item, random.below(2), level);
            break;
        }
        default: {
            const double from = random.between(0, 7);
            studio.write_held(all, from, from + random.between(0, 0.5));
        }
    }
}

TEST_F(StudioTest, TenThousandEditsAreUndoneAndRedone) {
    test::Random random(51);
    const Snapshot original(studio_);
    for (int i = 0; i < 10'000; ++i) {
        const bool gesture = random.below(5) == 0;
        if (gesture) studio_.begin_gesture("");
        edit_anything(studio_, random);
        if (gesture) {
            edit_anything(studio_, random);
            if (random.below(6) == 0) {
                studio_.cancel_gesture();
            } else {
                studio_.end_gesture();
            }
        }
        if (random.below(10) == 0) studio_.undo();
    }
    while (studio_.redo_name()) studio_.redo();
    const Snapshot final(studio_);
    std::size_t steps = 0;
    for (; studio_.undo_name(); ++steps) studio_.undo();
    EXPECT_GT(steps, 3000U);
    EXPECT_TRUE(Snapshot(studio_) == original);
    EXPECT_FALSE(studio_.dirty());
    for (std::size_t i = 0; i < steps; ++i) studio_.redo();
    EXPECT_TRUE(Snapshot(studio_) == final);
    EXPECT_FALSE(studio_.redo_name());
    studio_.clear_solos();
    for (const std::size_t item : {kDragon, kVoice}) studio_.release(item);
    expect_the_same_sound();
}

}  // namespace
}  // namespace cavea::gui
