// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/atomic_target.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <climits>
#include <cstdio>
#include <limits>
#include <string>
#include <system_error>

#include "core/io/same_file.h"

namespace cavea::io {
namespace {

/// More leftovers of killed processes with our number than any folder has.
constexpr int kMaxAttempts = 1000;

void refuse_existing(const std::filesystem::path& path, const struct stat& status) {
    if (S_ISDIR(status.st_mode)) {
        throw refused(path.string(), "", "the output is a folder; name a file in it");
    }
    if (!S_ISREG(status.st_mode)) {
        throw refused(path.string(), "", "the output is a device, pipe or socket; name a file");
    }
    if (::faccessat(AT_FDCWD, path.c_str(), W_OK, AT_EACCESS) != 0 && errno == EACCES) {
        throw refused(path.string(), "",
                      "the output exists and is write-protected; remove it or choose another name");
    }
}

/// The path to replace: the user's, or what it links to.
std::filesystem::path resolve_target(const std::filesystem::path& path) {
    if (!path.has_filename() || path.filename() == "." || path.filename() == "..") {
        throw refused(path.string(), "", "the output is a folder; name a file in it");
    }
    struct stat status {};
    if (::lstat(path.c_str(), &status) != 0) {
        if (errno == ENOENT) return path;
        throw output_error(path, errno);
    }
    const bool link = S_ISLNK(status.st_mode);
    if (link && ::stat(path.c_str(), &status) != 0) {
        throw refused(path.string(), "",
                      "the output is a symbolic link that leads nowhere; remove the link");
    }
    refuse_existing(path, status);
    if (!link) return path;
    std::error_code failed;
    auto resolved = std::filesystem::canonical(path, failed);
    if (failed) throw output_error(path, failed.value());
    return resolved;
}

/// ".NAME.tmp-PID" or ".NAME.tmp-PID-ATTEMPT"; NAME is cut so that the whole fits a folder entry.
std::filesystem::path temporary_name(const std::filesystem::path& target, int attempt) {
    std::string suffix = fmt::format(".tmp-{}", ::getpid());
    if (attempt > 0) suffix += fmt::format("-{}", attempt);
    std::string name = target.filename().string();
    std::size_t keep = NAME_MAX - 1 - suffix.size();
    if (name.size() > keep) {
        // Not inside a UTF-8 character: some file systems refuse what is left of it.
        while (keep > 0 && (static_cast<unsigned char>(name[keep]) & 0xC0) == 0x80) --keep;
        name.resize(keep);
    }
    auto out = target;
    return out.replace_filename("." + name + suffix);
}

}  // namespace

AtomicTarget::AtomicTarget(const std::filesystem::path& path,
                           std::span<const std::filesystem::path> sources,
                           std::uint64_t expected_bytes)
    : path_(path) {
    check_path(path_);
    for (const auto& source : sources) {
        if (same_file(path_, source)) {
            throw refused(path_.string(), "",
                          fmt::format("the output is the same file as the input {}; choose another "
                                      "name",
                                      source.string()));
        }
    }
    target_ = resolve_target(path_);
    // A name that only its temporary can have would fail after the whole render.
    if (target_.filename().native().size() > NAME_MAX) throw output_error(path_, ENAMETOOLONG);
    create_temporary();
    try {
        reserve(expected_bytes);
    } catch (...) {
        discard();
        throw;
    }
}

AtomicTarget::~AtomicTarget() { discard(); }

void AtomicTarget::create_temporary() {
    for (int attempt = 0; attempt < kMaxAttempts; ++attempt) {
        const auto name = temporary_name(target_, attempt);
        // The umask makes the permissions those of any new file. Readable: FLAC reads its header.
        const int fd = ::open(name.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        if (fd >= 0) {
            descriptor_ = Descriptor(fd);
            temporary_ = name;
            return;
        }
        if (errno != EEXIST && errno != EINTR) throw output_error(path_, errno);
    }
    throw output_error(path_, EEXIST);
}

void AtomicTarget::reserve(std::uint64_t bytes) {
    if (bytes == 0) return;
    if (bytes > static_cast<std::uint64_t>(std::numeric_limits<off_t>::max())) {
        throw output_error(path_, EFBIG);
    }
    // Asked first, for some file systems hand out all that is left before they say that it is too
    // little.
    std::error_code unknown;
    const auto space = std::filesystem::space(temporary_, unknown);
    if (!unknown && space.capacity > 0 && bytes > space.available) {
        throw output_error(path_, ENOSPC);
    }
    // Not posix_fallocate: where the file system cannot reserve, glibc writes every block instead.
    while (::fallocate(fd(), 0, 0, static_cast<off_t>(bytes)) != 0) {
        if (errno == EINTR) continue;
        if (errno == ENOSPC || errno == EDQUOT || errno == EFBIG) throw output_error(path_, errno);
        return;  // reserving is a courtesy; the writes themselves still report
    }
}

void AtomicTarget::write_at(std::uint64_t at, std::span<const std::byte> bytes) {
    io::write_at(fd(), at, bytes, path_);
}

void AtomicTarget::commit(std::uint64_t size) {
    if (::ftruncate(fd(), static_cast<off_t>(size)) != 0) throw output_error(path_, errno);
    if (::fsync(fd()) != 0) throw output_error(path_, errno);
    if (const int error = descriptor_.close()) throw output_error(path_, error);
    if (::rename(temporary_.c_str(), target_.c_str()) != 0) throw output_error(path_, errno);
    temporary_.clear();
    // The rename itself survives a power cut only when the folder is on the disk. Not every file
    // system can do that, and the file is whole either way: no error.
    const auto folder = target_.has_parent_path() ? target_.parent_path() : ".";
    const Descriptor entry(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (entry.get() >= 0) static_cast<void>(::fsync(entry.get()));
}

void AtomicTarget::discard() noexcept {
    if (!temporary_.empty()) static_cast<void>(::unlink(temporary_.c_str()));
    temporary_.clear();
    descriptor_.close();
}

}  // namespace cavea::io
