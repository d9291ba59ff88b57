// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pan/spherical_harmonics.h"

#include <cmath>
#include <cstdlib>
#include <numbers>

namespace cavea::pan {
namespace {

using programme::Normalisation;

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

}  // namespace

double normalisation_factor(Normalisation normalisation, int n, int m) {
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

Harmonics::Harmonics(int order) : order_(order) {
    for (int n = 0; n <= order; ++n) {
        for (int m = 0; m <= n; ++m) {
            norm_[n][m] = n3d(n, m) * (m == 0 ? 1 : std::numbers::sqrt2);
        }
    }
}

void Harmonics::set(const layout::Cartesian& d) {
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

double Harmonics::operator()(HoaComponent c) const {
    const int m = std::abs(c.degree);
    return norm_[c.order][m] * legendre_[c.order][m] * (c.degree < 0 ? sin_[m] : cos_[m]);
}

double spherical_harmonic(HoaComponent component, const layout::Cartesian& d) {
    Harmonics harmonics(component.order);
    harmonics.set(d);
    return harmonics(component);
}

}  // namespace cavea::pan
