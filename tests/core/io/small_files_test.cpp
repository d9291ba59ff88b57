// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <cstdlib>

#include "core/io/cache_folder.h"
#include "core/io/same_file.h"
#include "core/io/text_file.h"
#include "tests/core/io/wav_builder.h"

namespace cavea::test {
namespace {

TEST(TextFile, ReadsUpToItsBound) {
    const TemporaryFolder folder;
    const std::string text("a\0b\n", 4);
    const auto path = write_file(folder / "a.json", text);
    EXPECT_EQ(io::read_text_file(path, 4), text);
    expect_error(ErrorCode::Refused, {path.string(), "4 bytes", "at most 3"},
                 [&] { static_cast<void>(io::read_text_file(path, 3)); });
    EXPECT_EQ(io::read_text_file(write_file(folder / "b", ""), 0), "");
    expect_error(ErrorCode::Refused, {"device"},
                 [] { static_cast<void>(io::read_text_file("/dev/zero", 10)); });
}

TEST(TextFile, WritesInOneStep) {
    const TemporaryFolder folder;
    io::write_text_file(folder / "a", "one");
    io::write_text_file(folder / "a", "");
    EXPECT_EQ(file_bytes(folder / "a"), "");
    io::write_text_file(folder / "a", "three");
    EXPECT_EQ(io::read_text_file(folder / "a", 100), "three");
    EXPECT_EQ(entries_of(folder.path()).size(), 1U);
}

TEST(SameFile, SeesThroughLinks) {
    const TemporaryFolder folder;
    write_file(folder / "a", "x");
    write_file(folder / "b", "x");
    std::filesystem::create_hard_link(folder / "a", folder / "hard");
    std::filesystem::create_symlink("a", folder / "soft");
    EXPECT_TRUE(io::same_file(folder / "a", folder / "a"));
    EXPECT_TRUE(io::same_file(folder / "a", folder / "hard"));
    EXPECT_TRUE(io::same_file(folder / "soft", folder / "hard"));
    EXPECT_FALSE(io::same_file(folder / "a", folder / "b"));
    EXPECT_FALSE(io::same_file(folder / "missing", folder / "missing"));
}

/// Sets a variable and puts the old value back.
class Variable {
 public:
    Variable(const char* name, const char* value) : name_(name) {
        if (const char* old = std::getenv(name)) old_ = old;
        set(value);
    }
    Variable(const Variable&) = delete;
    Variable& operator=(const Variable&) = delete;
    ~Variable() { set(old_ ? old_->c_str() : nullptr); }

 private:
    void set(const char* value) const {
        if (value == nullptr) {
            unsetenv(name_);
        } else {
            setenv(name_, value, 1);
        }
    }
    const char* name_;
    std::optional<std::string> old_;
};

TEST(CacheFolder, FollowsTheEnvironment) {
    const Variable home("HOME", "/home/x");
    {
        const Variable cache("XDG_CACHE_HOME", "/var/cache/x");
        EXPECT_EQ(io::cache_folder(), "/var/cache/x/cavea");
    }
    for (const char* relative : {"", "relative/path"}) {
        const Variable cache("XDG_CACHE_HOME", relative);
        EXPECT_EQ(io::cache_folder(), "/home/x/.cache/cavea");
    }
    const Variable no_cache("XDG_CACHE_HOME", nullptr);
    EXPECT_EQ(io::cache_folder(), "/home/x/.cache/cavea");
    const Variable no_home("HOME", nullptr);
    EXPECT_EQ(io::cache_folder(), std::nullopt);
}

}  // namespace
}  // namespace cavea::test
