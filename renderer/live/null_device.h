// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A device without hardware: takes samples at the pace of the clock and drops them.
#pragma once

#include <cstdint>
#include <memory>

#include "renderer/live/audio_device.h"

namespace cavea::live {

[[nodiscard]] AudioDeviceInfo null_device_info();
[[nodiscard]] std::unique_ptr<AudioDevice> open_null_device(std::uint32_t channels,
                                                            std::uint32_t rate_hz,
                                                            std::uint32_t buffer_frames);

}  // namespace cavea::live
