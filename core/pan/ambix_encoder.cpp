// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pan/ambix_encoder.h"

#include <cmath>
#include <cstdlib>

#include "core/base/assert.h"
#include "core/pan/hoa.h"

namespace cavea::pan {

using programme::Normalisation;

AmbixEncoder::AmbixEncoder(int order) : order_(order), harmonics_(order) {
    for (int n = 0; n <= order; ++n) {
        for (int m = -n; m <= n; ++m) components_.push_back({n, m});
    }
}

void AmbixEncoder::encode(const layout::Cartesian& direction, std::span<double> gains) const {
    CAVEA_ASSERT(gains.size() == channels());
    Harmonics harmonics = harmonics_;  // several threads encode
    harmonics.set(direction);
    for (std::size_t c = 0; c < gains.size(); ++c) {
        gains[c] = harmonics(components_[c]) / std::sqrt(2 * components_[c].order + 1);
    }
}

std::vector<double> AmbixEncoder::matrix(std::span<const HoaComponent> components,
                                         Normalisation normalisation) const {
    check_components(components, normalisation);
    std::vector<double> out(channels() * components.size(), 0.0);
    for (std::size_t i = 0; i < components.size(); ++i) {
        const auto [order, degree] = components[i];
        if (order > order_) continue;
        const auto acn = static_cast<std::size_t>(order * (order + 1) + degree);
        const int m = std::abs(degree);
        out[acn * components.size() + i] = normalisation_factor(Normalisation::Sn3d, order, m) /
                                           normalisation_factor(normalisation, order, m);
    }
    return out;
}

double AmbixEncoder::power(std::span<const double> gains) const {
    // N3D harmonics are orthonormal over the sphere; those of one direction have the sum of squares
    // (N + 1)^2.
    double sum = 0;
    for (std::size_t c = 0; c < gains.size(); ++c) {
        sum += gains[c] * gains[c] * (2 * components_[c].order + 1);
    }
    return sum / static_cast<double>(channels());
}

}  // namespace cavea::pan
