// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Impulse responses as partitioned spectra, and the input windows they meet: the memory of the cpu
// convolver.
#pragma once

#include <complex>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/base/fft.h"
#include "core/base/planar.h"
#include "core/base/worker_pool.h"
#include "renderer/convolver.h"

namespace cavea::cpu {

/// Spectra of one (input, output) pair: partition p holds taps [p * block, (p + 1) * block),
/// already scaled by the transform's size. Partitions of nothing but zeros are left out.
struct PairSpectra {
    struct Partition {
        std::uint32_t index = 0;  ///< p
        std::size_t at = 0;       ///< row in ResponseSpectra
    };
    std::uint32_t input = 0;
    std::uint32_t output = 0;
    std::vector<Partition> partitions;
};

/// All responses of a setup, transformed; pairs ordered by output, then input.
class ResponseSpectra {
 public:
    /// \throws std::bad_alloc  the caller says how much was asked for
    void build(const ConvolverSetup& setup, const RealFft& fft, WorkerPool& pool);

    [[nodiscard]] const std::vector<PairSpectra>& pairs() const { return pairs_; }
    /// [2 * bins] interleaved.
    [[nodiscard]] const float* row(std::size_t at) const {
        return reinterpret_cast<const float*>(rows_.view()[at].data());
    }
    /// Largest p + 1.
    [[nodiscard]] std::uint32_t depth() const { return depth_; }
    [[nodiscard]] std::size_t bytes() const;

 private:
    std::vector<PairSpectra> pairs_;
    PlanarBuffer<std::complex<float>> rows_;
    std::uint32_t depth_ = 1;
};

}  // namespace cavea::cpu
