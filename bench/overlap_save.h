// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// F1 and F2: overlap-save with one partition per response, as a good programmer would write it in
// an afternoon. Every input is transformed once, every output once.
#pragma once

#include <complex>
#include <cstddef>
#include <vector>

#include "bench/workload.h"
#include "core/base/fft.h"
#include "core/base/planar.h"

namespace cavea::bench {

class OverlapSave {
 public:
    /// Plans with the transform library's measurement, which takes seconds.
    explicit OverlapSave(const ConvolutionWorkload& work);

    /// \param in   [inputs][reference_block]
    /// \param out  [outputs][reference_block] overwritten
    void process(Planar<const float> in, Planar<float> out);

 private:
    using Complex = std::complex<float>;
    std::size_t block_;
    std::size_t inputs_;
    std::size_t outputs_;
    RealFft fft_;
    PlanarBuffer<Complex> responses_;  ///< [outputs * inputs][bins]
    PlanarBuffer<Complex> windows_;    ///< [inputs][bins]
    PlanarBuffer<Complex> sum_;        ///< [1][bins]
    PlanarBuffer<float> history_;      ///< [inputs][2 * block]
    PlanarBuffer<float> time_;         ///< [1][2 * block]
};

}  // namespace cavea::bench
