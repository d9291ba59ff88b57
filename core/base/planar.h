// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Planar<T>: a view of channel-major audio, [channels][frames], last index contiguous, rows
// `stride` elements apart. Owns nothing. PlanarBuffer<T> owns, with every row on a 64-byte
// boundary.
#pragma once

#include <cstddef>
#include <memory>
#include <new>
#include <span>
#include <type_traits>

#include "core/base/assert.h"

namespace cavea {

template <class T>
class Planar {
 public:
    Planar() = default;
    /// \pre stride >= frames
    Planar(T* data, std::size_t channels, std::size_t frames, std::size_t stride)
        : data_(data), channels_(channels), frames_(frames), stride_(stride) {
        CAVEA_ASSERT(stride >= frames);
    }
    /// A view that may write converts to one that may only read.
    operator Planar<const T>() const  // NOLINT(google-explicit-constructor)
        requires(!std::is_const_v<T>) {
        return {data_, channels_, frames_, stride_};
    }

    [[nodiscard]] std::size_t channels() const { return channels_; }
    [[nodiscard]] std::size_t frames() const { return frames_; }
    [[nodiscard]] std::size_t stride() const { return stride_; }
    [[nodiscard]] T* data() const { return data_; }

    /// Samples of one channel.
    [[nodiscard]] std::span<T> operator[](std::size_t channel) const {
        CAVEA_ASSERT(channel < channels_);
        return {data_ + channel * stride_, frames_};
    }
    /// The same channels, frames [first, first + count).
    [[nodiscard]] Planar slice(std::size_t first, std::size_t count) const {
        CAVEA_ASSERT(first + count <= frames_);
        return {data_ + first, channels_, count, stride_};
    }
    /// Channels [first, first + count), all frames.
    [[nodiscard]] Planar rows(std::size_t first, std::size_t count) const {
        CAVEA_ASSERT(first + count <= channels_);
        return {data_ + first * stride_, count, frames_, stride_};
    }

 private:
    T* data_ = nullptr;
    std::size_t channels_ = 0;
    std::size_t frames_ = 0;
    std::size_t stride_ = 0;
};

template <class T>
class PlanarBuffer {
 public:
    PlanarBuffer() = default;
    /// Zeroed samples.
    PlanarBuffer(std::size_t channels, std::size_t frames)
        : channels_(channels),
          frames_(frames),
          stride_((frames + kRowElements - 1) / kRowElements * kRowElements),
          data_(allocate(channels * stride_)) {}

    [[nodiscard]] Planar<T> view() { return {data_.get(), channels_, frames_, stride_}; }
    [[nodiscard]] Planar<const T> view() const {
        return {data_.get(), channels_, frames_, stride_};
    }
    [[nodiscard]] std::size_t channels() const { return channels_; }
    [[nodiscard]] std::size_t frames() const { return frames_; }

 private:
    static constexpr std::size_t kAlignment = 64;
    static constexpr std::size_t kRowElements = kAlignment / sizeof(T);
    struct Free {
        void operator()(T* p) const { ::operator delete[](p, std::align_val_t{kAlignment}); }
    };
    static T* allocate(std::size_t count) {
        void* memory = ::operator new[](count * sizeof(T), std::align_val_t{kAlignment});
        return new (memory) T[count]{};
    }

    std::size_t channels_ = 0;
    std::size_t frames_ = 0;
    std::size_t stride_ = 0;
    std::unique_ptr<T[], Free> data_;
};

}  // namespace cavea
