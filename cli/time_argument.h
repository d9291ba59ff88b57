// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Times as people type them.
#pragma once

#include <cstdint>
#include <string>

#include "core/base/frame.h"

namespace cavea::cli {

/// Seconds ("12.5"), a clock time ("1:02", "01:02:03.25") or frames ("48000smp") as a position,
/// exact to the frame below.
///
/// \param option  name of the option, for the message
/// \throws Error{Usage}  none of these, or negative
[[nodiscard]] Frame parse_time(const std::string& text, std::uint32_t rate_hz,
                               const std::string& option);

}  // namespace cavea::cli
