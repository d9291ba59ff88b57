// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/layout/conversion.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>

#include "core/layout/geometry.h"

namespace cavea::layout {
namespace {

// Elevation 30 on the sphere is the edge of the ceiling, 45 degrees up in the cube.
constexpr double kTopElevation = 30.0;
constexpr double kTopElevationCube = 45.0;

/// A corner of the map: an azimuth of the sphere and the point of the square that stands for it.
struct Corner {
    double azimuth;
    double x, y;
    double cube_azimuth;  ///< of (x, y)
};
// Clockwise from the front.
constexpr std::array<Corner, 5> kCorners = {
    {{0, 0, 1, 0}, {-30, 1, 1, -45}, {-110, 1, -1, -135}, {110, -1, -1, 135}, {30, -1, 1, 45}}};

struct Sector {
    Corner left, right;
};

Sector sector_of(double azimuth, double Corner::*angle) {
    for (std::size_t i = 0; i < kCorners.size(); ++i) {
        const Corner& left = kCorners[i];
        const Corner& right = kCorners[(i + 1) % kCorners.size()];
        if (inside_angle_range(azimuth, right.*angle, left.*angle)) return {left, right};
    }
    return {kCorners.back(), kCorners.front()};  // rounding next to an edge only
}

/// Tangent law between the loudspeakers of a sector, as a position 0..1 from left to right.
double azimuth_to_linear(double left, double right, double azimuth) {
    const double middle = (left + right) / 2;
    const double gain_right =
        0.5 + 0.5 * std::tan(radians(azimuth - middle)) / std::tan(radians(right - middle));
    return std::atan2(gain_right, 1 - gain_right) * (2 / std::numbers::pi);
}

double linear_to_azimuth(double left, double right, double x) {
    const double middle = (left + right) / 2;
    const double l = std::cos(x * std::numbers::pi / 2);
    const double r = std::sin(x * std::numbers::pi / 2);
    const double gain_right = r / (l + r);
    return middle + degrees(std::atan(2 * (gain_right - 0.5) * std::tan(radians(right - middle))));
}

double sign(double x) { return static_cast<double>((x > 0) - (x < 0)); }

/// Sizes along right, front and up of a source that is straight ahead.
CartesianExtent sizes_ahead(const PolarExtent& e) {
    const auto chord = [](double deg) { return deg < 180.0 ? std::sin(radians(deg / 2)) : 1.0; };
    const auto sagitta = [](double deg) { return (1 - std::cos(radians(deg / 2))) / 2; };
    return {chord(e.width_deg), std::max({sagitta(e.width_deg), sagitta(e.height_deg), e.depth}),
            chord(e.height_deg)};
}

/// The inverse for one angle: from the size across and the size along the line of sight.
double angle_from_sizes(double across, double along) {
    const double from_across = 2 * degrees(std::asin(std::clamp(across, -1.0, 1.0)));
    const double from_along = 2 * degrees(std::acos(std::clamp(1 - 2 * along, -1.0, 1.0)));
    return from_across + across * std::max(from_along - from_across, 0.0);
}

double norm(double a, double b, double c) { return std::sqrt(a * a + b * b + c * c); }

}  // namespace

Cartesian to_cartesian(const Polar& p) {
    const double el = p.elevation_deg;
    double z = 0;
    double radius = 0;
    if (std::abs(el) > kTopElevation) {
        const double cube_el = kTopElevationCube + (90 - kTopElevationCube) *
                                                       (std::abs(el) - kTopElevation) /
                                                       (90 - kTopElevation);
        z = p.distance * sign(el);
        radius = p.distance * std::tan(radians(90 - cube_el));
    } else {
        z = p.distance * std::tan(radians(kTopElevationCube * el / kTopElevation));
        radius = p.distance;
    }
    const Sector s = sector_of(p.azimuth_deg, &Corner::azimuth);
    const double azimuth = relative_angle(s.right.azimuth, p.azimuth_deg);
    const double left = relative_angle(s.right.azimuth, s.left.azimuth);
    const double part = azimuth_to_linear(left, s.right.azimuth, azimuth);
    return {radius * (s.left.x + (s.right.x - s.left.x) * part),
            radius * (s.left.y + (s.right.y - s.left.y) * part), z};
}

Polar to_polar(const Cartesian& p) {
    constexpr double kOnAxis = 1e-10;
    if (std::abs(p.x) < kOnAxis && std::abs(p.y) < kOnAxis) {
        if (std::abs(p.z) < kOnAxis) return {0, 0, 0};
        return {0, sign(p.z) * 90, std::abs(p.z)};
    }
    const Sector s = sector_of(azimuth_deg({p.x, p.y, 0}), &Corner::cube_azimuth);
    // The two corners as a basis: (x, y) = g_left * left + g_right * right.
    const double determinant = s.left.x * s.right.y - s.left.y * s.right.x;
    const double g_left = (p.x * s.right.y - p.y * s.right.x) / determinant;
    const double g_right = (s.left.x * p.y - s.left.y * p.x) / determinant;
    const double radius = g_left + g_right;

    const double left = relative_angle(s.right.azimuth, s.left.azimuth);
    const double azimuth = linear_to_azimuth(left, s.right.azimuth, g_right / radius);
    const double cube_el = degrees(std::atan(p.z / radius));
    Polar out;
    out.azimuth_deg = relative_angle(-180, azimuth);
    if (std::abs(cube_el) > kTopElevationCube) {
        out.elevation_deg =
            sign(cube_el) *
            (kTopElevation + (90 - kTopElevation) * (std::abs(cube_el) - kTopElevationCube) /
                                 (90 - kTopElevationCube));
        out.distance = std::abs(p.z);
    } else {
        out.elevation_deg = kTopElevation * cube_el / kTopElevationCube;
        out.distance = radius;
    }
    return out;
}

CartesianExtent to_cartesian(const Polar& position, const PolarExtent& extent) {
    const CartesianExtent s = sizes_ahead(extent);
    const Axes a = local_axes(position.azimuth_deg, position.elevation_deg);
    return {norm(a.right.x * s.x, a.front.x * s.y, a.up.x * s.z),
            norm(a.right.y * s.x, a.front.y * s.y, a.up.y * s.z),
            norm(a.right.z * s.x, a.front.z * s.y, a.up.z * s.z)};
}

PolarExtent to_polar(const Cartesian& position, const CartesianExtent& extent) {
    const Polar p = to_polar(position);
    const Axes a = local_axes(p.azimuth_deg, p.elevation_deg);
    const auto along = [&](const Cartesian& axis) {
        return norm(axis.x * extent.x, axis.y * extent.y, axis.z * extent.z);
    };
    const double across = along(a.right);
    const double front = along(a.front);
    const double up = along(a.up);
    PolarExtent out;
    out.width_deg = angle_from_sizes(across, front);
    out.height_deg = angle_from_sizes(up, front);
    // Depth is what width and height do not explain already.
    out.depth = std::max(0.0, front - sizes_ahead({out.width_deg, out.height_deg, 0}).y);
    return out;
}

Cartesian allocentric_position(const Channel& channel) {
    if (channel.name != "M+SC" && channel.name != "M-SC") return channel.allocentric;
    // Made exact on the front or the side wall, because Cartesian panning compares rows for
    // equality.
    constexpr double kOnWall = 1e-10;
    Cartesian out = to_cartesian(Polar{std::abs(channel.real.azimuth_deg), 0, 1});
    if (std::abs(out.y - 1) < kOnWall) out.y = 1;
    if (std::abs(out.x + 1) < kOnWall) out.x = -1;
    out.x *= sign(channel.real.azimuth_deg);
    return out;
}

}  // namespace cavea::layout
