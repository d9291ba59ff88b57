// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/same_file.h"

#include <sys/stat.h>

namespace cavea::io {

bool same_file(const std::filesystem::path& a, const std::filesystem::path& b) {
    struct stat status_a {};
    struct stat status_b {};
    return ::stat(a.c_str(), &status_a) == 0 && ::stat(b.c_str(), &status_b) == 0 &&
           status_a.st_dev == status_b.st_dev && status_a.st_ino == status_b.st_ino;
}

}  // namespace cavea::io
