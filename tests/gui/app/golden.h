// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures against those that were agreed on. Drivers round differently, so a few pixels may differ
// a little; what differs more is written beside the expectation's name in the current folder.
#pragma once

#include <gtest/gtest.h>

#include <string>

#include "gui/app/png_file.h"

namespace cavea::test {

/// More than this share of full scale counts as another colour: between two versions of Mesa one
/// pixel of a million differs by 5 %.
inline constexpr double kPixelTolerance = 0.06;
inline constexpr std::size_t kMostOtherPixels = 200;

/// Compare with tests/data/gui/NAME.png. With CAVEA_WRITE_GOLDENS=1 write it instead
/// (scripts/pictures --goldens).
[[nodiscard]] testing::AssertionResult looks_like(const std::string& name,
                                                  const gui::Picture& picture);

}  // namespace cavea::test
