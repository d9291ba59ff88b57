// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// WAV, RF64 and BW64 output. Behind create_audio(), which has checked the settings.
#pragma once

#include <memory>

#include "core/io/audio_writer.h"
#include "core/io/wav_header.h"

namespace cavea::io {

/// \throws Error  as create_audio()
[[nodiscard]] std::unique_ptr<AudioWriter> create_wav(const WriterSettings& settings, WavForm form,
                                                      Diagnostics& diagnostics);

}  // namespace cavea::io
