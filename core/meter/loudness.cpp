// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/meter/loudness.h"

#include <ebur128.h>

#include <algorithm>
#include <cmath>
#include <new>
#include <vector>

namespace cavea::meter {
namespace {

struct Destroy {
    void operator()(ebur128_state* state) const { ebur128_destroy(&state); }
};
using State = std::unique_ptr<ebur128_state, Destroy>;

State make(std::size_t channels, std::uint32_t rate_hz, int mode) {
    State state(ebur128_init(static_cast<unsigned>(channels), rate_hz, mode));
    if (!state) throw std::bad_alloc();
    return state;
}

bool at_the_side(const layout::Channel& channel) {
    const double azimuth = std::abs(channel.nominal.azimuth_deg);
    return azimuth >= 60 && azimuth <= 120 && std::abs(channel.nominal.elevation_deg) < 30;
}

}  // namespace

double loudness_weight(const layout::Channel& channel) {
    if (channel.lfe) return 0;
    return at_the_side(channel) ? 1.41 : 1;
}

struct LoudnessMeter::Impl {
    State state;
    std::vector<float> interleaved;
};

LoudnessMeter::LoudnessMeter(const layout::Layout& layout, std::uint32_t rate_hz,
                             ShortTerm short_term)
    : impl_(std::make_unique<Impl>()) {
    int mode = EBUR128_MODE_I | EBUR128_MODE_HISTOGRAM;
    if (short_term == ShortTerm::Yes) mode |= EBUR128_MODE_S;
    impl_->state = make(layout.size(), rate_hz, mode);
    for (std::size_t c = 0; c < layout.size(); ++c) {
        // The library knows weights only as channel types: any one with the right weight serves.
        int type = EBUR128_CENTER;
        if (at_the_side(layout.channels[c])) type = EBUR128_Mp090;
        if (layout.channels[c].lfe) type = EBUR128_UNUSED;
        ebur128_set_channel(impl_->state.get(), static_cast<unsigned>(c), type);
    }
}
LoudnessMeter::LoudnessMeter(LoudnessMeter&&) noexcept = default;
LoudnessMeter& LoudnessMeter::operator=(LoudnessMeter&&) noexcept = default;
LoudnessMeter::~LoudnessMeter() = default;

void LoudnessMeter::add(Planar<const float> in) {
    const std::size_t channels = in.channels();
    impl_->interleaved.resize(channels * in.frames());
    for (std::size_t c = 0; c < channels; ++c) {
        const auto row = in[c];
        for (std::size_t i = 0; i < row.size(); ++i) {
            impl_->interleaved[i * channels + c] = row[i];
        }
    }
    if (ebur128_add_frames_float(impl_->state.get(), impl_->interleaved.data(), in.frames()) !=
        EBUR128_SUCCESS) {
        throw std::bad_alloc();
    }
}

namespace {

/// \param measure  one of the library's functions of this form
std::optional<double> ask(const State& state, int (*measure)(ebur128_state*, double*)) {
    double lufs = 0;
    if (measure(state.get(), &lufs) != EBUR128_SUCCESS || !std::isfinite(lufs)) return std::nullopt;
    return lufs;
}

}  // namespace

std::optional<double> LoudnessMeter::integrated_lufs() const {
    return ask(impl_->state, ebur128_loudness_global);
}
std::optional<double> LoudnessMeter::momentary_lufs() const {
    return ask(impl_->state, ebur128_loudness_momentary);
}
std::optional<double> LoudnessMeter::short_term_lufs() const {
    return ask(impl_->state, ebur128_loudness_shortterm);
}

struct PeakMeter::Impl {
    State state;
    double sample_peak = 0;
};

PeakMeter::PeakMeter(std::uint32_t rate_hz) : impl_(std::make_unique<Impl>()) {
    impl_->state = make(1, rate_hz, EBUR128_MODE_TRUE_PEAK);
}
PeakMeter::PeakMeter(PeakMeter&&) noexcept = default;
PeakMeter& PeakMeter::operator=(PeakMeter&&) noexcept = default;
PeakMeter::~PeakMeter() = default;

void PeakMeter::add(std::span<const float> in) {
    float peak = 0;
    for (const float x : in) peak = std::max(peak, std::abs(x));
    impl_->sample_peak = std::max(impl_->sample_peak, static_cast<double>(peak));
    if (ebur128_add_frames_float(impl_->state.get(), in.data(), in.size()) != EBUR128_SUCCESS) {
        throw std::bad_alloc();
    }
}

double PeakMeter::sample_peak() const { return impl_->sample_peak; }

double PeakMeter::true_peak() const {
    double peak = 0;
    ebur128_true_peak(impl_->state.get(), 0, &peak);
    // The interpolation filter can miss a sample's own height by a hair; never report less.
    return std::max(peak, impl_->sample_peak);
}

}  // namespace cavea::meter
