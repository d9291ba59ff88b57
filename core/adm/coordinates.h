// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The coordinate attribute of position elements: names, ranges, and which sets make a position.
#pragma once

#include <cstddef>
#include <cstdint>

#include "core/adm/element_reader.h"
#include "core/programme/blocks.h"

namespace cavea::adm {

enum class Coordinate : std::uint8_t { Azimuth, Elevation, Distance, X, Y, Z };

[[nodiscard]] constexpr bool is_cartesian(Coordinate c) { return c >= Coordinate::X; }
/// Azimuth and X are axis 0, elevation and Y 1, distance and Z 2.
[[nodiscard]] constexpr std::size_t axis_of(Coordinate c) {
    return static_cast<std::size_t>(c) % 3;
}

/// The coordinate that a position element names.
///
/// \throws Error{Refused}  no such attribute, or an unknown name
[[nodiscard]] Coordinate read_coordinate(const ElementReader& reader, const Element& element);

/// The number in a position element, in the range of its coordinate.
[[nodiscard]] double read_position(const ElementReader& reader, const Element& element,
                                   Coordinate coordinate);

/// screenEdgeLock of a position element, when it has one.
void read_edge_lock(const ElementReader& reader, const Element& element, Coordinate coordinate,
                    programme::ScreenEdgeLock& lock);

/// Which coordinates a block has given.
class CoordinateSet {
 public:
    void add(Coordinate c) { bits_ |= 1U << static_cast<unsigned>(c); }
    [[nodiscard]] bool has(Coordinate c) const {
        return (bits_ >> static_cast<unsigned>(c) & 1U) != 0;
    }
    /// Whether the position is Cartesian. Complete is azimuth, elevation and perhaps distance, or
    /// X, Y and perhaps Z.
    ///
    /// \throws Error{Refused}  incomplete or mixed
    [[nodiscard]] bool cartesian(const ElementReader& reader) const;

 private:
    unsigned bits_ = 0;
};

}  // namespace cavea::adm
