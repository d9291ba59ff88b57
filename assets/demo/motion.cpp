// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "assets/demo/motion.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace cavea::demo {
namespace {

double slope(const std::vector<Keyframe>& k, std::size_t i, std::size_t axis) {
    return (k[i + 1].coordinate[axis] - k[i].coordinate[axis]) / (k[i + 1].time_s - k[i].time_s);
}

/// Derivative at keyframe i: the weighted harmonic mean of the slopes on its sides, 0 at ends and
/// turning points.
double derivative(const std::vector<Keyframe>& k, std::size_t i, std::size_t axis) {
    if (i == 0 || i + 1 == k.size()) return 0;
    const double before = slope(k, i - 1, axis);
    const double after = slope(k, i, axis);
    if (before * after <= 0) return 0;
    const double h0 = k[i].time_s - k[i - 1].time_s;
    const double h1 = k[i + 1].time_s - k[i].time_s;
    const double w0 = 2 * h1 + h0;
    const double w1 = h1 + 2 * h0;
    return (w0 + w1) / (w0 / before + w1 / after);
}

double hermite(double a, double b, double slope_a, double slope_b, double length, double u) {
    const double v = 1 - u;
    return a * (1 + 2 * u) * v * v + b * (3 - 2 * u) * u * u +
           length * u * v * (slope_a * v - slope_b * u);
}

}  // namespace

std::array<double, 3> coordinates_at(const Object& object, double time_s) {
    const std::vector<Keyframe>& k = object.keyframes;
    if (time_s <= k.front().time_s) return k.front().coordinate;
    if (time_s >= k.back().time_s) return k.back().coordinate;
    const auto next = std::upper_bound(k.begin(), k.end(), time_s,
                                       [](double t, const Keyframe& f) { return t < f.time_s; });
    const auto i = static_cast<std::size_t>(next - k.begin()) - 1;
    const double length = k[i + 1].time_s - k[i].time_s;
    std::array<double, 3> out{};
    for (std::size_t axis = 0; axis < 3; ++axis) {
        out[axis] =
            hermite(k[i].coordinate[axis], k[i + 1].coordinate[axis], derivative(k, i, axis),
                    derivative(k, i + 1, axis), length, (time_s - k[i].time_s) / length);
    }
    return out;
}

layout::Cartesian place_at(const Object& object, double time_s) {
    const auto c = coordinates_at(object, time_s);
    if (object.cartesian) return {c[0], c[1], c[2]};
    const double azimuth = c[0] * std::numbers::pi / 180;
    const double elevation = c[1] * std::numbers::pi / 180;
    return {-std::sin(azimuth) * std::cos(elevation) * c[2],
            std::cos(azimuth) * std::cos(elevation) * c[2], std::sin(elevation) * c[2]};
}

double level_db_at(const std::vector<LevelPoint>& points, double time_s) {
    constexpr double kSilent = -std::numeric_limits<double>::infinity();
    if (points.empty()) return 0;
    if (time_s <= points.front().time_s) return points.front().level_db.value_or(kSilent);
    if (time_s >= points.back().time_s) return points.back().level_db.value_or(kSilent);
    const auto next = std::upper_bound(points.begin(), points.end(), time_s,
                                       [](double t, const LevelPoint& p) { return t < p.time_s; });
    const LevelPoint& a = *(next - 1);
    if (!a.level_db || !next->level_db) return kSilent;
    const double part = (time_s - a.time_s) / (next->time_s - a.time_s);
    return *a.level_db + part * (*next->level_db - *a.level_db);
}

double wrapped_deg(double angle_deg) { return std::remainder(angle_deg, 360.0); }

}  // namespace cavea::demo
