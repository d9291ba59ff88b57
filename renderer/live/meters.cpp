// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "renderer/live/meters.h"

#include <algorithm>
#include <cmath>

namespace cavea::live {
namespace {

constexpr double kPeakWindowS = 0.02;  // a picture at 30 per second misses no block
constexpr double kLoudnessStepS = 0.1;
constexpr double kLoadWindowS = 0.5;
constexpr double kLoadSmoothingS = 0.3;

float peak(std::span<const float> samples) {
    float out = 0;
    for (const float x : samples) out = std::max(out, std::abs(x));
    return out;
}

}  // namespace

void PeakHold::add(std::size_t index, float peak) { now_[index] = std::max(now_[index], peak); }

void PeakHold::turn() {
    std::swap(now_, before_);
    std::fill(now_.begin(), now_.end(), 0.0F);
}

const std::vector<float>& PeakHold::shown() {
    for (std::size_t i = 0; i < shown_.size(); ++i) shown_[i] = std::max(now_[i], before_[i]);
    return shown_;
}

Meters::Meters(const layout::Layout& delivered, std::size_t sources, std::uint32_t rate_hz,
               std::uint32_t block)
    : layout_(delivered),
      rate_hz_(rate_hz),
      block_s_(static_cast<double>(block) / rate_hz),
      loudness_(layout_, rate_hz, meter::LoudnessMeter::ShortTerm::Yes),
      source_peak_(sources),
      output_peak_(delivered.size()),
      peak_load_(1) {}

void Meters::restart() {
    loudness_ = {layout_, rate_hz_, meter::LoudnessMeter::ShortTerm::Yes};
    shown_loudness_ = {};
    until_loudness_ = 0;
}

void Meters::add(const Pipeline& pipeline, Planar<const float> samples) {
    const auto frames = static_cast<Frame>(samples.frames());
    if (until_turn_ <= 0) {
        source_peak_.turn();
        output_peak_.turn();
        until_turn_ = static_cast<Frame>(kPeakWindowS * rate_hz_);
    }
    until_turn_ -= frames;
    add_sources(pipeline);
    for (std::size_t c = 0; c < samples.channels(); ++c) output_peak_.add(c, peak(samples[c]));
    if (layout_.ambix_order) return;  // no loudspeakers, no loudness
    loudness_.add(samples);
    until_loudness_ -= frames;
    if (until_loudness_ > 0) return;
    until_loudness_ = static_cast<Frame>(kLoudnessStepS * rate_hz_);
    shown_loudness_ = {loudness_.momentary_lufs(), loudness_.short_term_lufs(),
                       loudness_.integrated_lufs()};
}

void Meters::add_sources(const Pipeline& pipeline) {
    const Planar<const float> rows = pipeline.rows();
    row_peak_.resize(rows.channels());
    for (std::size_t r = 0; r < rows.channels(); ++r) row_peak_[r] = peak(rows[r]);
    const auto& source_rows = pipeline.source_rows();
    for (std::size_t s = 0; s < source_rows.size(); ++s) {
        if (source_rows[s] == plan::RowMap::kSilent) continue;
        const auto level = static_cast<float>(pipeline.levels()[s]);
        source_peak_.add(s, row_peak_[source_rows[s]] * level);
    }
}

void Meters::add_load(double seconds) {
    const double load = seconds / block_s_;
    load_ += (load - load_) * std::min(1.0, block_s_ / kLoadSmoothingS);
    peak_load_.add(0, static_cast<float>(load));
    load_window_s_ += block_s_;
    if (load_window_s_ < kLoadWindowS) return;
    load_window_s_ = 0;
    peak_load_.turn();
}

void Meters::clear() {
    for (int i = 0; i < 2; ++i) {
        source_peak_.turn();
        output_peak_.turn();
        peak_load_.turn();
    }
    load_ = 0;
    shown_loudness_.momentary.reset();
    shown_loudness_.short_term.reset();
}

void Meters::show(PlayerState& state) {
    state.source_peak = source_peak_.shown();
    state.output_peak = output_peak_.shown();
    state.loudness = shown_loudness_;
    state.load = load_;
    state.peak_load = static_cast<double>(peak_load_.shown()[0]);
}

}  // namespace cavea::live
