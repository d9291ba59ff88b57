// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What cases that run whole programs share: a folder for their files, figures out of their JSON.
#pragma once

#include <filesystem>
#include <string>

namespace cavea::bench {

/// A folder for the length of a case.
class Scratch {
 public:
    /// \throws Error{Machine}  no folder can be made
    Scratch();
    Scratch(const Scratch&) = delete;
    Scratch& operator=(const Scratch&) = delete;
    ~Scratch();
    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
    std::filesystem::path path_;
};

/// The number behind "name": in what \p program printed.
///
/// \throws Error{Machine}  there is none
[[nodiscard]] double figure(const std::string& json, const std::string& name,
                            const std::string& program);

}  // namespace cavea::bench
