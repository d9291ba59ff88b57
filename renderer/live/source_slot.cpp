// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "renderer/live/source_slot.h"

#include <algorithm>
#include <chrono>
#include <thread>
#include <utility>

namespace cavea::live {

void SourceSlot::set(std::shared_ptr<AudioSource> source) {
    source_.store(source.get(), std::memory_order_seq_cst);
    // Who is inside may have the old one; who comes in later has the new one.
    const std::uint64_t turn = turn_.load(std::memory_order_seq_cst);
    while (turn % 2 == 1 && turn_.load(std::memory_order_seq_cst) == turn) {
        std::this_thread::sleep_for(std::chrono::microseconds(100));
    }
    owner_ = std::move(source);
}

void SourceSlot::fill(Planar<float> out) noexcept {
    turn_.fetch_add(1, std::memory_order_seq_cst);
    std::size_t filled = 0;
    AudioSource* const source = source_.load(std::memory_order_seq_cst);
    if (source != nullptr && source->channels() <= out.channels()) {
        filled = source->channels();
        source->fill(out.rows(0, filled));
    }
    for (std::size_t c = filled; c < out.channels(); ++c) {
        std::fill(out[c].begin(), out[c].end(), 0.0F);
    }
    calls_.fetch_add(1, std::memory_order_relaxed);
    turn_.fetch_add(1, std::memory_order_seq_cst);
}

}  // namespace cavea::live
