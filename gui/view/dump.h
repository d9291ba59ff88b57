// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The visible state as JSON, for scripts and tests.
#pragma once

#include <string>

#include "gui/view/context.h"
#include "gui/view/file_dialogs.h"

namespace cavea::gui {

[[nodiscard]] std::string dump(const Context& context, const FileDialogs& files);

}  // namespace cavea::gui
