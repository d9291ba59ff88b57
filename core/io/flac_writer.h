// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// FLAC output through libsndfile. Behind create_audio(), which has checked the settings.
#pragma once

#include <memory>

#include "core/io/audio_writer.h"

namespace cavea::io {

/// What the format holds (RFC 9639 §9.1.3).
inline constexpr std::size_t kMaxFlacChannels = 8;

/// \throws Error  as create_audio()
[[nodiscard]] std::unique_ptr<AudioWriter> create_flac(const WriterSettings& settings);

}  // namespace cavea::io
