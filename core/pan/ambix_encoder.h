// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Points and scenes as AmbiX: spherical harmonics in ACN order with SN3D normalisation.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "core/pan/spherical_harmonics.h"

namespace cavea::pan {

class AmbixEncoder {
 public:
    /// \pre 0 <= order <= kMaxHoaOrder
    explicit AmbixEncoder(int order);

    [[nodiscard]] std::size_t channels() const { return components_.size(); }
    /// The harmonics in the order of the channels.
    [[nodiscard]] std::span<const HoaComponent> components() const { return components_; }

    /// A wave from one direction.
    ///
    /// \param direction  of length 1
    /// \param gains      [channels] overwritten
    void encode(const layout::Cartesian& direction, std::span<double> gains) const;

    /// Another scene as this one: components change their normalisation, those of higher orders
    /// are left out.
    ///
    /// \return [channels][components] row-major
    /// \throws Error{Refused} as HoaDecoder::matrix
    [[nodiscard]] std::vector<double> matrix(std::span<const HoaComponent> components,
                                             programme::Normalisation normalisation) const;

    /// Mean power that \p gains have on loudspeakers behind a decoder of BS.2127-0 section 9 of
    /// this order: 1 for a point.
    [[nodiscard]] double power(std::span<const double> gains) const;

 private:
    int order_;
    Harmonics harmonics_;
    std::vector<HoaComponent> components_;
};

}  // namespace cavea::pan
