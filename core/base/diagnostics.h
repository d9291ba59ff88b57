// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Where suspicious but usable input is reported. A sink is passed in; nothing is printed here and
// nothing is silently repaired.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace cavea {

struct Diagnostic {
    std::string code;     ///< stable name of the rule, for example "adm-dolby-stream-pack"
    std::string message;  ///< one line for a person, made by located()
};

/// Collects warnings in order. After kMaxPerCode of one code the rest are only counted, so that a
/// file with a million faults stays readable. Not thread safe.
class Diagnostics {
 public:
    static constexpr std::size_t kMaxPerCode = 5;

    /// \param code     stable rule name
    /// \param message  see located()
    void warn(std::string_view code, std::string message);

    [[nodiscard]] const std::vector<Diagnostic>& list() const { return list_; }
    /// How often each code was reported, those beyond the list included.
    [[nodiscard]] const std::map<std::string, std::size_t, std::less<>>& counts() const {
        return counts_;
    }

 private:
    std::vector<Diagnostic> list_;
    std::map<std::string, std::size_t, std::less<>> counts_;
};

}  // namespace cavea
