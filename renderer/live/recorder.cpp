// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "renderer/live/recorder.h"

#include <utility>

namespace cavea::live {
namespace {

constexpr std::size_t kPieceFrames = 4096;

}  // namespace

Recorder::Recorder(std::shared_ptr<Player> player, double seconds)
    : player_(std::move(player)),
      ring_(player_->channels(), static_cast<std::size_t>(seconds * player_->rate_hz())),
      piece_(player_->channels(), kPieceFrames) {}

void Recorder::fill(Planar<float> out) noexcept {
    const std::size_t heard = player_->take(out);
    if (heard > ring_.capacity() - ring_.size()) {
        lost_.fetch_add(heard, std::memory_order_relaxed);
        return;
    }
    ring_.push(out.slice(0, heard));
}

void Recorder::drain(const std::function<void(Planar<const float>)>& write) {
    while (const std::size_t count = ring_.pop(piece_.view())) {
        write(std::as_const(piece_).view().slice(0, count));
    }
}

}  // namespace cavea::live
