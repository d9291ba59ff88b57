// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "renderer/live/read_ahead.h"

#include <algorithm>
#include <chrono>
#include <exception>

#include "core/base/diagnostics.h"
#include "core/base/planar.h"

namespace cavea::live {
namespace {

constexpr Frame kAheadS = 2;
constexpr std::size_t kPieceFrames = 8192;
constexpr auto kStep = std::chrono::milliseconds(100);

std::unique_ptr<io::AudioFile> open(const std::string& media) {
    Diagnostics said_already;
    return io::open_audio(media, said_already);
}

}  // namespace

ReadAhead::ReadAhead(const std::string& media) : media_(open(media)) {
    thread_ = std::thread([this] { work(); });
}

ReadAhead::~ReadAhead() {
    {
        const std::lock_guard lock(mutex_);
        quit_ = true;
    }
    wake_.notify_all();
    thread_.join();
}

void ReadAhead::set_playing(bool playing) {
    {
        const std::lock_guard lock(mutex_);
        if (playing_ == playing) return;
        playing_ = playing;
    }
    wake_.notify_all();
}

void ReadAhead::work() {
    std::unique_lock lock(mutex_);
    while (!quit_) {
        if (!playing_) {
            wake_.wait(lock);
            continue;
        }
        lock.unlock();
        try {
            const Frame now = position_.load(std::memory_order_relaxed);
            if (now > done_ || now + 2 * kAheadS * media_->rate_hz() < done_) done_ = now;
            read_up_to(std::min(media_->frames(), now + kAheadS * Frame{media_->rate_hz()}));
        } catch (const std::exception&) {
            // The render thread will meet the same and say so.
        }
        lock.lock();
        wake_.wait_for(lock, kStep);
    }
}

void ReadAhead::read_up_to(Frame end) {
    PlanarBuffer<float> piece(media_->channels(), kPieceFrames);
    while (done_ < end) {
        media_->read(done_, piece.view());
        done_ += static_cast<Frame>(kPieceFrames);
    }
}

}  // namespace cavea::live
