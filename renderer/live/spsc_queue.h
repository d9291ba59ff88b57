// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A queue of small values from one writing thread to one reading thread, without locks.
#pragma once

#include <atomic>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <vector>

namespace cavea::live {

template <class T>
requires(std::is_trivially_copyable_v<T>) class SpscQueue {
 public:
    explicit SpscQueue(std::size_t capacity) : values_(std::bit_ceil(capacity)) {}

    /// \return false when it is full
    bool push(const T& value) noexcept {
        const std::uint64_t at = written_.load(std::memory_order_relaxed);
        // Acquire: the reader is done with the place before it is written again.
        if (at - read_.load(std::memory_order_acquire) == values_.size()) return false;
        values_[at & (values_.size() - 1)] = value;
        written_.store(at + 1, std::memory_order_release);
        return true;
    }

    /// The oldest value; null when there is none. Stays until pop().
    [[nodiscard]] const T* front() const noexcept {
        const std::uint64_t at = read_.load(std::memory_order_relaxed);
        if (at == written_.load(std::memory_order_acquire)) return nullptr;
        return &values_[at & (values_.size() - 1)];
    }
    void pop() noexcept {
        read_.store(read_.load(std::memory_order_relaxed) + 1, std::memory_order_release);
    }

 private:
    std::vector<T> values_;
    std::atomic<std::uint64_t> written_{0};
    std::atomic<std::uint64_t> read_{0};
};

}  // namespace cavea::live
