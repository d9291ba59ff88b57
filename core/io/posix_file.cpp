// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/posix_file.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <string>
#include <system_error>
#include <utility>

#include "core/base/assert.h"

namespace cavea::io {
namespace {

std::string error_text(int error_number) { return std::generic_category().message(error_number); }

Error input_error(const std::filesystem::path& path, int error_number) {
    const auto input_fault = [&](std::string_view what) {
        return refused(path.string(), "", what);
    };
    switch (error_number) {
        case ENOENT:
        case ENOTDIR:
            return input_fault("there is no such file; check the path");
        case EACCES:
        case EPERM:
            return input_fault("no permission to read it; change its permissions");
        case ELOOP:
            return input_fault("a loop of symbolic links; name the file itself");
        case ENAMETOOLONG:
            return input_fault("the name is longer than the system allows");
        // What a socket or an absent device answers to open().
        case ENXIO:
        case ENODEV:
            return input_fault("is not a regular file; copy the audio into a file first");
        default:
            return Error(ErrorCode::Machine,
                         located(path.string(), "",
                                 fmt::format("cannot be read: {}", error_text(error_number))));
    }
}

void require_regular(const std::filesystem::path& path, const struct stat& status) {
    if (S_ISREG(status.st_mode)) return;
    if (S_ISDIR(status.st_mode)) {
        throw refused(path.string(), "", "is a folder; name an audio file in it");
    }
    throw refused(path.string(), "",
                  "is a device, pipe or socket; copy the audio into a regular file first");
}

}  // namespace

Descriptor& Descriptor::operator=(Descriptor&& other) noexcept {
    if (this != &other) {
        close();
        fd_ = other.release();
    }
    return *this;
}

int Descriptor::close() noexcept {
    const int fd = release();
    // Not repeated after EINTR: Linux has freed the number by then, and it may be someone else's.
    if (fd < 0 || ::close(fd) == 0 || errno == EINTR) return 0;
    return errno;
}

int Descriptor::release() noexcept { return std::exchange(fd_, -1); }

InputFile::InputFile(std::filesystem::path path) : path_(std::move(path)) {
    check_path(path_);
    struct stat status {};
    // Looked at before it is opened: opening some devices already does something.
    if (::stat(path_.c_str(), &status) != 0) throw input_error(path_, errno);
    require_regular(path_, status);
    int fd = -1;
    do {
        // O_NONBLOCK: should it have become a pipe in between, the open must not wait for a writer.
        fd = ::open(path_.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    } while (fd < 0 && errno == EINTR);
    if (fd < 0) throw input_error(path_, errno);
    descriptor_ = Descriptor(fd);
    if (::fstat(fd, &status) != 0) throw input_error(path_, errno);
    require_regular(path_, status);
    size_ = static_cast<std::uint64_t>(std::max<off_t>(status.st_size, 0));
}

void InputFile::read_at(std::uint64_t at, std::span<std::byte> out) const {
    CAVEA_ASSERT(at <= size_ && out.size() <= size_ - at);
    while (!out.empty()) {
        const ssize_t got = ::pread(fd(), out.data(), out.size(), static_cast<off_t>(at));
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) throw input_error(path_, errno);
        if (got == 0) {
            throw Error(ErrorCode::Machine,
                        located(path_.string(), fmt::format("byte {}", at),
                                "the file became shorter while it was read; start again"));
        }
        at += static_cast<std::uint64_t>(got);
        out = out.subspan(static_cast<std::size_t>(got));
    }
}

Error InputFile::refuse(std::string_view place, std::string_view what) const {
    return refused(path_.string(), place, what);
}

void write_at(int fd, std::uint64_t at, std::span<const std::byte> bytes,
              const std::filesystem::path& name) {
    while (!bytes.empty()) {
        const ssize_t put = ::pwrite(fd, bytes.data(), bytes.size(), static_cast<off_t>(at));
        if (put < 0 && errno == EINTR) continue;
        if (put < 0) throw output_error(name, errno);
        // A regular file takes at least one byte or says why not; anything else would loop forever.
        if (put == 0) throw output_error(name, EIO);
        at += static_cast<std::uint64_t>(put);
        bytes = bytes.subspan(static_cast<std::size_t>(put));
    }
}

Error output_error(const std::filesystem::path& name, int error_number) {
    std::string why;
    switch (error_number) {
        case ENOSPC:
        case EDQUOT:
            why = "the disk is full; free some space or choose another folder";
            break;
        case EFBIG:
            why = "the file is larger than the file system or a limit (ulimit -f) allows";
            break;
        case EROFS:
            why = "the file system is read-only; choose another folder";
            break;
        case EACCES:
        case EPERM:
            why = "no permission to write in its folder; choose another folder";
            break;
        case ENAMETOOLONG:
            why = "the name is longer than the file system allows";
            break;
        case ENOENT:
        case ENOTDIR: {
            const auto folder = name.has_parent_path() ? name.parent_path() : ".";
            why = fmt::format("the folder {} does not exist; create it first", folder.string());
            break;
        }
        default:
            why = error_text(error_number);
    }
    return Error(ErrorCode::Machine,
                 located(name.string(), "", fmt::format("cannot be written: {}", why)));
}

void check_path(const std::filesystem::path& path) {
    if (path.native().find('\0') != std::string::npos) {
        throw refused(path.string(), "", "the name contains a NUL byte; no file can have it");
    }
    if (path.empty()) throw refused("", "", "an empty file name; name a file");
}

}  // namespace cavea::io
