// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The chunks of a RIFF/WAVE, RF64 (EBU Tech 3306) or BW64 (ITU-R BS.2088) file, every size checked
// against the bytes that are there. Decides what a damaged file still means; the rules are in
// wav_walker.cpp beside the checks.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/base/diagnostics.h"
#include "core/io/posix_file.h"
#include "core/io/wav_file.h"
#include "core/io/wav_format.h"

namespace cavea::io {

struct WavContents {
    std::string form;           ///< "RIFF", "RF64" or "BW64"
    std::vector<Chunk> chunks;  ///< in file order
    WavFormat format;
    Chunk data;  ///< lies within the file
};

/// \throws Error{Refused}  names the file and the chunk
/// \throws Error{Machine}  read error
[[nodiscard]] WavContents walk_wav(const InputFile& file, Diagnostics& diagnostics);

}  // namespace cavea::io
