// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Real spherical harmonics without Condon-Shortley phase, and their normalisations: ITU-R BS.2127-0
// section 9. Decoders and encoders share them.
#pragma once

#include "core/layout/layout.h"
#include "core/programme/blocks.h"

namespace cavea::pan {

using programme::HoaComponent;

inline constexpr int kMaxHoaOrder = 10;

/// Factors of the normalisations, by order and absolute degree; without the sqrt(2) of degrees
/// other than 0, which all of them share.
///
/// \pre FuMa: order at most 3
[[nodiscard]] double normalisation_factor(programme::Normalisation normalisation, int order,
                                          int degree);

/// All harmonics of one direction up to an order, by recurrence: a projection needs many of each
/// direction. N3D.
class Harmonics {
 public:
    /// \pre 0 <= order <= kMaxHoaOrder
    explicit Harmonics(int order);

    /// \param direction  of length 1
    void set(const layout::Cartesian& direction);

    [[nodiscard]] double operator()(HoaComponent component) const;

 private:
    static constexpr int kSize = kMaxHoaOrder + 1;
    int order_;
    double norm_[kSize][kSize] = {};
    double legendre_[kSize][kSize] = {};
    double cos_[kSize] = {};
    double sin_[kSize] = {};
};

/// A spherical harmonic with N3D normalisation, azimuth growing to the left.
///
/// \param direction  of length 1
[[nodiscard]] double spherical_harmonic(HoaComponent component, const layout::Cartesian& direction);

}  // namespace cavea::pan
