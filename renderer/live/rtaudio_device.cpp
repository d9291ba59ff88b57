// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "renderer/live/rtaudio_device.h"

#include <dlfcn.h>
#include <fmt/core.h>
#include <rtaudio/RtAudio.h>

#include <chrono>
#include <mutex>
#include <optional>
#include <utility>

#include "core/base/error.h"
#include "renderer/live/source_slot.h"

namespace cavea::live {
namespace {

using Clock = std::chrono::steady_clock;

void say_nothing(const char*, int, const char*, int, const char*, ...) {}

/// ALSA prints what it looks for and does not find; nobody asked for it. RtAudio has the library in
/// the process, or has not.
void silence_alsa() {
    using SetHandler = int (*)(decltype(&say_nothing));
    void* const set = dlsym(RTLD_DEFAULT, "snd_lib_error_set_handler");
    if (set != nullptr) reinterpret_cast<SetHandler>(set)(&say_nothing);
}

Error failed(const std::string& device, const std::string& why) {
    return {ErrorCode::Machine,
            fmt::format("audio device {}: {}; cavea devices lists what there is", printable(device),
                        printable(why))};
}

// Version 6 made errors return values and gave devices numbers that are no indices.
#ifdef RTAUDIO_VERSION_MAJOR

std::unique_ptr<RtAudio> make_api(RtAudio::Api api) {
    return std::make_unique<RtAudio>(api, [](RtAudioErrorType, const std::string&) {});
}

std::vector<std::pair<unsigned, RtAudio::DeviceInfo>> devices_of(RtAudio& api) {
    std::vector<std::pair<unsigned, RtAudio::DeviceInfo>> out;
    for (const unsigned id : api.getDeviceIds()) out.emplace_back(id, api.getDeviceInfo(id));
    return out;
}

/// \return why it cannot be; empty = it plays
std::string start(RtAudio& api, RtAudio::StreamParameters parameters, std::uint32_t rate_hz,
                  unsigned* buffer_frames, RtAudioCallback callback, void* user,
                  RtAudio::StreamOptions options) {
    const auto text = [&] {
        const std::string why = api.getErrorText();
        return why.empty() ? "it cannot be opened" : why;
    };
    if (api.openStream(&parameters, nullptr, RTAUDIO_FLOAT32, rate_hz, buffer_frames, callback,
                       user, &options) != RTAUDIO_NO_ERROR) {
        return text();
    }
    return api.startStream() == RTAUDIO_NO_ERROR ? std::string() : text();
}

void close(RtAudio& api) {
    if (api.isStreamRunning()) api.abortStream();
    if (api.isStreamOpen()) api.closeStream();
}

#else

std::unique_ptr<RtAudio> make_api(RtAudio::Api api) {
    auto out = std::make_unique<RtAudio>(api);
    out->showWarnings(false);
    return out;
}

std::vector<std::pair<unsigned, RtAudio::DeviceInfo>> devices_of(RtAudio& api) {
    std::vector<std::pair<unsigned, RtAudio::DeviceInfo>> out;
    const unsigned count = api.getDeviceCount();
    for (unsigned i = 0; i < count; ++i) {
        try {
            const RtAudio::DeviceInfo info = api.getDeviceInfo(i);
            if (info.probed) out.emplace_back(i, info);
        } catch (const RtAudioError&) {
            // Busy or gone since it was counted.
        }
    }
    return out;
}

std::string start(RtAudio& api, RtAudio::StreamParameters parameters, std::uint32_t rate_hz,
                  unsigned* buffer_frames, RtAudioCallback callback, void* user,
                  RtAudio::StreamOptions options) {
    try {
        api.openStream(&parameters, nullptr, RTAUDIO_FLOAT32, rate_hz, buffer_frames, callback,
                       user, &options);
        api.startStream();
        return {};
    } catch (const RtAudioError& error) {
        return error.getMessage();
    }
}

void close(RtAudio& api) {
    try {
        // Aborting, not stopping: that would wait for a server that may be gone.
        if (api.isStreamRunning()) api.abortStream();
        if (api.isStreamOpen()) api.closeStream();
    } catch (const RtAudioError&) {
        // It is closed as far as it can be.
    }
}

#endif

std::string id_of(RtAudio::Api api, const RtAudio::DeviceInfo& device) {
    return RtAudio::getApiName(api) + ":" + device.name;
}

/// Compiled APIs, those of sound servers first: they share a device with other programs.
std::vector<RtAudio::Api> apis() {
    std::vector<RtAudio::Api> compiled;
    RtAudio::getCompiledApi(compiled);
    std::vector<RtAudio::Api> out;
    for (const auto wanted : {RtAudio::UNIX_JACK, RtAudio::LINUX_PULSE, RtAudio::LINUX_ALSA}) {
        for (const auto api : compiled) {
            if (api == wanted) out.push_back(api);
        }
    }
    return out;
}

class RtAudioDevice final : public AudioDevice {
 public:
    RtAudioDevice(AudioDeviceInfo info, std::unique_ptr<RtAudio> api, unsigned number,
                  std::uint32_t channels, std::uint32_t rate_hz, std::uint32_t buffer_frames)
        : info_(std::move(info)),
          api_(std::move(api)),
          channels_(channels),
          buffer_frames_(buffer_frames) {
        RtAudio::StreamParameters parameters;
        parameters.deviceId = number;
        parameters.nChannels = channels;
        RtAudio::StreamOptions options;
        options.flags = RTAUDIO_NONINTERLEAVED | RTAUDIO_SCHEDULE_REALTIME;
        options.streamName = "cavea";
        options.priority = 20;
        const std::string why =
            start(*api_, parameters, rate_hz, &buffer_frames_, &called, this, options);
        if (why.empty()) return;
        close(*api_);
        throw failed(info_.id, why);
    }
    ~RtAudioDevice() override {
        slot_.set(nullptr);
        close(*api_);
    }

    [[nodiscard]] const AudioDeviceInfo& info() const override { return info_; }
    [[nodiscard]] std::uint32_t buffer_frames() const override { return buffer_frames_; }
    void set_source(std::shared_ptr<AudioSource> source) override { slot_.set(std::move(source)); }

    [[nodiscard]] std::string problem() const override {
        constexpr auto kPatience = std::chrono::seconds(1);
        const std::lock_guard lock(mutex_);
        const std::uint64_t calls = slot_.calls();
        if (calls != seen_calls_) {
            seen_calls_ = calls;
            seen_at_ = Clock::now();
        }
        if (api_->isStreamRunning() && Clock::now() - seen_at_ < kPatience) return {};
        return fmt::format(
            "audio device {} does not take sound any more; it was unplugged or its server ended",
            info_.name);
    }

 private:
    static int called(void* out, void*, unsigned frames, double, RtAudioStreamStatus, void* user) {
        auto& self = *static_cast<RtAudioDevice*>(user);
        self.slot_.fill({static_cast<float*>(out), self.channels_, frames, frames});
        return 0;
    }

    AudioDeviceInfo info_;
    SourceSlot slot_;
    std::unique_ptr<RtAudio> api_;
    std::uint32_t channels_;
    unsigned buffer_frames_;
    mutable std::mutex mutex_;  ///< of those that ask for problems
    mutable std::uint64_t seen_calls_ = 0;
    mutable Clock::time_point seen_at_ = Clock::now();
};

}  // namespace

std::vector<AudioDeviceInfo> list_rtaudio_devices() {
    silence_alsa();
    std::vector<AudioDeviceInfo> out;
    bool have_default = false;
    for (const RtAudio::Api api : apis()) {
        const auto instance = make_api(api);
        for (const auto& [number, device] : devices_of(*instance)) {
            if (device.outputChannels == 0) continue;
            const bool is_default = device.isDefaultOutput && !have_default;
            have_default = have_default || is_default;
            out.push_back({id_of(api, device),
                           fmt::format("{}, {}", RtAudio::getApiDisplayName(api), device.name),
                           device.outputChannels, device.sampleRates, is_default});
        }
    }
    return out;
}

std::unique_ptr<AudioDevice> open_rtaudio_device(const AudioDeviceInfo& info,
                                                 std::uint32_t channels, std::uint32_t rate_hz,
                                                 std::uint32_t buffer_frames) {
    silence_alsa();
    for (const RtAudio::Api api : apis()) {
        if (!info.id.starts_with(RtAudio::getApiName(api) + ":")) continue;
        auto instance = make_api(api);
        for (const auto& [number, device] : devices_of(*instance)) {
            if (id_of(api, device) != info.id) continue;
            return std::make_unique<RtAudioDevice>(info, std::move(instance), number, channels,
                                                   rate_hz, buffer_frames);
        }
    }
    throw failed(info.id, "it is gone");
}

}  // namespace cavea::live
