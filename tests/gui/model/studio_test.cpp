// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/model/studio.h"

#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <limits>

#include "core/base/error.h"
#include "core/io/audio_writer.h"
#include "core/plan/live_planner.h"
#include "core/programme/bed.h"
#include "core/session/project_file.h"
#include "core/session/project_programme.h"
#include "core/session/project_writer.h"
#include "tests/core/session/session_support.h"
#include "tests/gui/model/model_support.h"
#include "tests/support/support.h"

namespace cavea::gui {
namespace {

namespace fs = std::filesystem;
using programme::Programme;
using session::Project;
using session::test::cartesian;
using session::test::channel_of;
using session::test::kRate;
using session::test::object;
using session::test::programme_of;

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr double kInf = std::numeric_limits<double>::infinity();

void write_response(const fs::path& path, const std::string& layout) {
    Diagnostics diagnostics;
    io::WriterSettings settings;
    settings.path = path;
    settings.rate_hz = kRate;
    settings.layout = *layout::find(layout);
    const auto writer = io::create_audio(settings, diagnostics);
    PlanarBuffer<float> samples(settings.layout.size(), 480);
    for (std::size_t c = 0; c < samples.channels(); ++c) {
        const auto noise = cavea::test::noise(samples.frames(), c + 1, 0.1F);
        std::copy(noise.begin(), noise.end(), samples.view()[c].begin());
    }
    writer->write(samples.view());
    writer->commit();
}

/// "Dragon" (room coordinates), "Shoe voice" (polar, muted by the master), "Rain" (a bed).
Programme master() {
    auto dragon = object(1, channel_of({{0, 2, {-1, 1, 0}, cartesian()},
                                        {2, 2, {1, 1, 0}, cartesian(), 0.5},
                                        {4, 2, {1, -1, 1}, cartesian()}}));
    dragon->name = "Dragon";
    auto voice = object(2, channel_of({{0, 3, {30, 0, 1}, {}}, {3, 3, {-110, 30, 1}, {}}}));
    voice->name = "Shoe voice";
    voice->gain = 0.5;
    voice->mute = true;
    Programme out = programme_of({dragon, voice}, 8 * kRate);
    for (const auto& from : programme::bed(*layout::find("0+2+0"), kRate, kRate).sources) {
        auto source = std::make_shared<programme::Source>(*from);
        source->object = "AO_1009";
        source->id = "AO_1009 " + from->id;
        source->name = "Rain";
        source->taps[0].track += 2;
        out.sources.push_back(std::move(source));
    }
    out.tracks = 4;
    return out;
}

constexpr std::size_t kDragon = 0;
constexpr std::size_t kVoice = 1;
constexpr std::size_t kRain = 2;

class StudioTest : public testing::Test {
 protected:
    void SetUp() override {
        write_response(folder_ / "hall.wav", "0+5+0");
        path_ = folder_ / "mix.cavea";
        std::ofstream(path_) << R"({"cavea": 1, "master": "m.wav",
            "rooms": [{"id": "hall", "ir": "hall.wav"}, {"id": "plate", "ir": "hall.wav"}],
            "sends": {"AO_1001": [{"room": "hall", "level_db": -12}],
                      "*": [{"room": "plate", "level_db": -20}]},
            "objects": {"AO_1001": {"gain_db": -6}}})";
        open(studio_);
    }

    void open(Studio& studio) {
        OpenedMix mix;
        mix.path = path_;
        mix.is_project = true;
        mix.project = session::read_project(path_);
        mix.master = std::make_shared<const Programme>(master());
        mix.programme = std::make_shared<const Programme>(
            session::with_rooms(*mix.master, mix.project, diagnostics_));
        mix.media = "m.wav";
        studio.open(std::move(mix));
    }

    [[nodiscard]] plan::SourceControl control(std::size_t source) const {
        return studio_.controls()->sources.at(source);
    }

    /// The project as it is now, rendered offline, against what the player is given.
    void expect_the_same_sound() { expect_the_same_sound(master()); }
    void expect_the_same_sound(const Programme& of) {
        const auto offline =
            session::test::planner_of(session::with_rooms(of, studio_.project(), diagnostics_));
        const plan::Planner planner(studio_.programme(),
                                    {plan::Output::speakers(*layout::find("4+7+0"))}, "m.wav");
        ASSERT_EQ(planner.columns(), offline.columns());
        plan::LivePlanner live(planner);
        for (Frame frame = 100; frame < 7 * kRate; frame += 9973) {
            live.reset();
            plan::SpanPlan plan;
            live.plan({frame - 1, frame}, *studio_.controls(), plan);
            std::vector<double> heard(planner.columns() * planner.rows().rows);
            for (const plan::Segment& s : plan.direct) {
                const bool held = !control_of_row(planner, s.row).idle();
                // What is not held plays the frame before.
                if (held) heard[s.row * planner.columns() + s.column] += s.gain_begin;
            }
            const auto want = session::test::gains_at(offline, frame);
            const auto own = session::test::gains_at(planner, frame);
            for (std::size_t i = 0; i < want.size(); ++i) {
                const auto row = static_cast<std::uint32_t>(i / planner.columns());
                const double is = control_of_row(planner, row).idle() ? own[i] : heard[i];
                ASSERT_NEAR(is, want[i], 1e-9) << "row " << row << " frame " << frame;
            }
        }
    }

    [[nodiscard]] plan::SourceControl control_of_row(const plan::Planner& planner,
                                                     std::uint32_t row) const {
        for (std::size_t i = 0; i < planner.rows().source_row.size(); ++i) {
            if (planner.rows().source_row[i] == row) return control(i);
        }
        return {};
    }

    cavea::test::TemporaryFolder folder_;
    fs::path path_;
    Diagnostics diagnostics_;
    Studio studio_;
};

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

struct Snapshot {
    Project project;
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

TEST_F(StudioTest, SavingMakesItCleanAndUndoMakesItDirty) {
    studio_.set_gain_db(kDragon, -1);
    EXPECT_TRUE(studio_.dirty());
    const std::uint64_t revision = studio_.revision();
    studio_.save(path_);
    EXPECT_FALSE(studio_.dirty());
    EXPECT_EQ(studio_.revision(), revision);
    studio_.undo();
    EXPECT_TRUE(studio_.dirty());
    studio_.redo();
    EXPECT_FALSE(studio_.dirty());
    studio_.save(path_);  // what it wrote itself is no stranger's
    studio_.set_gain_db(kDragon, -2);
    std::ofstream(path_) << "somebody else's";
    EXPECT_THROW(studio_.save(path_), Error);
    EXPECT_TRUE(studio_.dirty());
    studio_.save(folder_ / "other.cavea");
    EXPECT_EQ(studio_.mix().path, folder_ / "other.cavea");
    EXPECT_FALSE(studio_.dirty());
}

TEST_F(StudioTest, AMasterIsSavedAsAProjectAndNeverWritten) {
    OpenedMix mix;
    mix.path = folder_ / "film.wav";
    std::ofstream(mix.path) << "samples";
    mix.master = std::make_shared<const Programme>(master());
    studio_.open(mix);
    EXPECT_FALSE(studio_.dirty());
    studio_.set_mute(kDragon, true);
    studio_.write_journal();
    EXPECT_FALSE(fs::exists(folder_ / "film.wav.journal"));
    EXPECT_THROW(studio_.save(mix.path), Error);
    EXPECT_EQ(fs::file_size(mix.path), 7U);
    fs::create_directory(folder_ / "mixes");
    studio_.save(folder_ / "mixes/film.cavea");
    const Project saved = session::read_project(folder_ / "mixes/film.cavea");
    EXPECT_EQ(saved.master, fs::path("../film.wav"));
    EXPECT_EQ(saved.objects.at("AO_1001").mute, true);
    EXPECT_TRUE(studio_.mix().is_project);
    expect_the_same_sound();
}

TEST_F(StudioTest, TheJournalBringsBackWhatWasNotSaved) {
    Snapshot edited(studio_);
    {
        Studio lost;
        open(lost);
        lost.set_gain_db(kDragon, -1);
        lost.hold(kVoice, {0, 0, 0});
        lost.write_held({kVoice}, 1, 2);
        lost.set_send_db(kRain, 0, -3);
        lost.write_journal();
        edited = Snapshot(lost);
        // As a kill leaves it: the file stays, nothing else happens.
        fs::copy_file(folder_ / "mix.cavea.journal", folder_ / "kept");
    }
    EXPECT_FALSE(fs::exists(folder_ / "mix.cavea.journal"));  // a clean close
    fs::rename(folder_ / "kept", folder_ / "mix.cavea.journal");
    Studio found;
    open(found);
    ASSERT_TRUE(found.can_recover());
    EXPECT_FALSE(found.dirty());
    found.recover();
    EXPECT_TRUE(found.project() == edited.project);
    EXPECT_TRUE(found.dirty());
    EXPECT_FALSE(found.can_recover());
    EXPECT_EQ(found.undo_name(), "Recover edits");
    found.undo();
    EXPECT_FALSE(found.dirty());
    found.redo();
    found.save(path_);
    EXPECT_FALSE(fs::exists(folder_ / "mix.cavea.journal"));
    EXPECT_TRUE(session::read_project(path_) == edited.project);
}

TEST_F(StudioTest, ARecoveryThatIsNotDecidedIsKept) {
    {
        Studio lost;
        open(lost);
        lost.set_gain_db(kDragon, -1);
        lost.write_journal();
        fs::copy_file(folder_ / "mix.cavea.journal", folder_ / "kept");
    }
    fs::rename(folder_ / "kept", folder_ / "mix.cavea.journal");
    {
        Studio looking;
        open(looking);
        EXPECT_TRUE(looking.can_recover());
        looking.set_gain_db(kDragon, -2);
        looking.write_journal();
    }
    Studio again;
    open(again);
    ASSERT_TRUE(again.can_recover());
    again.discard_recovery();
    EXPECT_FALSE(again.can_recover());
    EXPECT_FALSE(fs::exists(folder_ / "mix.cavea.journal"));
}

TEST_F(StudioTest, AJournalThatCannotBeWrittenIsSaidOnce) {
    fs::create_directory(folder_ / "mix.cavea.journal");  // in the way, also of the superuser
    studio_.set_gain_db(kDragon, -1);
    const std::size_t before = studio_.notices().size();
    studio_.write_journal();
    studio_.set_gain_db(kDragon, -2);
    studio_.write_journal();
    ASSERT_EQ(studio_.notices().size(), before + 1);
    EXPECT_EQ(studio_.notices().back().level, Notice::Level::Warning);
    EXPECT_EQ(studio_.gain_db(kDragon), -2);
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
