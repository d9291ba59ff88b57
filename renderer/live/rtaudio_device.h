// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Devices of JACK, ALSA and PulseAudio by RtAudio 5 or 6; its only user.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "renderer/live/audio_device.h"

namespace cavea::live {

/// Those that play; one at most is the default.
[[nodiscard]] std::vector<AudioDeviceInfo> list_rtaudio_devices();

/// \param info  one of them
/// \throws Error{Machine}
[[nodiscard]] std::unique_ptr<AudioDevice> open_rtaudio_device(const AudioDeviceInfo& info,
                                                               std::uint32_t channels,
                                                               std::uint32_t rate_hz,
                                                               std::uint32_t buffer_frames);

}  // namespace cavea::live
