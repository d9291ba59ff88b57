// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What a script expects of the state that the views tell.
#pragma once

#include <string>
#include <vector>

namespace cavea::gui {

/// \param state  JSON text
/// \param words  JSON pointer, one of == ~= < > exists contains, and the value where there is one
/// \return empty when it holds; else one line with what is there instead
[[nodiscard]] std::string why_not_as_expected(const std::string& state,
                                              const std::vector<std::string>& words);

}  // namespace cavea::gui
