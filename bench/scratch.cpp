// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/scratch.h"

#include <fmt/core.h>
#include <stdlib.h>

#include <system_error>

#include "core/base/error.h"

namespace cavea::bench {

Scratch::Scratch() {
    std::string name = (std::filesystem::temp_directory_path() / "cavea-bench-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) {
        throw Error(ErrorCode::Machine, "no folder for temporary files can be made");
    }
    path_ = name;
}

Scratch::~Scratch() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

double figure(const std::string& json, const std::string& name, const std::string& program) {
    const std::size_t key = json.find(fmt::format("\"{}\":", name));
    if (key == std::string::npos) {
        throw Error(ErrorCode::Machine, fmt::format("{} did not print {}", program, name));
    }
    return std::stod(json.substr(key + name.size() + 3));
}

}  // namespace cavea::bench
