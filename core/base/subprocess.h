// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Running another program and reading what it prints. Offline only.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace cavea {

struct ProgramResult {
    int exit_code = 0;  ///< 128 + signal when it died by one
    std::string out;    ///< its stdout
};

/// Run \p arguments[0] with the others and wait for its end; its stderr is this process's.
///
/// \throws Error{Machine}  it cannot be started
[[nodiscard]] ProgramResult run_program(const std::vector<std::string>& arguments);

/// A program that lies beside this one.
[[nodiscard]] std::filesystem::path sibling_program(const std::string& name);

}  // namespace cavea
