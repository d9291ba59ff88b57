// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// cavea-studio from its arguments to its exit code.
#pragma once

namespace cavea::gui {

/// \return the exit code: 0, or 2 with a message for arguments that make no sense
/// \throws Error  everything else that ends the program
int run(int argc, char** argv);

}  // namespace cavea::gui
