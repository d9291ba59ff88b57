// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Vectors and angles in the conventions of BS.2127: x right, y front, z up; degrees; azimuth grows
// to the left. Plain spherical geometry; the conversion between polar and Cartesian *metadata* is
// another thing, see conversion.h.
#pragma once

#include <cmath>
#include <numbers>

#include "core/layout/layout.h"

namespace cavea::layout {

[[nodiscard]] inline double radians(double deg) { return deg * (std::numbers::pi / 180.0); }
[[nodiscard]] inline double degrees(double rad) { return rad * (180.0 / std::numbers::pi); }

[[nodiscard]] inline Cartesian operator+(const Cartesian& a, const Cartesian& b) {
    return {a.x + b.x, a.y + b.y, a.z + b.z};
}
[[nodiscard]] inline Cartesian operator-(const Cartesian& a, const Cartesian& b) {
    return {a.x - b.x, a.y - b.y, a.z - b.z};
}
[[nodiscard]] inline Cartesian operator*(const Cartesian& a, double s) {
    return {a.x * s, a.y * s, a.z * s};
}
[[nodiscard]] inline double dot(const Cartesian& a, const Cartesian& b) {
    return a.x * b.x + a.y * b.y + a.z * b.z;
}
[[nodiscard]] inline Cartesian cross(const Cartesian& a, const Cartesian& b) {
    return {a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x};
}
[[nodiscard]] inline double length(const Cartesian& a) { return std::sqrt(dot(a, a)); }

/// The vector from the listener to a polar position.
[[nodiscard]] inline Cartesian vector_of(const Polar& p) {
    const double az = radians(p.azimuth_deg);
    const double el = radians(p.elevation_deg);
    const double across = std::cos(el) * p.distance;
    return {-std::sin(az) * across, std::cos(az) * across, std::sin(el) * p.distance};
}

[[nodiscard]] inline double azimuth_deg(const Cartesian& v) {
    return -degrees(std::atan2(v.x, v.y));
}
[[nodiscard]] inline double elevation_deg(const Cartesian& v) {
    return degrees(std::atan2(v.z, std::hypot(v.x, v.y)));
}

/// The axes of a listener who faces (azimuth, elevation).
struct Axes {
    Cartesian right;
    Cartesian front;
    Cartesian up;
};
[[nodiscard]] inline Axes local_axes(double azimuth, double elevation) {
    return {vector_of({azimuth - 90.0, 0.0, 1.0}), vector_of({azimuth, elevation, 1.0}),
            vector_of({azimuth, elevation + 90.0, 1.0})};
}

/// \p y moved by whole turns into [x, x + 360).
[[nodiscard]] double relative_angle(double x, double y);

/// Whether \p x lies in the range that goes anticlockwise (seen from above) from \p start to \p
/// end. A range of a whole turn (-180 to 180) is any angle, one without length (-180 to -180) a
/// single one.
[[nodiscard]] bool inside_angle_range(double x, double start, double end, double tolerance = 0.0);

}  // namespace cavea::layout
