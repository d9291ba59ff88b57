// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "core/base/error.h"
#include "core/session/project_file.h"
#include "tests/gui/model/studio_fixture.h"
#include "tests/support/support.h"

namespace cavea::gui {
namespace {

using test::kDragon;
using test::kRain;
using test::kVoice;
using test::master;
using test::Snapshot;
using test::StudioTest;
namespace fs = std::filesystem;
using programme::Programme;
using session::Project;

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

}  // namespace
}  // namespace cavea::gui
