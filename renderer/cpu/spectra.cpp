// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "renderer/cpu/spectra.h"

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

namespace cavea::cpu {
namespace {

/// Taps of one pair with delays and gains applied and parallel paths summed.
std::vector<float> taps_of(const std::vector<const ConvolverPath*>& paths) {
    std::size_t length = 0;
    for (const ConvolverPath* path : paths) {
        length = std::max(length, path->response->size() + path->delay_frames);
    }
    std::vector<float> taps(length);
    for (const ConvolverPath* path : paths) {
        for (std::size_t i = 0; i < path->response->size(); ++i) {
            taps[path->delay_frames + i] += path->gain * (*path->response)[i];
        }
    }
    return taps;
}

bool silent(const std::vector<float>& taps, std::size_t begin, std::size_t end) {
    end = std::min(end, taps.size());
    for (std::size_t i = begin; i < end; ++i) {
        if (taps[i] != 0) return false;
    }
    return true;
}

}  // namespace

void ResponseSpectra::build(const ConvolverSetup& setup, const RealFft& fft, WorkerPool& pool) {
    std::map<std::pair<std::uint32_t, std::uint32_t>, std::vector<const ConvolverPath*>> grouped;
    for (const ConvolverPath& path : setup.paths) {
        grouped[{path.output, path.input}].push_back(&path);
    }
    const std::size_t block = setup.plan.block;
    pairs_.clear();
    std::vector<const std::vector<const ConvolverPath*>*> sources;
    for (const auto& [key, paths] : grouped) {
        pairs_.push_back({key.second, key.first, {}});
        sources.push_back(&paths);
    }
    // Twice over the taps rather than all of them at once in memory: first to see what sounds.
    pool.run(pairs_.size(), [&](std::size_t i) {
        const std::vector<float> taps = taps_of(*sources[i]);
        const std::size_t parts = plan::partitions(taps.size(), setup.plan.block);
        for (std::uint32_t p = 0; p < parts; ++p) {
            if (!silent(taps, p * block, (p + 1) * block)) pairs_[i].partitions.push_back({p, 0});
        }
    });
    depth_ = 1;
    std::size_t rows = 0;
    for (PairSpectra& pair : pairs_) {
        for (PairSpectra::Partition& part : pair.partitions) {
            part.at = rows++;
            depth_ = std::max(depth_, part.index + 1);
        }
    }
    rows_ = PlanarBuffer<std::complex<float>>(rows, fft.bins());
    // In double, once: the responses then add next to nothing to the error of the float transforms.
    const RealFft64 precise(fft.size());
    const double scale = 1.0 / static_cast<double>(fft.size());
    pool.run(pairs_.size(), [&](std::size_t i) {
        PlanarBuffer<double> window(1, fft.size());
        PlanarBuffer<std::complex<double>> spectrum(1, fft.bins());
        const auto in = window.view()[0];
        const auto out = spectrum.view()[0];
        const std::vector<float> taps = taps_of(*sources[i]);
        for (const PairSpectra::Partition& part : pairs_[i].partitions) {
            std::fill(in.begin(), in.end(), 0.0);
            const std::size_t begin = part.index * block;
            const std::size_t end = std::min(begin + block, taps.size());
            for (std::size_t n = begin; n < end; ++n) {
                in[n - begin] = scale * static_cast<double>(taps[n]);
            }
            precise.forward(in.data(), out.data());
            const auto row = rows_.view()[part.at];
            for (std::size_t k = 0; k < row.size(); ++k) row[k] = std::complex<float>(out[k]);
        }
    });
}

std::size_t ResponseSpectra::bytes() const {
    return rows_.channels() * rows_.frames() * sizeof(std::complex<float>);
}

}  // namespace cavea::cpu
