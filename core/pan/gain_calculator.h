// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// One metadata block in, its gains out, as lines of JSON: what the `gains` subcommand does and what
// the reference vectors are checked with. For checking and for experiments; rendering does not come
// through here.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>

namespace cavea::pan {

struct GainAnswer {
    std::string line;  ///< one JSON object, without line end
    bool ok = true;    ///< false when the line is {"id": ..., "error": ...}
};

/// Answers cases, with the panners of every layout it has met. Not thread safe.
class GainCalculator {
 public:
    GainCalculator();
    ~GainCalculator();

    /// Never throws for a bad case: the answer then carries the reason.
    [[nodiscard]] GainAnswer answer(std::string_view json_line);

 private:
    struct Panners;
    [[nodiscard]] Panners& panners(const std::string& layout);
    std::map<std::string, std::unique_ptr<Panners>> panners_;
};

}  // namespace cavea::pan
