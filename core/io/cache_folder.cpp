// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/cache_folder.h"

#include <cstdlib>

namespace cavea::io {
namespace {

std::optional<std::filesystem::path> absolute_path_of(const char* variable) {
    const char* text = std::getenv(variable);
    if (text == nullptr) return std::nullopt;
    std::filesystem::path path(text);
    if (!path.is_absolute()) return std::nullopt;
    return path;
}

}  // namespace

std::optional<std::filesystem::path> cache_folder() {
    if (const auto cache = absolute_path_of("XDG_CACHE_HOME")) return *cache / "cavea";
    if (const auto home = absolute_path_of("HOME")) return *home / ".cache" / "cavea";
    return std::nullopt;
}

}  // namespace cavea::io
