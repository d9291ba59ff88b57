// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/diagnostics.h"

#include <utility>

namespace cavea {

void Diagnostics::warn(std::string_view code, std::string message) {
    auto [it, inserted] = counts_.try_emplace(std::string(code), 0);
    if (++it->second <= kMaxPerCode) list_.push_back({std::string(code), std::move(message)});
}

}  // namespace cavea
