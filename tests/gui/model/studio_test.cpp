// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/model/studio.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "core/session/project_file.h"
#include "tests/core/session/session_support.h"
#include "tests/gui/model/studio_fixture.h"
#include "tests/support/support.h"

namespace cavea::gui {
namespace {

using programme::Programme;
using session::Project;
using session::test::cartesian;
using session::test::channel_of;
using session::test::kRate;
using session::test::object;
using test::kDragon;
using test::kRain;
using test::kVoice;
using test::master;
using test::StudioTest;

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr double kInf = std::numeric_limits<double>::infinity();

TEST_F(StudioTest, ShowsTheProjectAsItWasOpened) {
    EXPECT_TRUE(studio_.has_mix());
    EXPECT_EQ(studio_.scene().items().size(), 3U);
    EXPECT_EQ(studio_.gain_db(kDragon), -6);
    EXPECT_TRUE(studio_.muted(kVoice));
    EXPECT_NEAR(*studio_.send_db(kDragon, 0), -12, 1e-9);
    EXPECT_FALSE(studio_.send_db(kDragon, 1));
    EXPECT_NEAR(*studio_.send_db(kRain, 1), -20, 1e-9);
    EXPECT_FALSE(studio_.dirty());
    EXPECT_FALSE(studio_.undo_name());
    expect_the_same_sound();
}

TEST_F(StudioTest, EveryEditSoundsOnceLiveAndOffline) {
    studio_.set_gain_db(kDragon, -3);
    expect_the_same_sound();
    studio_.set_gain_db(kRain, -200);
    studio_.set_mute(kVoice, false);
    expect_the_same_sound();
    studio_.set_extent(kVoice, 0.3);
    expect_the_same_sound();
    studio_.set_send_db(kDragon, 1, -6);
    studio_.set_send_db(kVoice, 0, -9);
    studio_.set_send_db(kRain, 1, std::nullopt);
    expect_the_same_sound();
    studio_.hold(kDragon, {0, 0, 0.5});
    studio_.hold_polar(kVoice, {90, 10, 1});
    studio_.write_held({kDragon, kVoice}, 1.5, 3.25);
    expect_the_same_sound();
    studio_.set_mute(kDragon, true);
    expect_the_same_sound();
    studio_.save(path_);
    const Project saved = session::read_project(path_);
    EXPECT_TRUE(saved == studio_.project());
}

TEST_F(StudioTest, ControlsAreThoseOfTheEdits) {
    EXPECT_NEAR(control(0).gain, std::pow(10, -0.3), 1e-12);
    EXPECT_EQ(control(1).gain, 0);  // the master's mute
    EXPECT_TRUE(control(2).idle());
    const auto before = studio_.controls();
    EXPECT_EQ(studio_.controls(), before);
    studio_.set_gain_db(kRain, 6);
    EXPECT_NE(studio_.controls(), before);
    EXPECT_NEAR(control(2).gain, std::pow(10, 0.3), 1e-12);
    EXPECT_NEAR(control(3).gain, std::pow(10, 0.3), 1e-12);
    studio_.set_gain_db(kRain, -100);
    EXPECT_EQ(control(2).gain, 0);
    EXPECT_EQ(studio_.gain_db(kRain), -kInf);
}

TEST_F(StudioTest, AHoldKeepsTheCoordinatesOfTheBlock) {
    studio_.hold(kDragon, {0.5, -0.25, 2});
    ASSERT_TRUE(control(0).position);
    EXPECT_TRUE(control(0).position->cartesian);
    EXPECT_EQ(control(0).position->coordinate, (std::array<double, 3>{0.5, -0.25, 1}));
    studio_.hold(kVoice, {1, 1, 0});
    ASSERT_TRUE(control(1).position);
    EXPECT_FALSE(control(1).position->cartesian);
    EXPECT_NEAR(control(1).position->coordinate[0], -30, 1e-9);
    EXPECT_NEAR(control(1).position->coordinate[2], 1, 1e-9);
    EXPECT_EQ(studio_.state(kVoice, 1).position, Vec3(1, 1, 0));
    EXPECT_NEAR(studio_.state(kVoice, 1).polar.azimuth_deg, -30, 1e-9);
    studio_.hold_polar(kVoice, {390, 0, 1});
    EXPECT_NEAR(control(1).position->coordinate[0], 30, 1e-9);
    studio_.release(kVoice);
    EXPECT_FALSE(control(1).position);
    EXPECT_FALSE(studio_.held(kVoice));
}

TEST_F(StudioTest, WhatHasNoPositionIsNotHeld) {
    studio_.hold(kRain, {0, 0, 0});
    studio_.set_extent(kRain, 1);
    studio_.hold(kDragon, {kNan, 0, 0});
    studio_.hold_polar(kDragon, {0, kInf, 0});
    studio_.set_gain_db(kDragon, kNan);
    studio_.set_extent(kDragon, kNan);
    studio_.set_send_db(kDragon, 0, kNan);
    studio_.set_send_db(kDragon, 99, 0);
    studio_.write_held({kDragon}, kNan, 1);
    studio_.hold(99, {0, 0, 0});
    studio_.set_mute(99, true);
    studio_.select(99, Select::Only);
    EXPECT_FALSE(studio_.undo_name());
    EXPECT_FALSE(studio_.dirty());
    EXPECT_TRUE(studio_.selection().empty());
}

TEST_F(StudioTest, SoloSilencesTheOthersAndIsNotSaved) {
    studio_.set_solo(kRain, true);
    EXPECT_TRUE(studio_.audible(kRain));
    EXPECT_FALSE(studio_.audible(kDragon));
    EXPECT_FALSE(studio_.muted(kDragon));
    EXPECT_EQ(control(0).gain, 0);
    EXPECT_FALSE(studio_.dirty());
    studio_.set_solo(kVoice, true);
    EXPECT_FALSE(studio_.audible(kVoice));  // muted all the same
    studio_.clear_solos();
    EXPECT_TRUE(studio_.audible(kDragon));
    EXPECT_EQ(studio_.undo_name(), "Clear solos");
    studio_.undo();
    EXPECT_TRUE(studio_.soloed(kRain) && studio_.soloed(kVoice));
}

TEST_F(StudioTest, TheProgrammeChangesOnlyWithMoves) {
    const auto before = studio_.programme();
    studio_.hold(kDragon, {0, 0, 0});
    studio_.set_gain_db(kDragon, -1);
    studio_.set_mute(kVoice, false);
    studio_.set_send_db(kRain, 0, -3);
    studio_.set_extent(kVoice, 0.5);
    EXPECT_EQ(studio_.programme(), before);
    studio_.write_held({kDragon, kVoice}, 1, 2);
    const auto written = studio_.programme();
    EXPECT_NE(written, before);
    EXPECT_EQ(studio_.undo_name(), "Write Dragon");
    EXPECT_FALSE(studio_.held(kDragon));
    EXPECT_LT(glm::length(studio_.scene().state(kDragon, 1.5).position), 1e-12);
    EXPECT_EQ(studio_.scene().state(kDragon, 0.5).position, Vec3(-1, 1, 0));
    studio_.undo();
    EXPECT_NE(studio_.programme(), written);
    EXPECT_TRUE(studio_.held(kDragon));
    EXPECT_EQ(studio_.scene().state(kDragon, 1.5).position, Vec3(-1, 1, 0));
    studio_.redo();
    EXPECT_EQ(studio_.project().objects.at("AO_1001").moves.size(), 1U);
}

TEST_F(StudioTest, ALaterWriteCutsAnEarlierOne) {
    studio_.hold(kDragon, {0, 0, 0});
    studio_.write_held({kDragon}, 1, 5);
    studio_.hold(kDragon, {0, 0, 1});
    studio_.write_held({kDragon}, 2, 3);
    EXPECT_EQ(studio_.project().objects.at("AO_1001").moves.size(), 3U);
    EXPECT_EQ(studio_.scene().state(kDragon, 1.5).position, Vec3(0, 0, 0));
    EXPECT_EQ(studio_.scene().state(kDragon, 2.5).position, Vec3(0, 0, 1));
    EXPECT_EQ(studio_.scene().state(kDragon, 4.5).position, Vec3(0, 0, 0));
}

TEST_F(StudioTest, StateHasTheEditsInIt) {
    studio_.set_gain_db(kDragon, 0);
    EXPECT_NEAR(studio_.state(kDragon, 4).gain, 0.5, 1e-9);
    studio_.set_gain_db(kDragon, -20);
    EXPECT_NEAR(studio_.state(kDragon, 4).gain, 0.05, 1e-9);
    studio_.set_extent(kDragon, 0.4);
    EXPECT_EQ(studio_.state(kDragon, 1).extent, Vec3(0.4));
    studio_.set_extent(kVoice, 1);
    EXPECT_EQ(studio_.state(kVoice, 1).block_extent, (std::array<double, 3>{360, 360, 1}));
    studio_.set_stem(kDragon, Stem::Music);
    EXPECT_EQ(studio_.scene().items()[kDragon].stem, Stem::Music);
    studio_.undo();
    EXPECT_EQ(studio_.scene().items()[kDragon].stem, Stem::Effects);
    EXPECT_FALSE(studio_.state(99, 0).sounds);
}

TEST_F(StudioTest, TheSelectionKeepsItsOrder) {
    studio_.select({2, 0, 1}, Select::Only);
    EXPECT_EQ(studio_.selection(), (std::vector<std::size_t>{2, 0, 1}));
    studio_.select(0, Select::Toggle);
    EXPECT_EQ(studio_.selection(), (std::vector<std::size_t>{2, 1}));
    studio_.select({0, 2}, Select::Add);
    EXPECT_EQ(studio_.selection(), (std::vector<std::size_t>{2, 1, 0}));
    studio_.select({2, 0}, Select::Remove);
    EXPECT_EQ(studio_.selection(), (std::vector<std::size_t>{1}));
    EXPECT_TRUE(studio_.selected(1));
    EXPECT_FALSE(studio_.selected(2));
    studio_.select_next(1);
    EXPECT_EQ(studio_.selection(), (std::vector<std::size_t>{2}));
    studio_.select_next(1);
    EXPECT_EQ(studio_.selection(), (std::vector<std::size_t>{0}));
    studio_.select_next(-1);
    EXPECT_EQ(studio_.selection(), (std::vector<std::size_t>{2}));
    studio_.clear_selection();
    studio_.select_next(-1);
    EXPECT_EQ(studio_.selection(), (std::vector<std::size_t>{2}));
    EXPECT_FALSE(studio_.undo_name());
}

TEST_F(StudioTest, NoticesRiseAndAreBounded) {
    for (int i = 0; i < 2000; ++i) studio_.notify(Notice::Level::Info, "x");
    EXPECT_LE(studio_.notices().size(), 1000U);
    for (std::size_t i = 1; i < studio_.notices().size(); ++i) {
        EXPECT_EQ(studio_.notices()[i].number, studio_.notices()[i - 1].number + 1);
    }
}

TEST(Studio, WithoutAMixNothingHappens) {
    Studio studio;
    EXPECT_FALSE(studio.has_mix());
    studio.select_next(1);
    studio.hold(0, {0, 0, 0});
    studio.set_mute(0, true);
    studio.clear_solos();
    studio.write_held({0}, 0, 1);
    studio.undo();
    studio.redo();
    studio.write_journal();
    studio.recover();
    studio.discard_recovery();
    EXPECT_FALSE(studio.dirty());
    EXPECT_EQ(studio.programme(), nullptr);
    ASSERT_NE(studio.controls(), nullptr);
    EXPECT_TRUE(studio.controls()->sources.empty());
    EXPECT_TRUE(studio.scene().items().empty());
    EXPECT_EQ(studio.scene().length_s(), 0);
}

TEST(Studio, HasRoomForNoneAndForThousands) {
    for (const int count : {0, 2000}) {
        Programme programme;
        programme.rate_hz = kRate;
        programme.length = kRate;
        for (int i = 0; i < count; ++i) {
            auto source = object(1, channel_of({{0, -1, {0, 1, 0}, cartesian()}}));
            source->object = "AO_" + std::to_string(5000 + i);
            source->id = source->object + " ATU_00000001";
            programme.sources.push_back(std::move(source));
        }
        Studio studio;
        OpenedMix mix;
        mix.path = "film.wav";
        mix.master = std::make_shared<const Programme>(programme);
        studio.open(std::move(mix));
        EXPECT_TRUE(studio.has_mix());
        std::vector<std::size_t> all;
        studio.begin_gesture("");
        for (std::size_t i = 0; i < studio.scene().items().size(); ++i) {
            all.push_back(i);
            studio.set_mute(i, true);
        }
        studio.end_gesture();
        studio.select(all, Select::Only);
        EXPECT_EQ(studio.selection().size(), static_cast<std::size_t>(count));
        EXPECT_EQ(studio.project().objects.size(), static_cast<std::size_t>(count));
        if (count > 0) {
            EXPECT_EQ(studio.undo_name(), "Mute 2000 objects");
        }
        studio.undo();
        EXPECT_FALSE(studio.dirty());
        EXPECT_EQ(studio.controls()->sources.size(), static_cast<std::size_t>(count));
    }
}

}  // namespace
}  // namespace cavea::gui
