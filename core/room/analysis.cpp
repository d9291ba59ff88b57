// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/room/analysis.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/dsp/decay.h"
#include "core/dsp/octave_bands.h"

namespace cavea::room {
namespace {

/// The direct sound and nothing else: reflections arrive 0.9 m later at the earliest.
constexpr double kDirectS = 0.0025;

using Energy = std::vector<float>;

void add_energy(Energy& to, const std::vector<float>& signal) {
    for (std::size_t n = 0; n < to.size(); ++n) to[n] += signal[n] * signal[n];
}

/// Squared samples of every octave and, last, of all frequencies.
std::vector<Energy> energies(const dsp::IrSet& set) {
    const std::size_t octaves = dsp::octaves_below(set.rate_hz);
    std::vector<Energy> out(octaves + 1, Energy(set.frames(), 0.0F));
    for (const std::vector<float>& response : set.responses) {
        const auto sounds = [](float value) { return value != 0; };
        if (std::none_of(response.begin(), response.end(), sounds)) continue;
        const dsp::OctaveBands bands(response, set.rate_hz);
        for (std::size_t o = 0; o < octaves; ++o) add_energy(out[o], bands.filtered(o));
        add_energy(out.back(), response);
    }
    return out;
}

/// Energy per frame of the loudest millisecond.
double loudest(const Energy& energy, std::uint32_t rate_hz) {
    const std::size_t window = std::max<std::size_t>(1, rate_hz / 1000);
    double top = 0;
    for (std::size_t at = 0; at < energy.size(); at += window) {
        const std::size_t end = std::min(energy.size(), at + window);
        double sum = 0;
        for (std::size_t n = at; n < end; ++n) sum += static_cast<double>(energy[n]);
        top = std::max(top, sum / static_cast<double>(window));
    }
    return top;
}

std::vector<float> curve(const dsp::EnergyDecay& decay) {
    std::vector<float> out;
    if (decay.remaining.empty() || !(decay.remaining.front() > 0)) return out;
    const auto step = static_cast<std::size_t>(std::max(1.0, kCurveStepS * decay.rate_hz));
    for (std::size_t n = 0; n < decay.remaining.size(); n += step) {
        const double ratio = decay.remaining[n] / decay.remaining.front();
        if (!(ratio > 1e-12)) break;
        out.push_back(static_cast<float>(10 * std::log10(ratio)));
    }
    return out;
}

BandAnalysis analyse_band(const Energy& energy, const dsp::EnergyDecay& decay, double centre_hz) {
    BandAnalysis out;
    out.centre_hz = centre_hz;
    out.edt_s = dsp::reverberation_time_s(decay, 0, -10);
    out.t20_s = dsp::reverberation_time_s(decay, -5, -25);
    out.t30_s = dsp::reverberation_time_s(decay, -5, -35);
    out.c50_db = dsp::clarity_db(decay, 0.05);
    out.c80_db = dsp::clarity_db(decay, 0.08);
    out.d50 = dsp::early_share(decay, 0.05);
    out.centre_time_s = dsp::centre_time_s(decay);
    out.depth_db = decay.depth_db;
    const double top = loudest(energy, decay.rate_hz);
    if (decay.noise && top > 0) out.noise_db = 10 * std::log10(*decay.noise / top);
    out.curve_db = curve(decay);
    return out;
}

std::optional<double> direct_to_reverberant_db(const Energy& energy, std::size_t onset,
                                               const dsp::EnergyDecay& decay) {
    // From shortly before the onset: band-limited pulses have flanks.
    const auto part = static_cast<std::size_t>(kDirectS * decay.rate_hz);
    const std::size_t begin = onset > part / 2 ? onset - part / 2 : 0;
    const std::size_t end = std::min(onset + part, energy.size());
    double direct = 0;
    for (std::size_t n = begin; n < end; ++n) direct += static_cast<double>(energy[n]);
    if (end - onset >= decay.remaining.size()) return std::nullopt;
    const double late = decay.remaining[end - onset];
    if (!(direct > 0 && late > 0)) return std::nullopt;
    return 10 * std::log10(direct / late);
}

}  // namespace

RoomAnalysis analyse(const dsp::IrSet& set) {
    RoomAnalysis out;
    out.rate_hz = set.rate_hz;
    out.frames = set.frames();
    for (const std::vector<float>& response : set.responses) {
        for (const float value : response) {
            out.peak = std::max(out.peak, std::abs(static_cast<double>(value)));
        }
    }
    const std::vector<Energy> energy = energies(set);
    const double total = std::accumulate(energy.back().begin(), energy.back().end(), 0.0);
    out.energy_db = 10 * std::log10(std::max(total, 1e-30));
    const std::size_t onset = dsp::onset_frame(energy.back());
    const dsp::EnergyDecay all = dsp::integrate_decay(energy.back(), onset, set.rate_hz);
    out.onset_s = static_cast<double>(onset) / set.rate_hz;
    out.usable_s = static_cast<double>(all.remaining.size()) / set.rate_hz;
    out.direct_to_reverberant_db = direct_to_reverberant_db(energy.back(), onset, all);
    out.all = analyse_band(energy.back(), all, 0);
    for (std::size_t o = 0; o + 1 < energy.size(); ++o) {
        const dsp::EnergyDecay decay = dsp::integrate_decay(energy[o], onset, set.rate_hz);
        out.octaves.push_back(analyse_band(energy[o], decay, dsp::kOctaveHz[o]));
    }
    return out;
}

}  // namespace cavea::room
