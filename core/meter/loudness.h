// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Loudness and true peak through libebur128 with the channel weights of BS.1770-5 for any layout.
// One meter is fed by one thread at a time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>

#include "core/base/planar.h"
#include "core/layout/layout.h"

namespace cavea::meter {

/// Weight of a channel in the loudness sum: 0 for LFE, sqrt(2) in amplitude (1.41 in power) for
/// |azimuth| 60..120 below 30 degrees of elevation, 1 otherwise. ITU-R BS.1770-5, annex 3.
[[nodiscard]] double loudness_weight(const layout::Channel& channel);

/// Loudness of one output.
class LoudnessMeter {
 public:
    enum class ShortTerm { No, Yes };  ///< keeps three seconds
    LoudnessMeter(const layout::Layout& layout, std::uint32_t rate_hz,
                  ShortTerm short_term = ShortTerm::No);
    LoudnessMeter(LoudnessMeter&&) noexcept;
    LoudnessMeter& operator=(LoudnessMeter&&) noexcept;
    ~LoudnessMeter();

    /// \param in  [L][frames], finite
    void add(Planar<const float> in);
    /// LUFS; nothing when all of it is below the absolute gate (silence).
    [[nodiscard]] std::optional<double> integrated_lufs() const;
    /// Of the last 400 ms, not gated (EBU Tech 3341); nothing in silence.
    [[nodiscard]] std::optional<double> momentary_lufs() const;
    /// Of the last 3 s; nothing also where it is not measured.
    [[nodiscard]] std::optional<double> short_term_lufs() const;

 private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

/// Sample peak and true peak of one channel.
class PeakMeter {
 public:
    explicit PeakMeter(std::uint32_t rate_hz);
    PeakMeter(PeakMeter&&) noexcept;
    PeakMeter& operator=(PeakMeter&&) noexcept;
    ~PeakMeter();

    /// \param in  one channel, finite
    void add(std::span<const float> in);
    [[nodiscard]] double sample_peak() const;  ///< linear
    [[nodiscard]] double true_peak() const;    ///< linear, BS.1770 annex 2 (4 x oversampled)

 private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace cavea::meter
