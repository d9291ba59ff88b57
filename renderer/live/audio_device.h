// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Where live sound goes: RtAudio (JACK, ALSA, PulseAudio), or a null device that takes samples at
// the pace of the clock and drops them.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "renderer/live/audio_source.h"

namespace cavea::live {

struct AudioDeviceInfo {
    std::string id;    ///< "jack:system", "alsa:hw:0,0", "null"
    std::string name;  ///< for people
    std::uint32_t channels = 0;
    std::vector<std::uint32_t> rates_hz;  ///< empty = any
    bool is_default = false;
};

/// Every device that can be opened now, "null" last.
[[nodiscard]] std::vector<AudioDeviceInfo> list_audio_devices();

class AudioDevice {
 public:
    AudioDevice() = default;
    AudioDevice(const AudioDevice&) = delete;
    AudioDevice& operator=(const AudioDevice&) = delete;
    /// Stops; the source is not asked any more afterwards.
    virtual ~AudioDevice() = default;

    [[nodiscard]] virtual const AudioDeviceInfo& info() const = 0;
    [[nodiscard]] virtual std::uint32_t buffer_frames() const = 0;
    /// Play this from now on; null = silence. The one before is not asked any more afterwards.
    virtual void set_source(std::shared_ptr<AudioSource> source) = 0;
    /// Why it does not play (unplugged, server gone); empty while it does.
    [[nodiscard]] virtual std::string problem() const = 0;
};

/// \param id        of list_audio_devices(); empty = the default one, or null when there is none
/// \param channels  to open; a device with fewer is refused by number
/// \throws Error{Machine}  no such device, it is busy, or cannot do this rate; says what to do
[[nodiscard]] std::unique_ptr<AudioDevice> open_audio_device(const std::string& id,
                                                             std::uint32_t channels,
                                                             std::uint32_t rate_hz,
                                                             std::uint32_t buffer_frames);

}  // namespace cavea::live
