// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pan/cartesian_extent.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "core/pan/interpolate.h"

namespace cavea::pan {
namespace {

constexpr double kPi = std::numbers::pi;
constexpr double kLn10 = std::numbers::ln10;
// Weights and sums of the standard bottom out at -130 dB.
constexpr double kFloorExponent = 6.5;
constexpr double kFloor = 3.1622776601683795e-07;  // 10^-6.5

/// BS.2127: from the size in the metadata to the reach in the room.
double scaled_size(double size) {
    return interpolate<5>(size, {0, 0.2, 0.5, 0.75, 1.0}, {0, 0.3, 1.0, 1.8, 2.8});
}

/// The exponent p, from 6 (small, sharp) to 2 (large, powers add).
double exponent(double effective_size) {
    if (effective_size <= 0.5) return 6;
    return 6 - 4 * (effective_size - 0.5) / (2.8 - 0.5);
}

/// Cube of the standard's h: how much of the inside counts, given the distance to the nearest wall.
double inside_weight(double size, double wall) {
    if (wall >= 2 * size && wall >= 0.4) {
        const double n = std::max(2 * size, 0.4);
        return n * n * n / (0.16 * 2 * size);
    }
    const double a = wall / 0.4;
    return wall / 2 * (a * a);
}

/// Divide by the length; a vector of nothing stays nothing.
void normalise(double* v, std::size_t count) {
    double energy = 0;
    for (std::size_t i = 0; i < count; ++i) energy += v[i] * v[i];
    const double length = std::sqrt(energy);
    const double scale = length > 1e-16 ? 1 / length : 0;
    for (std::size_t i = 0; i < count; ++i) v[i] *= scale;
}

/// Sine-cosine balance of a loudspeaker among its neighbours on an axis.
double balance(double value, double low, double at, double high) {
    if (value == at) return 1;
    if (value < at) {
        if (low == at) return 1;
        return value <= low ? 0 : std::sin((value - low) / (at - low) * (kPi / 2));
    }
    if (high == at) return 1;
    return value >= high ? 0 : std::cos((value - at) / (high - at) * (kPi / 2));
}

}  // namespace

/// Sums of (factor * weight)^p along an axis, per curve.
struct CartesianExtent::Sums {
    double all[kMaxChannels];    ///< over the grid
    double edges[kMaxChannels];  ///< of its first and last point
};

void CartesianExtent::add_speaker(Axis& axis, std::size_t speaker, double low, double at,
                                  double high) noexcept {
    std::size_t k = 0;
    while (k < axis.curves &&
           (axis.curve[k].low != low || axis.curve[k].at != at || axis.curve[k].high != high)) {
        ++k;
    }
    axis.of[speaker] = static_cast<std::uint8_t>(k);
    if (k < axis.curves) return;
    ++axis.curves;
    Curve& curve = axis.curve[k];
    curve.low = low;
    curve.at = at;
    curve.high = high;
    curve.begin = axis.points;
    curve.end = 0;
    for (std::size_t i = 0; i < axis.points; ++i) {
        curve.factor[i] = balance(axis.place(i), low, at, high);
        if (curve.factor[i] <= 0) continue;
        curve.log_factor[i] = curve.factor[i] == 1 ? 0 : std::log(curve.factor[i]);
        curve.begin = std::min(curve.begin, i);
        curve.end = i + 1;
    }
}

CartesianExtent::CartesianExtent(const AllocentricRoom& room) noexcept : room_(&room) {
    const std::size_t size = room.size();
    std::size_t heights = 0;
    for (std::size_t i = 0; i < size; ++i) {
        if (i == 0 || room.z(i) != room.z(i - 1)) ++heights;
        varies_x_ |= room.x(i) != room.x(0);
        varies_y_ |= room.y(i) != room.y(0);
        varies_z_ |= room.z(i) != room.z(0);
    }
    if (heights < 3) {
        z_.first = 0;
        z_.points = kGrid / 2;
    }
    for (std::size_t i = 0; i < size; ++i) {
        // The nearest other plane, row of this plane and column of this row on either side.
        double low[3] = {room.x(i), room.y(i), room.z(i)};
        double high[3] = {room.x(i), room.y(i), room.z(i)};
        const auto consider = [&](std::size_t axis, double at, double other) {
            if (other < at) low[axis] = low[axis] == at ? other : std::max(low[axis], other);
            if (other > at) high[axis] = high[axis] == at ? other : std::min(high[axis], other);
        };
        for (std::size_t j = 0; j < size; ++j) {
            consider(2, room.z(i), room.z(j));
            if (room.z(j) != room.z(i)) continue;
            consider(1, room.y(i), room.y(j));
            if (room.y(j) == room.y(i)) consider(0, room.x(i), room.x(j));
        }
        add_speaker(x_, i, low[0], room.x(i), high[0]);
        add_speaker(y_, i, low[1], room.y(i), high[1]);
        add_speaker(z_, i, low[2], room.z(i), high[2]);
    }
}

double CartesianExtent::effective_size(double sx, double sy, double sz) const noexcept {
    if (!varies_y_ && !varies_z_) return sx;
    if (!varies_z_) return 0.75 * std::max(sx, sy) + 0.25 * std::min(sx, sy);
    const double largest = std::max({sx, sy, sz});
    const double smallest = std::min({sx, sy, sz});
    const double middle = sx + sy + sz - largest - smallest;
    return 6.0 / 9 * largest + 2.0 / 9 * middle + 1.0 / 9 * smallest;
}

CartesianExtent::Sums CartesianExtent::sum_axis(const Axis& axis, double centre, double scale,
                                                double power, bool vertical) noexcept {
    double weight[kGrid];  // to the power of p
    for (std::size_t i = 0; i < axis.points; ++i) {
        const double place = axis.place(i);
        const double t = 1.5 * (place - centre) * scale;
        const double exponent10 = std::min(t * t * (t * t), kFloorExponent);
        weight[i] = std::exp(-power * kLn10 * exponent10);
        if (vertical) weight[i] *= std::pow(std::cos(place * kPi * (3.0 / 7.0)), power);
    }
    Sums out;
    for (std::size_t k = 0; k < axis.curves; ++k) {
        const Curve& curve = axis.curve[k];
        double sum = 0;
        double edges = 0;
        for (std::size_t i = curve.begin; i < curve.end; ++i) {
            double factor = 1;
            if (power == 6) {
                const double square = curve.factor[i] * curve.factor[i];
                factor = square * square * square;
            } else if (curve.log_factor[i] != 0) {
                factor = std::exp(power * curve.log_factor[i]);
            }
            const double term = factor * weight[i];
            sum += term;
            if (i == 0 || i + 1 == axis.points) edges += term;
        }
        out.all[k] = sum < kFloor ? 0 : sum;
        out.edges[k] = edges;
    }
    return out;
}

double CartesianExtent::inside_share(const layout::Cartesian& p, double sx, double sy,
                                     double sz) const noexcept {
    // A mean over the axes along which loudspeakers differ; one alone is x, two are x and y.
    const int axes = (varies_x_ ? 1 : 0) + (varies_y_ ? 1 : 0) + (varies_z_ ? 1 : 0);
    const auto wall_of = [](double v) { return std::min(v + 1, 1 - v); };
    const double wall_x = wall_of(p.x);
    if (axes == 1) return inside_weight(sx, wall_x);
    const double wall_xy = std::min(wall_x, wall_of(p.y));
    if (axes == 2) return std::sqrt(inside_weight(sx, wall_xy) * inside_weight(sy, wall_xy));
    const double wall = std::min(wall_xy, wall_of(p.z));
    return std::cbrt(inside_weight(sx, wall) * inside_weight(sy, wall) * inside_weight(sz, wall));
}

void CartesianExtent::spread(const layout::Cartesian& position, double sx, double sy, double sz,
                             double p, double* out) const noexcept {
    const Sums x = sum_axis(x_, position.x, 1 / (2 * sx), p, false);
    const Sums y = sum_axis(y_, position.y, 1 / (2 * sy), p, false);
    const Sums z = sum_axis(z_, position.z, 1 / sz, p, true);
    const double mu = inside_share(position, sx, sy, sz);
    const std::size_t size = room_->size();
    double inside[kMaxChannels];
    for (std::size_t i = 0; i < size; ++i) {
        const std::size_t cx = x_.of[i];
        const std::size_t cy = y_.of[i];
        const std::size_t cz = z_.of[i];
        inside[i] = x.all[cx] * y.all[cy] * z.all[cz];
        out[i] = x.edges[cx] * y.all[cy] * z.all[cz] + x.all[cx] * y.edges[cy] * z.all[cz] +
                 x.all[cx] * y.all[cy] * z.edges[cz];
    }
    normalise(inside, size);
    for (std::size_t i = 0; i < size; ++i) {
        const double sum = out[i] + mu * inside[i];
        out[i] = sum > 0 ? std::pow(sum, 1 / p) : 0;
    }
    normalise(out, size);
}

void CartesianExtent::pan(layout::Cartesian position, double x_size, double y_size, double z_size,
                          double* gains) const noexcept {
    position.z = std::max(position.z, z_.first);
    const auto least = [](const Axis& axis) { return 2.0 / static_cast<double>(axis.points - 1); };
    const double sx = std::max(scaled_size(x_size), least(x_));
    const double sy = std::max(scaled_size(y_size), least(y_));
    const double sz = std::max(scaled_size(z_size), least(z_));
    const double effective = effective_size(sx, sy, sz);
    double mix[kMaxChannels];
    spread(position, sx, sy, sz, exponent(effective), mix);

    // Small sizes fade to the point, in amplitude.
    constexpr double kFade = 0.2;
    const std::size_t size = room_->size();
    if (effective < kFade) {
        const double angle = effective / kFade * (kPi / 2);
        room_->pan(position, gains);
        for (std::size_t i = 0; i < size; ++i) {
            mix[i] = std::cos(angle) * gains[room_->channel(i)] + std::sin(angle) * mix[i];
        }
        normalise(mix, size);
    }
    for (std::size_t i = 0; i < size; ++i) gains[room_->channel(i)] = mix[i];
}

}  // namespace cavea::pan
