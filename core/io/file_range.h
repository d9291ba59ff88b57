// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What every reader does at the edges of a read: silence outside the file, and the message about a
// sample that cannot be used.
#pragma once

#include <filesystem>

#include "core/base/error.h"
#include "core/base/frame.h"
#include "core/base/planar.h"
#include "core/io/sample_decode.h"

namespace cavea::io {

/// Zero the frames of \p out that lie outside [0, frames).
///
/// \param at  frame of the file at the start of out; any value
/// \return    the part of out inside the file, which begins at frame max(at, 0)
[[nodiscard]] Planar<float> zero_outside(Frame at, Frame frames, Planar<float> out);

/// \param first  frame of the file at which the decoded block began
[[nodiscard]] Error bad_sample_error(const std::filesystem::path& path, Frame first,
                                     const BadSample& bad);

}  // namespace cavea::io
