// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Impulse responses from audio files: checked, labelled and brought to the programme's rate. What a
// convolver gets from here is finite, without denormals and within stated limits.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "core/base/diagnostics.h"
#include "core/dsp/ir_set.h"

namespace cavea::io {

/// Longest response that is loaded. A cathedral rings for 10 s.
inline constexpr double kMaxResponseS = 60;
/// Samples of all channels together that are loaded: 1 GiB of them.
inline constexpr std::uint64_t kMaxResponseSamples = std::uint64_t{1} << 28U;
inline constexpr std::uint32_t kMaxRoomInputs = 1024;

struct ImpulseResponseOptions {
    /// What the channels are: BS.2051 labels, or one name: of a layout, or "ambix1" to
    /// "ambix7". Empty: told by the file.
    std::vector<std::string> labels;
    /// Inputs of the room. The file holds the responses of the first input to all channels, then
    /// those of the second, and so on: "true stereo" is 2 inputs, LL LR RL RR.
    std::uint32_t inputs = 1;
};

/// Read a WAV, FLAC, AIFF or W64 file as a room.
///
/// Channels per input without labels: 1 is Spread, 2 are M+030 and M-030, more are told by the
/// channel mask; without a mask 6, 8, 12 and 24 are taken for 0+5+0, 0+7+0, 4+7+0 and 9+10+3
/// ("ir-layout-guessed"). Denormals become zero and frames that are zero in all channels at the end
/// are left out.
///
/// Warns: "ir-resampled", "ir-silent", "ir-layout-guessed".
///
/// \param rate_hz  of the programme; 0 keeps the file's rate
/// \throws Error{Refused}  as open_audio(); a sample is not finite or beyond +-64; no frames,
/// longer
///                         than kMaxResponseS; channels that fit nothing, an unknown label
/// \throws Error{Machine}  read error
[[nodiscard]] dsp::IrSet load_impulse_response(const std::filesystem::path& path,
                                               std::uint32_t rate_hz,
                                               const ImpulseResponseOptions& options,
                                               Diagnostics& diagnostics);

}  // namespace cavea::io
