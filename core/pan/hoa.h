// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Decoder matrices for scene-based content (HOA): AllRAD, ITU-R BS.2127-0 section 9. A matrix is
// made once per layout and set of components; the renderer then mixes with it. Not thread safe.
#pragma once

#include <cstddef>
#include <map>
#include <span>
#include <vector>

#include "core/layout/layout.h"
#include "core/pan/spherical_harmonics.h"
#include "core/programme/blocks.h"

namespace cavea::pan {

/// \throws Error{Refused} for a component that does not exist, one that FuMa does not define (order
///                        above 3), or no component at all
void check_components(std::span<const HoaComponent> components,
                      programme::Normalisation normalisation);

class HoaDecoder {
 public:
    /// Ten milliseconds: pans all virtual loudspeakers.
    ///
    /// \throws Error{Refused} when no panner can be built on the layout's real positions
    explicit HoaDecoder(const layout::Layout& layout);

    /// \param components  C of them, in the order of the input channels
    /// \return [L][C] row-major; rows of LFE channels are 0. A diffuse field keeps its power
    /// \throws Error{Refused} as check_components()
    [[nodiscard]] std::vector<double> matrix(std::span<const HoaComponent> components,
                                             programme::Normalisation normalisation);

    [[nodiscard]] std::size_t channels() const { return total_; }

 private:
    void project(std::span<const HoaComponent> components);

    std::size_t total_ = 0;
    std::vector<std::size_t> index_;                       ///< loudspeakers in the layout
    std::vector<layout::Cartesian> points_;                ///< virtual loudspeakers
    std::vector<double> gains_;                            ///< [points][N]
    std::map<HoaComponent, std::vector<double>> columns_;  ///< [N], N3D, of those asked for so far
};

}  // namespace cavea::pan
