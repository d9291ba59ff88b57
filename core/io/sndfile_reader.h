// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// FLAC, AIFF and W64 through libsndfile, and nothing else of what it reads: the other formats are
// rarely met in a mix and are where its faults were.
#pragma once

#include <memory>

#include "core/io/audio_file.h"
#include "core/io/posix_file.h"

namespace cavea::io {

enum class ForeignFormat { Flac, Aiff, Wave64 };

/// \param format  what the file's first bytes say
/// \throws Error{Refused}  another encoding inside, damaged, cut, or beyond the limits
[[nodiscard]] std::unique_ptr<AudioFile> open_foreign(InputFile file, ForeignFormat format);

}  // namespace cavea::io
