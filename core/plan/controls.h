// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Controls: what a person holds in the hand while listening. An immutable value that the render
// thread takes whole, so that a plan stays a pure function of what it is given. Empty offline.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

namespace cavea::plan {

/// A position that stands in for the metadata's.
struct HeldPosition {
    bool cartesian = true;  ///< X, Y, Z; else azimuth and elevation (deg), distance
    std::array<double, 3> coordinate{};
    friend bool operator==(const HeldPosition&, const HeldPosition&) = default;
};

/// A send whose level is held; it sounds also where the programme has none.
struct HeldSend {
    std::uint32_t room = 0;   ///< index into Programme::rooms
    std::uint32_t input = 0;  ///< of that room
    double gain = 0;          ///< linear
    friend bool operator==(const HeldSend&, const HeldSend&) = default;
};

struct SourceControl {
    std::optional<HeldPosition> position;         ///< Objects only
    std::optional<std::array<double, 3>> extent;  ///< width, height, depth in the block's units
    double gain = 1;                              ///< factor on everything; 0 = muted
    std::vector<HeldSend> sends;

    /// Whether the metadata play as they are.
    [[nodiscard]] bool idle() const { return !position && !extent && gain == 1 && sends.empty(); }
    friend bool operator==(const SourceControl&, const SourceControl&) = default;
};

struct Controls {
    std::vector<SourceControl> sources;  ///< by Programme::sources; shorter = idle behind its end
    friend bool operator==(const Controls&, const Controls&) = default;
};

}  // namespace cavea::plan
