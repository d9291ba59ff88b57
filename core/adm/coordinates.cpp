// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/adm/coordinates.h"

#include <fmt/core.h>

#include "core/base/error.h"

namespace cavea::adm {
namespace {

constexpr std::string_view kNames[] = {"azimuth", "elevation", "distance", "X", "Y", "Z"};

}  // namespace

Coordinate read_coordinate(const ElementReader& reader, const Element& element) {
    const auto name = element.attribute("coordinate");
    for (std::size_t i = 0; i < std::size(kNames); ++i) {
        if (name == kNames[i]) return static_cast<Coordinate>(i);
    }
    reader.fail(
        fmt::format("{} has the coordinate \"{}\"; it must be azimuth, elevation, distance, "
                    "X, Y or Z",
                    element.name(), printable(name.value_or(""), 60)));
}

double read_position(const ElementReader& reader, const Element& element, Coordinate coordinate) {
    const std::string_view name = kNames[static_cast<std::size_t>(coordinate)];
    switch (coordinate) {
        case Coordinate::Azimuth:
            return reader.number(element.text(), name, -180, 180);
        case Coordinate::Elevation:
            return reader.number(element.text(), name, -90, 90);
        case Coordinate::Distance:
            return reader.number(element.text(), name, 0, kMaxCoordinate);
        default:
            return reader.number(element.text(), name, -kMaxCoordinate, kMaxCoordinate);
    }
}

void read_edge_lock(const ElementReader& reader, const Element& element, Coordinate coordinate,
                    programme::ScreenEdgeLock& lock) {
    using programme::HorizontalEdge;
    using programme::VerticalEdge;
    const auto value = element.attribute("screenEdgeLock");
    if (!value) return;
    const bool horizontal = coordinate == Coordinate::Azimuth || coordinate == Coordinate::X;
    const bool vertical = coordinate == Coordinate::Elevation || coordinate == Coordinate::Z;
    if (horizontal && (*value == "left" || *value == "right")) {
        lock.horizontal = *value == "left" ? HorizontalEdge::Left : HorizontalEdge::Right;
    } else if (vertical && (*value == "top" || *value == "bottom")) {
        lock.vertical = *value == "top" ? VerticalEdge::Top : VerticalEdge::Bottom;
    } else {
        reader.fail(
            fmt::format("screenEdgeLock \"{}\" does not fit its coordinate; left and right "
                        "go with azimuth and X, top and bottom with elevation and Z",
                        printable(*value, 60)));
    }
}

bool CoordinateSet::cartesian(const ElementReader& reader) const {
    constexpr unsigned kPolar = 0b000011, kDistance = 0b000100;
    constexpr unsigned kCartesian = 0b011000, kZ = 0b100000;
    if ((bits_ & ~kDistance) == kPolar) return false;
    if ((bits_ & ~kZ) == kCartesian) return true;
    std::string found;
    for (std::size_t i = 0; i < std::size(kNames); ++i) {
        if (has(static_cast<Coordinate>(i)))
            found += std::string(found.empty() ? "" : ", ").append(kNames[i]);
    }
    reader.fail(
        fmt::format("the position is given by {}; it needs azimuth and elevation, or X and Y",
                    found.empty() ? "nothing" : found));
}

}  // namespace cavea::adm
