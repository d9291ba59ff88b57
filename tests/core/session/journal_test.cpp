// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/journal.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "core/base/error.h"
#include "core/io/text_file.h"
#include "core/session/project_file.h"
#include "core/session/project_writer.h"
#include "tests/support/support.h"

namespace cavea::session {
namespace {

namespace fs = std::filesystem;

class JournalTest : public testing::Test {
 protected:
    void SetUp() override {
        path_ = folder_ / "mix.cavea";
        saved_ = parse_project(R"({"cavea": 1, "master": "m.wav",
            "rooms": [{"id": "hall", "ir": "hall.wav"}],
            "objects": {"AO_1001": {"gain_db": -3}, "AO_1002": {"mute": true}}})",
                               path_);
        saved_ = write_project(saved_, path_);
    }

    [[nodiscard]] Journal journal() const { return Journal(path_, *saved_.stamp); }

    /// Edited, in the journal.
    Project keep(Journal& journal) const {
        Project edited = saved_;
        edited.objects["AO_1001"].gain_db = -12.5;
        edited.objects["AO_1001"].moves = {
            {true, {{Rational(1), {0, 0, 0}}, {Rational(2), {1, 0.5, 0}}}}};
        edited.objects.erase("AO_1002");
        journal.append(edited, {"AO_1001", "AO_1002"}, {});
        edited.sends["AO_1003"] = {{"hall", 1, {{Rational(), 0.25}}}};
        journal.append(edited, {}, {"AO_1003"});
        return edited;
    }

    test::TemporaryFolder folder_;
    fs::path path_;
    Project saved_;
};

TEST_F(JournalTest, GivesBackWhatWasAppended) {
    Journal writing = journal();
    const Project edited = keep(writing);
    const auto recovered = journal().recover(saved_);
    ASSERT_TRUE(recovered);
    EXPECT_TRUE(*recovered == edited);
}

TEST_F(JournalTest, IsNotThereBeforeTheFirstEditNorAfterRemoval) {
    Journal writing = journal();
    writing.append(saved_, {}, {});
    EXPECT_FALSE(fs::exists(writing.path()));
    EXPECT_FALSE(writing.recover(saved_));
    static_cast<void>(keep(writing));
    EXPECT_TRUE(fs::exists(writing.path()));
    writing.remove();
    EXPECT_FALSE(fs::exists(writing.path()));
    // And it can be begun anew.
    const Project edited = keep(writing);
    EXPECT_TRUE(*journal().recover(saved_) == edited);
}

TEST_F(JournalTest, ADamagedLastLineIsPassedOverWhereverItIsCut) {
    Journal writing = journal();
    static_cast<void>(keep(writing));
    const std::string text = io::read_text_file(writing.path(), 1U << 20U);
    const std::size_t header = text.find('\n') + 1;
    const std::size_t first = text.find('\n', header) + 1;
    for (std::size_t cut = text.size() - 1; cut >= header; --cut) {
        fs::resize_file(writing.path(), cut);
        const auto recovered = journal().recover(saved_);
        const bool has_first = cut >= first - 1;
        ASSERT_EQ(recovered.has_value(), has_first) << cut;
        if (has_first) {
            EXPECT_EQ(recovered->objects.at("AO_1001").gain_db, -12.5);
        }
    }
}

TEST_F(JournalTest, GoesOnBehindADamagedLine) {
    {
        Journal writing = journal();
        static_cast<void>(keep(writing));
    }
    const fs::path file = journal().path();
    const std::string text = io::read_text_file(file, 1U << 20U);
    io::write_text_file(file, text.substr(0, text.size() - 9));
    Journal writing = journal();
    Project edited = *writing.recover(saved_);
    edited.objects["AO_1007"].mute = true;
    writing.append(edited, {"AO_1007"}, {});
    EXPECT_TRUE(*journal().recover(saved_) == edited);
}

TEST_F(JournalTest, OfOtherBytesIsNotOfferedButKept) {
    Journal writing = journal();
    static_cast<void>(keep(writing));
    FileStamp other = *saved_.stamp;
    other.hash ^= 1U;
    Journal later(path_, other);
    EXPECT_THROW(static_cast<void>(later.recover(saved_)), Error);
    static_cast<void>(keep(later));
    EXPECT_TRUE(later.recover(saved_));
    EXPECT_TRUE(fs::exists(fs::path(later.path()) += ".old"));
}

TEST_F(JournalTest, AnyBytesAreRefusedOrPassedOver) {
    const std::string head = [&] {
        Journal writing = journal();
        static_cast<void>(keep(writing));
        const std::string text = io::read_text_file(writing.path(), 1U << 20U);
        return text.substr(0, text.find('\n') + 1);
    }();
    for (const std::string& lines :
         {std::string("nonsense\n"), std::string("[1]\n"), std::string("{\"objects\": 1}\n"),
          std::string("{\"sends\": {\"AO_1\": [{\"room\": \"none\", \"level_db\": 0}]}}\n"),
          std::string(1000, '['), std::string("\n\n\n")}) {
        io::write_text_file(journal().path(), head + lines);
        EXPECT_FALSE(journal().recover(saved_)) << lines;
    }
    io::write_text_file(journal().path(), "no journal");
    EXPECT_THROW(static_cast<void>(journal().recover(saved_)), Error);
}

TEST_F(JournalTest, SurvivesAKill) {
    int ready[2];
    ASSERT_EQ(pipe(ready), 0);
    const pid_t child = fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
        Journal writing = journal();
        static_cast<void>(keep(writing));
        static_cast<void>(!write(ready[1], "x", 1));
        for (;;) pause();
    }
    char byte = 0;
    ASSERT_EQ(read(ready[0], &byte, 1), 1);
    ASSERT_EQ(kill(child, SIGKILL), 0);
    int status = 0;
    ASSERT_EQ(waitpid(child, &status, 0), child);
    close(ready[0]);
    close(ready[1]);
    const auto recovered = journal().recover(saved_);
    ASSERT_TRUE(recovered);
    EXPECT_EQ(recovered->objects.at("AO_1001").gain_db, -12.5);
    EXPECT_EQ(recovered->sends.at("AO_1003").size(), 1U);
}

TEST_F(JournalTest, SaysThatItsFolderCannotBeWritten) {
    Journal nowhere(folder_ / "no/mix.cavea", {});
    EXPECT_THROW(nowhere.append(saved_, {"AO_1001"}, {}), Error);
}

}  // namespace
}  // namespace cavea::session
