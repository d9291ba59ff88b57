// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "renderer/live/sample_ring.h"

#include <algorithm>
#include <bit>

#include "core/base/assert.h"

namespace cavea::live {

SampleRing::SampleRing(std::size_t channels, std::size_t frames)
    : buffer_(channels, std::bit_ceil(std::max<std::size_t>(frames, 2))) {}

std::size_t SampleRing::size() const noexcept {
    // The reader's index first: it may grow in between, and never beyond the writer's.
    const std::uint64_t read = read_.load(std::memory_order_acquire);
    return static_cast<std::size_t>(written_.load(std::memory_order_acquire) - read);
}

void SampleRing::push(Planar<const float> in) noexcept {
    const std::size_t count = in.frames();
    CAVEA_ASSERT(count <= capacity() - size());
    const std::uint64_t at = written_.load(std::memory_order_relaxed);
    const auto first = static_cast<std::size_t>(at & (capacity() - 1));
    const std::size_t until_end = std::min(count, capacity() - first);
    for (std::size_t c = 0; c < in.channels(); ++c) {
        const auto row = buffer_.view()[c];
        std::copy_n(in[c].begin(), until_end, row.begin() + static_cast<std::ptrdiff_t>(first));
        std::copy_n(in[c].begin() + static_cast<std::ptrdiff_t>(until_end), count - until_end,
                    row.begin());
    }
    written_.store(at + count, std::memory_order_release);
}

std::size_t SampleRing::pop(Planar<float> out) noexcept {
    const std::size_t count = std::min(out.frames(), size());
    const std::uint64_t at = read_.load(std::memory_order_relaxed);
    const auto first = static_cast<std::size_t>(at & (capacity() - 1));
    const std::size_t until_end = std::min(count, capacity() - first);
    for (std::size_t c = 0; c < out.channels(); ++c) {
        const auto row = buffer_.view()[c];
        std::copy_n(row.begin() + static_cast<std::ptrdiff_t>(first), until_end, out[c].begin());
        std::copy_n(row.begin(), count - until_end,
                    out[c].begin() + static_cast<std::ptrdiff_t>(until_end));
    }
    read_.store(at + count, std::memory_order_release);
    return count;
}

}  // namespace cavea::live
