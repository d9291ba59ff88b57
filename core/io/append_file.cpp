// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/append_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <span>
#include <utility>

namespace cavea::io {

AppendFile::AppendFile(std::filesystem::path path, Start start) : path_(std::move(path)) {
    check_path(path_);
    // Without O_NONBLOCK a pipe of that name would wait for a reader for ever.
    const int flags =
        O_WRONLY | O_CREAT | O_CLOEXEC | O_NONBLOCK | (start == Start::Fresh ? O_TRUNC : 0);
    descriptor_ = Descriptor(::open(path_.c_str(), flags, 0666));
    if (descriptor_.get() < 0) throw output_error(path_, errno);
    struct stat status {};
    if (::fstat(descriptor_.get(), &status) != 0) throw output_error(path_, errno);
    if (!S_ISREG(status.st_mode)) {
        throw refused(path_.string(), "", "is no regular file; remove it");
    }
    size_ = static_cast<std::uint64_t>(status.st_size);
}

void AppendFile::append(std::string_view text) {
    write_at(descriptor_.get(), size_, std::as_bytes(std::span(text)), path_);
    size_ += text.size();
}

void AppendFile::sync() {
    if (::fsync(descriptor_.get()) != 0) throw output_error(path_, errno);
}

}  // namespace cavea::io
