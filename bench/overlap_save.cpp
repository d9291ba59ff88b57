// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/overlap_save.h"

#include <algorithm>

#include "bench/reference_loops.h"

namespace cavea::bench {

OverlapSave::OverlapSave(const ConvolutionWorkload& work)
    : block_(work.reference_block),
      inputs_(work.inputs),
      outputs_(work.outputs),
      fft_(2 * block_, FftEffort::Measured),
      responses_(outputs_ * inputs_, fft_.bins()),
      windows_(inputs_, fft_.bins()),
      sum_(1, fft_.bins()),
      history_(inputs_, 2 * block_),
      time_(1, 2 * block_) {
    const auto time = time_.view()[0];
    const float scale = 1.0F / static_cast<float>(fft_.size());
    for (std::uint32_t o = 0; o < outputs_; ++o) {
        for (std::uint32_t i = 0; i < inputs_; ++i) {
            const std::vector<float> response = work.response(o, i);
            std::fill(time.begin(), time.end(), 0.0F);
            std::transform(response.begin(), response.end(), time.begin(),
                           [scale](float x) { return x * scale; });
            fft_.forward(time.data(), responses_.view()[o * inputs_ + i].data());
        }
    }
}

void OverlapSave::process(Planar<const float> in, Planar<float> out) {
    for (std::size_t i = 0; i < inputs_; ++i) {
        const auto history = history_.view()[i];
        std::copy(history.begin() + static_cast<std::ptrdiff_t>(block_), history.end(),
                  history.begin());
        std::copy(in[i].begin(), in[i].end(),
                  history.begin() + static_cast<std::ptrdiff_t>(block_));
        fft_.forward(history.data(), windows_.view()[i].data());
    }
    const auto sum = sum_.view()[0];
    const auto time = time_.view()[0];
    for (std::size_t o = 0; o < outputs_; ++o) {
        std::fill(sum.begin(), sum.end(), Complex());
        for (std::size_t i = 0; i < inputs_; ++i) {
            multiply_add_spectra(
                reinterpret_cast<const float*>(windows_.view()[i].data()),
                reinterpret_cast<const float*>(responses_.view()[o * inputs_ + i].data()),
                reinterpret_cast<float*>(sum.data()), fft_.bins());
        }
        fft_.inverse(sum.data(), time.data());
        std::copy_n(time.begin() + static_cast<std::ptrdiff_t>(block_), block_, out[o].begin());
    }
}

}  // namespace cavea::bench
