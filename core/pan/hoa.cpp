// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pan/hoa.h"

#include <algorithm>
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
// points of a Fibonacci spiral the matrices agree with those of the design to 1.3e-4, and with the
// integral that both stand for to 5e-5.
// Departs from: ITU-R BS.2127-0 section 9 in that choice of points.
constexpr std::size_t kPoints = 10000;

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

/// All harmonics of one direction up to an order, by recurrence: a projection needs many of each
/// direction. N3D, no Condon-Shortley phase.
class Harmonics {
 public:
    explicit Harmonics(int order) : order_(order) {
        for (int n = 0; n <= order; ++n) {
            for (int m = 0; m <= n; ++m) {
                norm_[n][m] = n3d(n, m) * (m == 0 ? 1 : std::numbers::sqrt2);
            }
        }
    }

    void set(const layout::Cartesian& d) {
        const double across = std::hypot(d.x, d.y);
        // Azimuth grows to the left and is 0 in front; at a pole all terms with it are 0.
        const double cos1 = across > 0 ? d.y / across : 1;
        const double sin1 = across > 0 ? -d.x / across : 0;
        cos_[0] = 1;
        sin_[0] = 0;
        for (int m = 1; m <= order_; ++m) {
            cos_[m] = cos_[m - 1] * cos1 - sin_[m - 1] * sin1;
            sin_[m] = sin_[m - 1] * cos1 + cos_[m - 1] * sin1;
        }
        double diagonal = 1;  // P_m^m
        for (int m = 0; m <= order_; ++m) {
            legendre_[m][m] = diagonal;
            if (m < order_) legendre_[m + 1][m] = d.z * (2 * m + 1) * diagonal;
            for (int n = m + 2; n <= order_; ++n) {
                legendre_[n][m] =
                    (d.z * (2 * n - 1) * legendre_[n - 1][m] - (n + m - 1) * legendre_[n - 2][m]) /
                    (n - m);
            }
            diagonal *= (2 * m + 1) * across;
        }
    }

    [[nodiscard]] double operator()(HoaComponent c) const {
        const int m = std::abs(c.degree);
        return norm_[c.order][m] * legendre_[c.order][m] * (c.degree < 0 ? sin_[m] : cos_[m]);
    }

 private:
    static constexpr int kSize = kMaxHoaOrder + 1;
    int order_;
    double norm_[kSize][kSize] = {};
    double legendre_[kSize][kSize] = {};
    double cos_[kSize] = {};
    double sin_[kSize] = {};
};

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
    Harmonics harmonics(component.order);
    harmonics.set(d);
    return harmonics(component);
}

HoaDecoder::HoaDecoder(const layout::Layout& layout)
    : total_(layout.size()), index_(Speakers(layout).index), points_(even_points()) {
    const PointSource point(layout);
    gains_.resize(points_.size() * point.channels());
    for (std::size_t i = 0; i < points_.size(); ++i) {
        point.pan(points_[i], gains_.data() + i * point.channels());
    }
}

/// Correlate harmonics with the gains of the virtual loudspeakers at their directions.
void HoaDecoder::project(std::span<const HoaComponent> components) {
    std::vector<HoaComponent> missing;
    int order = 0;
    for (const HoaComponent& c : components) {
        if (columns_.contains(c)) continue;
        missing.push_back(c);
        order = std::max(order, c.order);
    }
    if (missing.empty()) return;
    const std::size_t speakers = index_.size();
    std::vector<double> sums(missing.size() * speakers, 0.0);
    Harmonics harmonics(order);
    for (std::size_t i = 0; i < points_.size(); ++i) {
        harmonics.set(points_[i]);
        for (std::size_t c = 0; c < missing.size(); ++c) {
            const double y = harmonics(missing[c]);
            for (std::size_t s = 0; s < speakers; ++s) {
                sums[c * speakers + s] += y * gains_[i * speakers + s];
            }
        }
    }
    for (std::size_t c = 0; c < missing.size(); ++c) {
        const auto first = sums.begin() + static_cast<std::ptrdiff_t>(c * speakers);
        columns_[missing[c]].assign(first, first + static_cast<std::ptrdiff_t>(speakers));
    }
}

std::vector<double> HoaDecoder::matrix(std::span<const HoaComponent> components,
                                       Normalisation normalisation) {
    check(components, normalisation);
    project(components);
    std::vector<double> out(total_ * components.size(), 0.0);
    double power = 0;
    for (std::size_t c = 0; c < components.size(); ++c) {
        const std::vector<double>& column = columns_[components[c]];
        for (std::size_t s = 0; s < column.size(); ++s) {
            out[index_[s] * components.size() + c] = column[s];
            power += column[s] * column[s];
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
