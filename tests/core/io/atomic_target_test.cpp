// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/atomic_target.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>

#include "tests/core/io/wav_builder.h"

namespace cavea::test {
namespace {

using Paths = std::vector<std::filesystem::path>;

void put(const std::filesystem::path& path, const std::string& text, const Paths& sources = {}) {
    io::AtomicTarget target(path, sources, 0);
    target.write_at(0, std::as_bytes(std::span(text)));
    target.commit(text.size());
}

TEST(AtomicTarget, AppearsOnlyWithCommit) {
    const TemporaryFolder folder;
    write_file(folder / "a", "old");
    {
        io::AtomicTarget target(folder / "a", {}, 100000);
        target.write_at(0, std::as_bytes(std::span("new")));
        EXPECT_EQ(file_bytes(folder / "a"), "old");
        EXPECT_EQ(entries_of(folder.path()).size(), 2U);
    }
    EXPECT_EQ(file_bytes(folder / "a"), "old");
    EXPECT_EQ(entries_of(folder.path()), std::vector<std::string>{"a"});
    put(folder / "a", "new");
    EXPECT_EQ(file_bytes(folder / "a"), "new");
    EXPECT_EQ(entries_of(folder.path()), std::vector<std::string>{"a"});
}

TEST(AtomicTarget, HidesItsTemporaryBesideTheTarget) {
    const TemporaryFolder folder;
    const io::AtomicTarget target(folder / "a.wav", {}, 0);
    EXPECT_EQ(entries_of(folder.path()),
              std::vector<std::string>{".a.wav.tmp-" + std::to_string(getpid())});
}

TEST(AtomicTarget, SeveralAtOnceForOneTargetAllWork) {
    const TemporaryFolder folder;
    io::AtomicTarget a(folder / "x", {}, 0);
    io::AtomicTarget b(folder / "x", {}, 0);
    a.write_at(0, std::as_bytes(std::span("A", 1)));
    b.write_at(0, std::as_bytes(std::span("B", 1)));
    b.commit(1);
    EXPECT_EQ(file_bytes(folder / "x"), "B");
    a.commit(1);
    EXPECT_EQ(file_bytes(folder / "x"), "A");
    EXPECT_EQ(entries_of(folder.path()), std::vector<std::string>{"x"});
}

TEST(AtomicTarget, TwoProcessesForOneTargetBothWork) {
    const TemporaryFolder folder;
    const std::string a(100000, 'a');
    const std::string b(100000, 'b');
    const pid_t child = fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
        int failed = 0;
        for (int i = 0; i < 20; ++i) failed |= thrown_by([&] { put(folder / "x", a); }) ? 1 : 0;
        _exit(failed);
    }
    for (int i = 0; i < 20; ++i) put(folder / "x", b);
    int status = -1;
    ASSERT_EQ(waitpid(child, &status, 0), child);
    EXPECT_EQ(status, 0);
    const std::string left = file_bytes(folder / "x");
    EXPECT_TRUE(left == a || left == b);
    EXPECT_EQ(entries_of(folder.path()), std::vector<std::string>{"x"});
}

TEST(AtomicTarget, RefusesToReplaceASourceByWhateverName) {
    const TemporaryFolder folder;
    const auto source = write_file(folder / "in.wav", "audio");
    std::filesystem::create_hard_link(source, folder / "hard.wav");
    std::filesystem::create_symlink("in.wav", folder / "soft.wav");
    std::filesystem::create_directory(folder / "d");
    for (const auto& path :
         {source, folder / "hard.wav", folder / "soft.wav", folder / "d/../in.wav"}) {
        expect_error(ErrorCode::Refused, {path.string(), source.string(), "same file"}, [&] {
            put(path, "x", {folder / "other", source});
        });
    }
    EXPECT_EQ(file_bytes(source), "audio");
    EXPECT_EQ(entries_of(folder.path()).size(), 4U);
}

TEST(AtomicTarget, RefusesFoldersDevicesAndPipes) {
    const TemporaryFolder folder;
    ASSERT_EQ(mkfifo((folder / "pipe").c_str(), 0600), 0);
    std::filesystem::create_symlink("/dev/full", folder / "link");
    std::filesystem::create_symlink("nowhere", folder / "dangling");
    std::filesystem::create_symlink("loop", folder / "loop");
    const std::string name = folder.path().string();
    for (const auto& path : {name, name + "/", name + "/.", std::string("/dev/full"),
                             name + "/pipe", name + "/link", name + "/dangling", name + "/loop"}) {
        expect_error(ErrorCode::Refused, {path}, [&] { put(path, "x"); });
    }
    expect_error(ErrorCode::Refused, {"NUL"}, [&] { put(folder / std::string("a\0b", 3), "x"); });
    expect_error(ErrorCode::Refused, {"empty"}, [&] { put("", "x"); });
    EXPECT_EQ(entries_of(folder.path()).size(), 4U);
}

TEST(AtomicTarget, NamesAFolderThatIsMissing) {
    const TemporaryFolder folder;
    const auto path = folder / "no/dir/o.wav";
    expect_error(ErrorCode::Machine,
                 {path.string(), (folder / "no/dir").string(), "does not exist"},
                 [&] { put(path, "x"); });
    write_file(folder / "file", "x");
    expect_error(ErrorCode::Machine, {(folder / "file/o.wav").string()},
                 [&] { put(folder / "file/o.wav", "x"); });
    EXPECT_EQ(entries_of(folder.path()).size(), 1U);
}

TEST(AtomicTarget, ReportsAFolderThatMayNotBeWritten) {
    if (geteuid() == 0) GTEST_SKIP() << "root may write everywhere";
    const TemporaryFolder folder;
    ASSERT_EQ(chmod(folder.path().c_str(), 0500), 0);
    expect_error(ErrorCode::Machine, {"permission"}, [&] { put(folder / "o.wav", "x"); });
    ASSERT_EQ(chmod(folder.path().c_str(), 0700), 0);
    write_file(folder / "o.wav", "x");
    ASSERT_EQ(chmod((folder / "o.wav").c_str(), 0400), 0);
    expect_error(ErrorCode::Refused, {"write-protected"}, [&] { put(folder / "o.wav", "x"); });
}

TEST(AtomicTarget, ReplacesWhatALinkLeadsTo) {
    const TemporaryFolder folder;
    const TemporaryFolder elsewhere;
    write_file(elsewhere / "real.wav", "old");
    std::filesystem::create_symlink(elsewhere / "real.wav", folder / "link.wav");
    put(folder / "link.wav", "new");
    EXPECT_TRUE(std::filesystem::is_symlink(folder / "link.wav"));
    EXPECT_EQ(file_bytes(elsewhere / "real.wav"), "new");
    EXPECT_EQ(entries_of(elsewhere.path()).size(), 1U);
}

TEST(AtomicTarget, WritesNamesOfAnyBytesAndLength) {
    const TemporaryFolder folder;
    const std::string umlauts = [] {
        std::string out;
        for (int i = 0; i < 125; ++i) out += "\xC3\xA4";
        return out + ".wav";
    }();
    for (const std::string& name :
         {std::string(251, 'n') + ".wav", umlauts, std::string("a\nb.wav"),
          std::string("caf\xE9.wav"), std::string("-o.wav"), std::string("%s%n.wav"),
          std::string("\x1b[31mred.wav"), std::string(" a  b .wav")}) {
        put(folder / name, name);
        EXPECT_EQ(file_bytes(folder / name), name);
    }
    EXPECT_EQ(entries_of(folder.path()).size(), 8U);
    expect_error(ErrorCode::Machine, {"longer"}, [&] { put(folder / std::string(256, 'n'), "x"); });
    EXPECT_EQ(entries_of(folder.path()).size(), 8U);
}

TEST(AtomicTarget, GivesThePermissionsOfANewFile) {
    const TemporaryFolder folder;
    const mode_t old = umask(027);
    put(folder / "a", "x");
    umask(old);
    struct stat status {};
    ASSERT_EQ(stat((folder / "a").c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777, 0640U);
}

TEST(AtomicTarget, SeesTooLittleSpaceBeforeTheFirstByte) {
    const TemporaryFolder folder;
    const auto space = std::filesystem::space(folder.path());
    // More than there is, more than any disk has, and more than a file position holds.
    for (const std::uint64_t bytes : {std::uint64_t{space.available} + (std::uint64_t{1} << 30),
                                      std::uint64_t{1} << 60, ~std::uint64_t{0}}) {
        expect_error(ErrorCode::Machine, {(folder / "a").string()},
                     [&] { const io::AtomicTarget target(folder / "a", {}, bytes); });
        EXPECT_TRUE(entries_of(folder.path()).empty());
    }
}

TEST(AtomicTarget, ReservesTheExpectedSpace) {
    const TemporaryFolder folder;
    constexpr off_t kBytes = 1 << 20;
    {
        const io::Descriptor probe(open((folder / "probe").c_str(), O_RDWR | O_CREAT, 0600));
        if (fallocate(probe.get(), 0, 0, 4096) != 0)
            GTEST_SKIP() << "the file system cannot reserve";
    }
    const io::AtomicTarget target(folder / "a", {}, kBytes);
    struct stat status {};
    ASSERT_EQ(fstat(target.fd(), &status), 0);
    EXPECT_GE(status.st_blocks * 512, kBytes);
}

TEST(AtomicTarget, ACommitThatFailsReportsAndLeavesNothing) {
    const TemporaryFolder folder;
    std::filesystem::create_directory(folder / "d");
    {
        io::AtomicTarget target(folder / "d/a", {}, 0);
        // The name is taken by a folder meanwhile: the rename has to fail.
        std::filesystem::create_directory(folder / "d/a");
        expect_error(ErrorCode::Machine, {(folder / "d/a").string()}, [&] { target.commit(0); });
    }
    EXPECT_EQ(entries_of(folder / "d"), std::vector<std::string>{"a"});
    EXPECT_TRUE(std::filesystem::is_directory(folder / "d/a"));
}

}  // namespace
}  // namespace cavea::test
