// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "renderer/live/null_device.h"

#include <atomic>
#include <chrono>
#include <thread>
#include <utility>

#include "renderer/live/source_slot.h"

namespace cavea::live {
namespace {

using Clock = std::chrono::steady_clock;

class NullDevice final : public AudioDevice {
 public:
    NullDevice(std::uint32_t channels, std::uint32_t rate_hz, std::uint32_t buffer_frames)
        : info_(null_device_info()),
          buffer_(channels, buffer_frames),
          period_(std::chrono::duration_cast<Clock::duration>(
              std::chrono::duration<double>(static_cast<double>(buffer_frames) / rate_hz))) {
        info_.channels = channels;
        thread_ = std::thread([this] { work(); });
    }
    ~NullDevice() override {
        // Relaxed: nothing is handed over with it.
        quit_.store(true, std::memory_order_relaxed);
        thread_.join();
    }

    [[nodiscard]] const AudioDeviceInfo& info() const override { return info_; }
    [[nodiscard]] std::uint32_t buffer_frames() const override {
        return static_cast<std::uint32_t>(buffer_.frames());
    }
    void set_source(std::shared_ptr<AudioSource> source) override { slot_.set(std::move(source)); }
    [[nodiscard]] std::string problem() const override { return {}; }

 private:
    void work() {
        auto next = Clock::now() + period_;
        while (!quit_.load(std::memory_order_relaxed)) {
            std::this_thread::sleep_until(next);
            slot_.fill(buffer_.view());
            next += period_;
            // A machine that slept does not catch up.
            if (Clock::now() > next + 100 * period_) next = Clock::now() + period_;
        }
    }

    AudioDeviceInfo info_;
    PlanarBuffer<float> buffer_;
    Clock::duration period_;
    SourceSlot slot_;
    std::atomic<bool> quit_{false};
    std::thread thread_;
};

}  // namespace

AudioDeviceInfo null_device_info() {
    return {"null", "no sound, at the pace of the clock", 64, {}, false};
}

std::unique_ptr<AudioDevice> open_null_device(std::uint32_t channels, std::uint32_t rate_hz,
                                              std::uint32_t buffer_frames) {
    return std::make_unique<NullDevice>(channels, rate_hz, buffer_frames);
}

}  // namespace cavea::live
