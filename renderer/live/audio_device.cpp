// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "renderer/live/audio_device.h"

#include <fmt/core.h>

#include <algorithm>

#include "core/base/error.h"
#include "renderer/live/null_device.h"
#include "renderer/live/rtaudio_device.h"

namespace cavea::live {
namespace {

Error unusable(const AudioDeviceInfo& device, const std::string& why) {
    return {ErrorCode::Machine, fmt::format("audio device {} {}", printable(device.id), why)};
}

/// The first that fits \p wanted; null when none does.
template <class Wanted>
const AudioDeviceInfo* find(const std::vector<AudioDeviceInfo>& devices, const Wanted& wanted) {
    const auto found = std::find_if(devices.begin(), devices.end(), wanted);
    return found == devices.end() ? nullptr : &*found;
}

void check(const AudioDeviceInfo& device, std::uint32_t channels, std::uint32_t rate_hz) {
    if (device.channels < channels) {
        throw unusable(device, fmt::format("has {} channels and {} are needed; choose another "
                                           "device or a smaller layout",
                                           device.channels, channels));
    }
    const auto& rates = device.rates_hz;
    if (!rates.empty() && std::find(rates.begin(), rates.end(), rate_hz) == rates.end()) {
        throw unusable(device, fmt::format("does not run at {} Hz; set it to that rate or choose "
                                           "another device",
                                           rate_hz));
    }
}

}  // namespace

std::vector<AudioDeviceInfo> list_audio_devices() {
    std::vector<AudioDeviceInfo> devices = list_rtaudio_devices();
    const bool have_default = find(devices, [](const auto& d) { return d.is_default; }) != nullptr;
    devices.push_back(null_device_info());
    devices.back().is_default = !have_default;
    return devices;
}

std::unique_ptr<AudioDevice> open_audio_device(const std::string& id, std::uint32_t channels,
                                               std::uint32_t rate_hz, std::uint32_t buffer_frames) {
    if (id == "null") return open_null_device(channels, rate_hz, buffer_frames);
    const std::vector<AudioDeviceInfo> devices = list_audio_devices();
    const AudioDeviceInfo* const device = find(
        devices, [&](const AudioDeviceInfo& d) { return id.empty() ? d.is_default : d.id == id; });
    if (device == nullptr) {
        throw Error(ErrorCode::Machine,
                    fmt::format("there is no audio device '{}'; cavea devices lists what there is",
                                printable(id)));
    }
    if (device->id == "null") return open_null_device(channels, rate_hz, buffer_frames);
    check(*device, channels, rate_hz);
    return open_rtaudio_device(*device, channels, rate_hz, buffer_frames);
}

}  // namespace cavea::live
