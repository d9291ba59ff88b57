// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pan/hoa.h"

#include <cmath>
#include <cstdlib>
#include <numbers>
#include <string>

#include "core/base/error.h"
#include "core/pan/point_source.h"
#include "core/pan/speakers.h"

namespace cavea::pan {
namespace {

using programme::Normalisation;

// BS.2127 uses a spherical design of 5,200 points. Any set that is as even will do: with this many
// points of a Fibonacci spiral the matrices agree with those of the design to 1e-4.
constexpr std::size_t kPoints = 20000;

std::vector<layout::Cartesian> even_points() {
    const double turn = std::numbers::pi * (3 - std::sqrt(5.0));  // golden angle
    std::vector<layout::Cartesian> out;
    for (std::size_t i = 0; i < kPoints; ++i) {
        const double z = 1 - (2 * static_cast<double>(i) + 1) / static_cast<double>(kPoints);
        const double radius = std::sqrt(1 - z * z);
        const double angle = turn * static_cast<double>(i);
        out.push_back({radius * std::cos(angle), radius * std::sin(angle), z});
    }
    return out;
}

double factorial(int n) {
    double out = 1;
    for (int i = 2; i <= n; ++i) out *= i;
    return out;
}

double sn3d(int n, int m) { return std::sqrt(factorial(n - m) / factorial(n + m)); }
double n3d(int n, int m) { return std::sqrt(2.0 * n + 1) * sn3d(n, m); }

/// Factors from SN3D to FuMa, orders 0 to 3.
double fuma(int n, int m) {
    const double factor[4][4] = {{std::sqrt(0.5), 0, 0, 0},
                                 {1, 1, 0, 0},
                                 {1, 2 / std::sqrt(3.0), 2 / std::sqrt(3.0), 0},
                                 {1, std::sqrt(45.0 / 32), 3 / std::sqrt(5.0), std::sqrt(1.6)}};
    return sn3d(n, m) * factor[n][m];
}

double norm(Normalisation normalisation, int n, int m) {
    switch (normalisation) {
        case Normalisation::Sn3d:
            return sn3d(n, m);
        case Normalisation::N3d:
            return n3d(n, m);
        case Normalisation::FuMa:
            return fuma(n, m);
    }
    return 0;
}

/// Associated Legendre function P_n^m(x) without the phase (-1)^m.
double legendre(int n, int m, double x) {
    double diagonal = 1;  // P_m^m
    const double s = std::sqrt(std::max(0.0, 1 - x * x));
    for (int i = 1; i <= m; ++i) diagonal *= (2 * i - 1) * s;
    if (n == m) return diagonal;
    double before = diagonal;
    double here = x * (2 * m + 1) * diagonal;
    for (int i = m + 2; i <= n; ++i) {
        const double next = (x * (2 * i - 1) * here - (i + m - 1) * before) / (i - m);
        before = here;
        here = next;
    }
    return here;
}

void check(std::span<const HoaComponent> components, Normalisation normalisation) {
    if (components.empty())
        throw refused("", "HOA", "no components; name order and degree of each");
    for (const HoaComponent& c : components) {
        const std::string place =
            "HOA component " + std::to_string(c.order) + "," + std::to_string(c.degree);
        if (c.order < 0 || c.order > kMaxHoaOrder) {
            throw refused("", place, "orders from 0 to 10 can be decoded; leave the others out");
        }
        if (std::abs(c.degree) > c.order) {
            throw refused("", place, "the degree is beyond the order; correct it");
        }
        if (normalisation == Normalisation::FuMa && c.order > 3) {
            throw refused("", place, "FuMa ends at order 3; use SN3D or N3D");
        }
    }
}

}  // namespace

double spherical_harmonic(HoaComponent component, const layout::Cartesian& d) {
    const int m = std::abs(component.degree);
    const double azimuth = -std::atan2(d.x, d.y);
    double around = 1;
    if (component.degree > 0) around = std::numbers::sqrt2 * std::cos(m * azimuth);
    if (component.degree < 0) around = std::numbers::sqrt2 * std::sin(m * azimuth);
    return n3d(component.order, m) * legendre(component.order, m, d.z) * around;
}

HoaDecoder::HoaDecoder(const layout::Layout& layout)
    : total_(layout.size()), index_(Speakers(layout).index), points_(even_points()) {
    const PointSource point(layout);
    gains_.resize(points_.size() * point.channels());
    for (std::size_t i = 0; i < points_.size(); ++i) {
        point.pan(points_[i], gains_.data() + i * point.channels());
    }
}

std::vector<double> HoaDecoder::matrix(std::span<const HoaComponent> components,
                                       Normalisation normalisation) const {
    check(components, normalisation);
    const std::size_t speakers = index_.size();
    std::vector<double> out(total_ * components.size(), 0.0);
    double power = 0;
    for (std::size_t c = 0; c < components.size(); ++c) {
        double sum[kMaxChannels] = {};
        for (std::size_t i = 0; i < points_.size(); ++i) {
            const double y = spherical_harmonic(components[c], points_[i]);
            for (std::size_t s = 0; s < speakers; ++s) sum[s] += y * gains_[i * speakers + s];
        }
        for (std::size_t s = 0; s < speakers; ++s) {
            out[index_[s] * components.size() + c] = sum[s];
            power += sum[s] * sum[s];
        }
    }
    // N3D harmonics are orthonormal over the sphere, so the sum of squares of the matrix is the
    // mean power over all directions: made 1. Then from N3D to the normalisation of the input.
    for (std::size_t c = 0; c < components.size(); ++c) {
        const int n = components[c].order;
        const int m = std::abs(components[c].degree);
        const double scale = n3d(n, m) / norm(normalisation, n, m) / std::sqrt(power);
        for (std::size_t l = 0; l < total_; ++l) out[l * components.size() + c] *= scale;
    }
    return out;
}

}  // namespace cavea::pan
