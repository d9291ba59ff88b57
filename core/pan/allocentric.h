// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Cartesian ("allocentric") point panning of ITU-R BS.2127-0: balance between planes, then rows,
// then the columns of a row. AllocentricRoom is the loudspeakers it pans over, all of a layout or
// those that zone exclusion has left.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "core/layout/layout.h"
#include "core/pan/point_source.h"

namespace cavea::pan {

/// A set of channels as bits.
using ChannelMask = std::uint64_t;

/// Loudspeakers in the order z, y, x, so that planes, rows and columns are neighbours. Small enough
/// for the stack.
class AllocentricRoom {
 public:
    AllocentricRoom() = default;
    /// \param positions  one per channel, none twice; at most kMaxChannels
    /// \throws Error{Refused} for two loudspeakers at one place
    explicit AllocentricRoom(std::span<const layout::Cartesian> positions);
    /// The same room without some channels.
    AllocentricRoom(const AllocentricRoom& all, ChannelMask excluded) noexcept;

    /// Point source gains, energy 1.
    ///
    /// \param position  clipped to the room by the panning law
    /// \param gains     [channels of the whole room] only those in the room are written
    /// \pre             !empty()
    void pan(const layout::Cartesian& position, double* gains) const noexcept;

    [[nodiscard]] bool empty() const { return size_ == 0; }
    [[nodiscard]] std::size_t size() const { return size_; }
    [[nodiscard]] std::size_t channel(std::size_t i) const { return channel_[i]; }
    [[nodiscard]] double x(std::size_t i) const { return x_[i]; }
    [[nodiscard]] double y(std::size_t i) const { return y_[i]; }
    [[nodiscard]] double z(std::size_t i) const { return z_[i]; }

 private:
    void add(double x, double y, double z, std::size_t channel) noexcept;

    std::size_t size_ = 0;
    double x_[kMaxChannels];
    double y_[kMaxChannels];
    double z_[kMaxChannels];
    std::uint8_t channel_[kMaxChannels];
};

}  // namespace cavea::pan
