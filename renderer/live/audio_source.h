// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What an audio device asks for samples.
#pragma once

#include <cstdint>

#include "core/base/planar.h"

namespace cavea::live {

class AudioSource {
 public:
    AudioSource() = default;
    AudioSource(const AudioSource&) = delete;
    AudioSource& operator=(const AudioSource&) = delete;
    virtual ~AudioSource() = default;

    [[nodiscard]] virtual std::uint32_t channels() const = 0;
    [[nodiscard]] virtual std::uint32_t rate_hz() const = 0;
    /// The next frames, from the audio thread.
    ///
    /// \param out  [channels()][any number of frames] overwritten
    /// \rt         no allocation, lock, system call or exception
    virtual void fill(Planar<float> out) noexcept = 0;
};

}  // namespace cavea::live
