// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/dsp/hrtf.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <optional>
#include <utility>

#include "core/base/assert.h"
#include "core/dsp/fractional_delay.h"
#include "core/dsp/resample.h"
#include "core/layout/geometry.h"

namespace cavea::dsp {
namespace {

using layout::Cartesian;
using layout::Polar;

/// Directions closer than this are one: a tenth of a minimum audible angle.
constexpr double kSameDirectionDeg = 0.1;

/// Measurements among which three are sought that surround a direction.
constexpr std::size_t kCandidates = 16;

struct Candidate {
    std::size_t measurement = 0;
    double cosine = 0;  ///< of the angle to the direction
    Cartesian direction;
};

struct Mix {
    std::array<std::size_t, 3> measurement{};
    std::array<double, 3> weight{};
};

Cartesian direction_of(const Polar& p) {
    return layout::vector_of({p.azimuth_deg, p.elevation_deg, 1});
}

/// Of several measured distances, the one that is nearest to the wanted one.
double measured_distance(const HrtfSet& set, double wanted) {
    double best = set.positions.front().distance;
    for (const Polar& p : set.positions) {
        if (std::abs(p.distance - wanted) < std::abs(best - wanted)) best = p.distance;
    }
    return best;
}

/// Measurements at one distance, the nearest direction first, at most kCandidates.
std::vector<Candidate> candidates(const HrtfSet& set, const Polar& position) {
    const double distance = measured_distance(set, position.distance);
    const double tolerance = 0.01 * distance + 0.001;
    const Cartesian wanted = direction_of(position);
    std::vector<Candidate> all;
    for (std::size_t m = 0; m < set.positions.size(); ++m) {
        if (std::abs(set.positions[m].distance - distance) > tolerance) continue;
        const Cartesian direction = direction_of(set.positions[m]);
        all.push_back({m, layout::dot(direction, wanted), direction});
    }
    const std::size_t count = std::min(kCandidates, all.size());
    // By number where equal, so that the choice does not depend on the sort.
    std::partial_sort(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(count), all.end(),
                      [](const Candidate& a, const Candidate& b) {
                          return std::pair(-a.cosine, a.measurement) <
                                 std::pair(-b.cosine, b.measurement);
                      });
    all.resize(count);
    return all;
}

/// The weights with which three directions point towards another; none when it lies outside them.
std::optional<std::array<double, 3>> weights_of(const Cartesian& wanted, const Cartesian& a,
                                                const Cartesian& b, const Cartesian& c) {
    constexpr double kFlat = 1e-6;
    constexpr double kSlack = 1e-9;
    const double volume = layout::dot(a, layout::cross(b, c));
    if (std::abs(volume) < kFlat) return std::nullopt;
    std::array<double, 3> w = {layout::dot(wanted, layout::cross(b, c)) / volume,
                               layout::dot(wanted, layout::cross(c, a)) / volume,
                               layout::dot(wanted, layout::cross(a, b)) / volume};
    if (*std::min_element(w.begin(), w.end()) < -kSlack) return std::nullopt;
    const double sum = w[0] + w[1] + w[2];
    for (double& weight : w) weight /= sum;
    return w;
}

/// The tightest triangle of candidates around a direction.
std::optional<Mix> surrounding(const std::vector<Candidate>& near, const Cartesian& wanted) {
    std::optional<Mix> best;
    double best_cosines = -std::numeric_limits<double>::infinity();
    for (std::size_t a = 0; a < near.size(); ++a) {
        for (std::size_t b = a + 1; b < near.size(); ++b) {
            for (std::size_t c = b + 1; c < near.size(); ++c) {
                const double cosines = near[a].cosine + near[b].cosine + near[c].cosine;
                if (cosines <= best_cosines) continue;
                const auto weights =
                    weights_of(wanted, near[a].direction, near[b].direction, near[c].direction);
                if (!weights) continue;
                best = {{near[a].measurement, near[b].measurement, near[c].measurement}, *weights};
                best_cosines = cosines;
            }
        }
    }
    return best;
}

/// Three responses of one ear, brought to their mean delay and mixed.
std::vector<float> mixed(const HrtfSet& set, const Mix& mix, std::size_t ear) {
    const auto response = [&](std::size_t i) -> const std::vector<float>& {
        return set.responses[mix.measurement[i]][ear];
    };
    const std::array<double, 3> lag = {0, lag_frames(response(0), response(1)),
                                       lag_frames(response(0), response(2))};
    double mean = 0;
    for (std::size_t i = 0; i < 3; ++i) mean += mix.weight[i] * lag[i];
    std::vector<float> out(set.frames(), 0.0F);
    for (std::size_t i = 0; i < 3; ++i) {
        const std::vector<float> aligned = delayed(response(i), mean - lag[i], out.size());
        const auto weight = static_cast<float>(mix.weight[i]);
        for (std::size_t n = 0; n < out.size(); ++n) out[n] += weight * aligned[n];
    }
    return out;
}

double energy(const std::vector<float>& response) {
    double sum = 0;
    for (const float value : response) sum += static_cast<double>(value) * value;
    return sum;
}

std::size_t frame_of_peak(const std::vector<float>& response) {
    const auto peak = std::max_element(response.begin(), response.end(),
                                       [](float a, float b) { return std::abs(a) < std::abs(b); });
    return static_cast<std::size_t>(peak - response.begin());
}

/// Both ears alike, at the time of the source ahead.
EarPair bass_response(const EarPair& ahead) {
    EarPair out;
    for (std::vector<float>& ear : out) {
        ear.assign(ahead[0].size(), 0.0F);
        ear[frame_of_peak(ahead[0])] = std::numbers::sqrt2_v<float> / 2;
    }
    return out;
}

void scale(EarPair& pair, double gain) {
    for (std::vector<float>& ear : pair) {
        for (float& value : ear) value *= static_cast<float>(gain);
    }
}

}  // namespace

std::size_t nearest_measurement(const HrtfSet& set, const Polar& position) {
    CAVEA_ASSERT(!set.positions.empty());
    return candidates(set, position).front().measurement;
}

EarPair interpolated_response(const HrtfSet& set, const Polar& position) {
    CAVEA_ASSERT(!set.positions.empty());
    const std::vector<Candidate> near = candidates(set, position);
    const double same = std::cos(layout::radians(kSameDirectionDeg));
    if (near.front().cosine >= same) return set.responses[near.front().measurement];
    const auto mix = surrounding(near, direction_of(position));
    if (!mix) return set.responses[near.front().measurement];
    return {mixed(set, *mix, 0), mixed(set, *mix, 1)};
}

IrSet binaural_room(const HrtfSet& set, const layout::Layout& layout, std::uint32_t rate_hz) {
    const EarPair ahead = interpolated_response(set, {0, 0, 1});
    const double energy_ahead = energy(ahead[0]) + energy(ahead[1]);
    const double gain = energy_ahead > 0 ? 1 / std::sqrt(energy_ahead) : 1;
    const EarPair bass = bass_response(ahead);
    IrSet out;
    out.inputs = static_cast<std::uint32_t>(layout.size());
    out.channels = 2;
    out.rate_hz = rate_hz;
    out.labels = {"left", "right"};
    for (const layout::Channel& channel : layout.channels) {
        EarPair pair = channel.lfe ? bass : interpolated_response(set, channel.real);
        if (!channel.lfe) scale(pair, gain);
        for (const std::vector<float>& ear : pair) {
            out.responses.push_back(resample_impulse_response(ear, set.rate_hz, rate_hz));
        }
    }
    return out;
}

}  // namespace cavea::dsp
