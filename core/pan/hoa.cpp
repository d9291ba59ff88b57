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

}  // namespace

void check_components(std::span<const HoaComponent> components, Normalisation normalisation) {
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
    check_components(components, normalisation);
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
        const double scale = normalisation_factor(Normalisation::N3d, n, m) /
                             normalisation_factor(normalisation, n, m) / std::sqrt(power);
        for (std::size_t l = 0; l < total_; ++l) out[l * components.size() + c] *= scale;
    }
    return out;
}

}  // namespace cavea::pan
