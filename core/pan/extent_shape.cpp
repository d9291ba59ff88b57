// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pan/extent_shape.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "core/layout/geometry.h"
#include "core/pan/interpolate.h"
#include "core/pan/vector_clones.h"

namespace cavea::pan {
namespace {

using layout::Cartesian;
using layout::radians;

constexpr double kPi = std::numbers::pi;

/// Axes of a listener who faces a unit vector; at a pole, azimuth 0.
layout::Axes axes_towards(const Cartesian& d) {
    const double across = std::sqrt(d.x * d.x + d.y * d.y);
    constexpr double kPole = 1.7453292519943295e-7;  // 1e-5 degrees
    if (across < kPole) return {{1, 0, 0}, {0, across, d.z}, {0, -d.z, across}};
    const double c = d.y / across;  // cos(azimuth)
    const double s = d.x / across;  // -sin(azimuth)
    return {{c, -s, 0}, d, {-s * d.z, -c * d.z, across}};
}

/// The numbers of a shape that its weights need.
struct Fade {
    double cos_full, cos_none, cos_mid, sin_mid;
};

/// Weight of a point whose angle beyond the shape's core has this cosine and sine.
inline double weight_of(const Fade& fade, double cosine, double sine) {
    // asin of at most 5 degrees to 1e-13, by the first terms of its series.
    const double v = sine * fade.cos_mid - cosine * fade.sin_mid;
    const double s = v * v;
    const double beyond_mid =
        v * (1 + s * (1.0 / 6 + s * (3.0 / 40 +
                                     s * (15.0 / 336 + s * (105.0 / 3456 + s * (945.0 / 42240))))));
    const double fading = 0.5 - beyond_mid * (180.0 / kPi / kExtentFadeDeg);
    const double outer = cosine <= fade.cos_none ? 0.0 : fading;
    return cosine >= fade.cos_full ? 1.0 : outer;
}

inline double other_side(double v) {
    const double rest = 1 - v * v;
    return std::sqrt(rest > 0 ? rest : 0);
}

inline double dot(const Cartesian& a, double x, double y, double z) {
    return a.x * x + a.y * y + a.z * z;
}

/// Both circles fall into one: the angle is that to the middle.
CAVEA_VECTOR_CLONES
void weigh_round(const Fade fade, const Cartesian front, const double* x, const double* y,
                 const double* z, std::size_t count, double* weight) {
    for (std::size_t i = 0; i < count; ++i) {
        const double cosine = dot(front, x[i], y[i], z[i]);
        weight[i] = weight_of(fade, cosine, other_side(cosine));
    }
}

CAVEA_VECTOR_CLONES
void weigh_long(const Fade fade, const Cartesian front_axis, const Cartesian along_axis,
                const Cartesian across_axis, double cos_centre, double sin_centre, const double* x,
                const double* y, const double* z, std::size_t count, double* weight) {
    for (std::size_t i = 0; i < count; ++i) {
        const double front = dot(front_axis, x[i], y[i], z[i]);
        const double along = std::abs(dot(along_axis, x[i], y[i], z[i]));
        const double across = std::abs(dot(across_axis, x[i], y[i], z[i]));
        // The angle is |elevation| over the strip, else that to the nearer circle's centre, which
        // is by symmetry the one on the point's side.
        const double over_strip = sin_centre * front - cos_centre * along;
        const double to_circle = cos_centre * front + sin_centre * along;
        const double known = over_strip > 0 ? across : to_circle;
        const double other = other_side(known);
        const double cosine = over_strip > 0 ? other : known;
        const double sine = over_strip > 0 ? known : other;
        weight[i] = weight_of(fade, cosine, sine);
    }
}

}  // namespace

ExtentShape::ExtentShape(const Cartesian& direction, double width_deg, double height_deg) noexcept {
    const layout::Axes axes = axes_towards(direction);
    front_ = axes.front;
    along_ = axes.right;
    across_ = axes.up;
    double width = radians(width_deg) / 2;
    double height = radians(height_deg) / 2;
    const double radius = std::min(width, height);
    // From here on wider than high: a tall shape is a wide one lying on its side.
    if (height > width) {
        std::swap(width, height);
        std::swap(along_, across_);
    }
    // A shape of 360 degrees has to meet at the back, with its round ends overlapping: stretched
    // for heights up to 45 degrees each way, then ever less.
    if (width > kPi / 2) {
        const double stretched = interpolate<2>(width, {kPi / 2, kPi}, {kPi / 2, kPi + height});
        width = interpolate<2>(height, {kPi / 4, kPi / 2}, {stretched, width});
    }
    const double centre = width - radius;
    if (centre != 0) {
        cos_centre_ = std::cos(centre);
        sin_centre_ = std::sin(centre);
    }
    constexpr double kFade = kExtentFadeDeg * (kPi / 180);
    reach_ = centre + radius + kFade;
    // Beyond half a turn nothing is outside: -2 is below every cosine.
    cos_full_ = radius >= kPi ? -2 : std::cos(radius);
    cos_none_ = radius + kFade >= kPi ? -2 : std::cos(radius + kFade);
    cos_mid_ = std::cos(radius + kFade / 2);
    sin_mid_ = std::sin(radius + kFade / 2);
}

void ExtentShape::weigh(const double* x, const double* y, const double* z, std::size_t count,
                        double* weight) const noexcept {
    const Fade fade{cos_full_, cos_none_, cos_mid_, sin_mid_};
    if (sin_centre_ == 0 && cos_centre_ == 1) {
        weigh_round(fade, front_, x, y, z, count, weight);
    } else {
        weigh_long(fade, front_, along_, across_, cos_centre_, sin_centre_, x, y, z, count, weight);
    }
}

}  // namespace cavea::pan
