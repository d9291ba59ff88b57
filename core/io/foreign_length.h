// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// How many frames an AIFF or W64 file says it has. libsndfile opens a cut file silently with fewer,
// so the reader compares.
#pragma once

#include <cstdint>
#include <optional>

#include "core/io/posix_file.h"

namespace cavea::io {

/// numSampleFrames of the COMM chunk; nothing when there is none.
///
/// \see Apple, Audio Interchange File Format AIFF-C, draft 1991-08-26
[[nodiscard]] std::optional<std::uint64_t> aiff_frames(const InputFile& file);

/// Bytes of the data chunk of a Sony Wave64 file as it claims them; nothing when there is none.
[[nodiscard]] std::optional<std::uint64_t> wave64_data_bytes(const InputFile& file);

}  // namespace cavea::io
