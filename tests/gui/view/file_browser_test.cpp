// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/view/file_browser.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "tests/gui/view/view_support.h"
#include "tests/support/support.h"

namespace cavea::gui {
namespace {

namespace fs = std::filesystem;
using test::Window;

void touch(const fs::path& path, std::size_t bytes = 3) {
    std::ofstream(path) << std::string(bytes, 'x');
}

std::vector<std::string> shown(const Folder& folder, FileFilter filter, const std::string& typed,
                               bool hidden) {
    std::vector<std::string> out;
    for (const std::size_t i : shown_entries(folder, filter, typed, hidden)) {
        out.push_back(folder.entries[i].name);
    }
    return out;
}

using Names = std::vector<std::string>;

TEST(FileListing, ShowsFoldersFirstThenNamesAsPeopleSort) {
    const cavea::test::TemporaryFolder folder;
    for (const char* name : {"reel10.wav", "Reel2.wav", "notes.txt", "mix.cavea", ".secret.wav"}) {
        touch(folder / name);
    }
    fs::create_directory(folder / "zebra");
    const Folder found = list_folder(folder.path());
    EXPECT_EQ(shown(found, FileFilter::Mixes, "", false),
              (Names{"zebra", "mix.cavea", "Reel2.wav", "reel10.wav"}));
    EXPECT_EQ(shown(found, FileFilter::Projects, "", false), (Names{"zebra", "mix.cavea"}));
    EXPECT_EQ(shown(found, FileFilter::All, "NOTE", false), (Names{"notes.txt"}));
    EXPECT_EQ(shown(found, FileFilter::Mixes, "secret", true), (Names{".secret.wav"}));
}

TEST(FileListing, SaysWhyAFolderCannotBeRead) {
    const cavea::test::TemporaryFolder folder;
    const Folder found = list_folder(folder / "missing");
    EXPECT_FALSE(found.problem.empty());
    EXPECT_TRUE(found.entries.empty());
}

TEST(FileListing, OrderIsStrict) {
    const Names names{"", "a", "A", "a1", "a01", "a2", "a10", "b", "10", "9", "a 1", "Ab"};
    for (const auto& a : names) {
        EXPECT_FALSE(before(a, a));
        for (const auto& b : names) {
            EXPECT_FALSE(before(a, b) && before(b, a)) << a << " " << b;
            EXPECT_TRUE(a == b || before(a, b) || before(b, a)) << a << " " << b;
            for (const auto& c : names) {
                EXPECT_TRUE(!before(a, b) || !before(b, c) || before(a, c)) << a << b << c;
            }
        }
    }
    EXPECT_TRUE(before("reel 2", "Reel 10"));
}

TEST(FileListing, TellsSizesAndNames) {
    EXPECT_EQ(size_text(999), "999 B");
    EXPECT_EQ(size_text(1000), "1.0 kB");
    EXPECT_EQ(size_text(999'960), "1.0 MB");
    EXPECT_EQ(size_text(2'500'000'000), "2.5 GB");
    EXPECT_EQ(project_name("mix"), "mix.cavea");
    EXPECT_EQ(project_name("mix.CAVEA"), "mix.CAVEA");
    EXPECT_EQ(project_name("mix.wav"), "mix.wav.cavea");
    EXPECT_EQ(kind_of("A.WAV"), FileKind::Master);
}

struct Browsing {
    Browsing() {
        touch(folder / "alpha.wav");
        touch(folder / "beta.cavea");
        fs::create_directory(folder / "deep");
        touch(folder.path() / "deep" / "gamma.bw64");
        window.host.recent = {folder / "beta.cavea"};
        window.key("ctrl+o");
        window.frame(3);
    }
    cavea::test::TemporaryFolder folder;
    Window window;
};

TEST(FileBrowser, OpensWhatIsClickedTwice) {
    Browsing b;
    ASSERT_TRUE(b.window.has("browser/file/alpha.wav")) << "begins where one was last";
    b.window.click("browser/file/alpha.wav", 2);
    ASSERT_EQ(b.window.host.opened.size(), 1U);
    EXPECT_EQ(b.window.host.opened[0], b.folder / "alpha.wav");
    EXPECT_FALSE(b.window.state()["panels"]["dialog"]);
}

TEST(FileBrowser, OpensByTyping) {
    Browsing b;
    b.window.type("bet");
    EXPECT_FALSE(b.window.has("browser/file/alpha.wav"));
    b.window.key("enter");
    ASSERT_EQ(b.window.host.opened.size(), 1U);
    EXPECT_EQ(b.window.host.opened[0], b.folder / "beta.cavea");
}

TEST(FileBrowser, WalksThroughFoldersByKeys) {
    Browsing b;
    b.window.key("enter");  // the folder comes first
    b.window.frame(3);
    ASSERT_TRUE(b.window.has("browser/file/gamma.bw64"));
    b.window.key("backspace");
    b.window.frame(3);
    ASSERT_TRUE(b.window.has("browser/file/alpha.wav"));
    b.window.key("down");
    b.window.key("enter");
    ASSERT_EQ(b.window.host.opened.size(), 1U);
    EXPECT_EQ(b.window.host.opened[0], b.folder / "alpha.wav");
}

TEST(FileBrowser, EscapeOpensNothing) {
    Browsing b;
    b.window.key("escape");
    b.window.frame(2);
    EXPECT_FALSE(b.window.state()["panels"]["dialog"]);
    EXPECT_TRUE(b.window.host.opened.empty());
}

TEST(FileBrowser, SavesUnderANameAndAsksBeforeItReplaces) {
    Browsing b;
    b.window.key("escape");
    b.window.open({"Dragon"});
    const auto save_as = [&](const std::string& name) {
        b.window.key("ctrl+shift+s");
        b.window.frame(3);
        ASSERT_TRUE(b.window.has("browser/name"));
        b.window.key("ctrl+a");
        b.window.type((b.folder / name).string());
        b.window.key("enter");
        b.window.frame(3);
    };
    save_as("new");
    ASSERT_EQ(b.window.host.saved.size(), 1U);
    EXPECT_EQ(b.window.host.saved[0], b.folder / "new.cavea");
    save_as("beta.cavea");
    EXPECT_EQ(b.window.host.saved.size(), 1U);
    ASSERT_TRUE(b.window.has("browser/keep"));
    b.window.click("browser/keep");
    EXPECT_EQ(b.window.host.saved.size(), 1U);
    b.window.click("browser/save");
    b.window.click("browser/replace");
    ASSERT_EQ(b.window.host.saved.size(), 2U);
    EXPECT_EQ(b.window.host.saved[1], b.folder / "beta.cavea");
}

TEST(FileDialogs, LeaveOnlyAfterASaveThatWorked) {
    for (const bool works : {true, false}) {
        const cavea::test::TemporaryFolder folder;
        Window w;
        w.open({"Dragon"});
        w.click("objects/Dragon/mute");
        w.key("ctrl+q");
        w.click("question/save");
        ASSERT_TRUE(w.has("browser/name")) << "a master is saved under a name of its own";
        w.key("ctrl+a");
        w.type((folder / "mix.cavea").string());
        w.key("enter");
        ASSERT_EQ(w.host.saved.size(), 1U);
        EXPECT_EQ(w.host.quits, 0);
        if (!works) w.frame(200);  // the disk was full
        w.studio.save(w.host.saved[0]);
        w.frame(2);
        EXPECT_EQ(w.host.quits, works ? 1 : 0);
    }
}

}  // namespace
}  // namespace cavea::gui
