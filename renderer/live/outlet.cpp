// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "renderer/live/outlet.h"

#include <algorithm>
#include <cmath>

namespace cavea::live {
namespace {

/// More than any device asks for at once.
constexpr std::size_t kLargestRequest = 16384;
constexpr std::size_t kMarkers = 1024;

}  // namespace

Outlet::Outlet(std::size_t channels, std::size_t block)
    : block_(block),
      ring_(channels, kLargestRequest + 2 * block),
      markers_(kMarkers),
      last_(channels) {}

bool Outlet::wants() const noexcept {
    const std::size_t request = std::min(request_frames(), kLargestRequest);
    const std::size_t requests = std::max<std::size_t>(1, (request + block_ - 1) / block_);
    return ring_.size() + block_ <= (requests + 1) * block_;
}

void Outlet::put(Frame first, Planar<const float> samples) noexcept {
    mark(first);
    ring_.push(samples);
}

// A queue that is full loses a marker: the position then runs on until the next one.
void Outlet::mark(Frame next) noexcept { markers_.push({ring_.written(), next}); }

std::size_t Outlet::take(Planar<float> out) noexcept {
    const std::size_t frames = out.frames();
    if (frames > request_.load(std::memory_order_relaxed)) {
        request_.store(frames, std::memory_order_relaxed);
    }
    const Gate gate = gate_.load(std::memory_order_acquire);
    std::size_t heard = gate == Gate::Closed ? 0 : ring_.pop(out);
    if (heard > 0) {
        if (dry_) rising_ = kFadeFrames;
        dry_ = false;
        rise(out.slice(0, heard));
        for (std::size_t c = 0; c < last_.size(); ++c) last_[c] = out[c][heard - 1];
        falling_ = kFadeFrames;
    }
    if (heard < frames) {
        fall(out, heard);
        // The gate may have begun to drain after it was read: that is not late.
        if (gate == Gate::Open && gate_.load(std::memory_order_acquire) == Gate::Open) {
            late_.fetch_add(1, std::memory_order_relaxed);
            dry_ = true;
            heard = frames;
        }
    }
    find_position();
    apply_monitor(out);
    return heard;
}

void Outlet::find_position() noexcept {
    const std::uint64_t read = ring_.read();
    while (const Marker* next = markers_.front()) {
        if (next->index > read) break;
        marker_ = *next;
        markers_.pop();
    }
    position_.store(marker_.frame + static_cast<Frame>(read - marker_.index),
                    std::memory_order_relaxed);
}

/// Out of a gap.
void Outlet::rise(Planar<float> out) noexcept {
    const std::size_t count = std::min(rising_, out.frames());
    for (std::size_t c = 0; c < out.channels(); ++c) {
        for (std::size_t i = 0; i < count; ++i) {
            out[c][i] *= 1 - static_cast<float>(rising_ - i) / static_cast<float>(kFadeFrames);
        }
    }
    rising_ -= count;
}

/// Silence from frame \p from on, reached from the last sample in a short line.
void Outlet::fall(Planar<float> out, std::size_t from) noexcept {
    const std::size_t count = std::min(falling_, out.frames() - from);
    for (std::size_t c = 0; c < out.channels(); ++c) {
        const auto row = out[c].subspan(from);
        for (std::size_t i = 0; i < count; ++i) {
            row[i] =
                last_[c] * static_cast<float>(falling_ - 1 - i) / static_cast<float>(kFadeFrames);
        }
        std::fill(row.begin() + static_cast<std::ptrdiff_t>(count), row.end(), 0.0F);
    }
    falling_ -= count;
}

void Outlet::apply_monitor(Planar<float> out) noexcept {
    const float target = monitor_gain_.load(std::memory_order_relaxed);
    if (gain_ == 1 && target == 1) return;
    // A block from any gain to any other.
    const float step = 1.0F / static_cast<float>(block_);
    float gain = gain_;
    for (std::size_t i = 0; i < out.frames(); ++i) {
        gain += std::clamp(target - gain, -step, step);
        for (std::size_t c = 0; c < out.channels(); ++c) out[c][i] *= gain;
    }
    gain_ = gain;
}

}  // namespace cavea::live
