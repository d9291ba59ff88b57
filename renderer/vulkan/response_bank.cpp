// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "renderer/vulkan/response_bank.h"

#include <fmt/core.h>

#include <array>
#include <complex>
#include <cstring>

#include "core/base/fft.h"
#include "core/base/planar.h"
#include "core/base/worker_pool.h"
#include "shaders/convolve_io.h"

namespace cavea::gpu {
namespace {

/// Transforms partitions of runs into the device's order.
class Transformer {
 public:
    explicit Transformer(const ResponseLayout& layout)
        : layout_(layout), fft_(2 * std::size_t{layout.block}) {}

    /// All partitions of a run to \p to, as floats.
    void write(WorkerPool& pool, const ResponseRun& run, std::byte* to) const {
        pool.run(run.count, [&](std::size_t partition) { write_partition(run, partition, to); });
    }

 private:
    void write_partition(const ResponseRun& run, std::size_t partition, std::byte* to) const {
        PlanarBuffer<double> window(1, fft_.size());
        PlanarBuffer<std::complex<double>> spectra(2, fft_.bins());
        // The way back multiplies by the size of the transform.
        const double scale = 1.0 / static_cast<double>(fft_.size());
        for (std::size_t side = 0; side < 2; ++side) {
            if (run.paths[side].empty()) continue;  // stays zero
            const auto p = run.first + static_cast<std::uint32_t>(partition);
            double* const taps = window.view()[0].data();
            std::complex<double>* const spectrum = spectra.view()[side].data();
            layout_.taps(run.paths[side], p, scale, taps);
            std::fill(taps + layout_.block, taps + fft_.size(), 0.0);
            fft_.forward(taps, spectrum);
            spectrum[0] = {spectrum[0].real(), spectrum[layout_.block].real()};
        }
        std::array<float, std::size_t{4} * kBinTile> tile{};
        for (std::size_t first = 0; first < layout_.block; first += kBinTile) {
            for (std::size_t i = 0; i < kBinTile; ++i) {
                for (std::size_t side = 0; side < 2; ++side) {
                    const std::complex<double> bin = spectra.view()[side][first + i];
                    tile[4 * i + 2 * side] = static_cast<float>(bin.real());
                    tile[4 * i + 2 * side + 1] = static_cast<float>(bin.imag());
                }
            }
            const std::size_t at = first / kBinTile * run.count + partition;
            std::memcpy(to + at * sizeof(tile), tile.data(), sizeof(tile));
        }
    }

    const ResponseLayout& layout_;
    RealFft64 fft_;
};

}  // namespace

ResponseBank::ResponseBank(const ResponseLayout& layout, Uploader& uploader) {
    for (std::size_t i = 0; i < layout.buffer_bytes.size(); ++i) {
        buffers_.push_back(uploader.make(layout.buffer_bytes[i], fmt::format("responses {}", i)));
    }
    if (buffers_.empty()) return;
    const Transformer transformer(layout);
    WorkerPool pool(hardware_threads());
    for (const ResponseRun& run : layout.runs) {
        uploader.fill(buffers_[layout.parts[run.part].buffer], std::size_t{run.at} * 16,
                      run.count * partition_bytes(layout.block),
                      [&](std::byte* to) { transformer.write(pool, run, to); });
    }
}

}  // namespace cavea::gpu
