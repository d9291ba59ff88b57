// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What libmysofa makes of a SOFA file, checked. Damaged files are known to crash that library, so
// load_sofa() calls this in a process of its own.
#pragma once

#include <vector>

#include "core/dsp/hrtf.h"
#include "core/io/posix_file.h"

namespace cavea::io {

/// \param file   for messages
/// \param bytes  all of the file
/// \throws Error{Refused}  as load_sofa()
/// \throws std::bad_alloc
[[nodiscard]] dsp::HrtfSet parse_sofa(const InputFile& file, const std::vector<char>& bytes);

}  // namespace cavea::io
