// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/dsp/decay.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace cavea::dsp {
namespace {

constexpr double kOnsetDb = -20;
/// How much of a band may be smeared to before the onset.
constexpr double kBeforeOnsetS = 0.05;
/// ISO 3382-1:2009, A.2.2: the floor has to lie this far below the range that is evaluated.
constexpr double kHeadroomDb = 10;
/// Points of a curve that a line is fitted to; more change nothing.
constexpr std::size_t kFitPoints = 4096;

/// Least-squares line y = offset + slope * x.
struct Line {
    double offset = 0;
    double slope = 0;
};

class LineFit {
 public:
    void add(double x, double y) {
        ++count_;
        x_ += x;
        y_ += y;
        xx_ += x * x;
        xy_ += x * y;
    }
    [[nodiscard]] std::optional<Line> line() const {
        const double spread = count_ * xx_ - x_ * x_;
        if (count_ < 2 || !(spread > 0)) return std::nullopt;
        const double slope = (count_ * xy_ - x_ * y_) / spread;
        return Line{(y_ - slope * x_) / count_, slope};
    }

 private:
    double count_ = 0, x_ = 0, y_ = 0, xx_ = 0, xy_ = 0;
};

double decibels(double energy) { return 10 * std::log10(std::max(energy, 1e-300)); }

/// Level of the mean energy in stretches of equal length.
struct Levels {
    std::size_t block = 1;   ///< frames of a stretch
    std::vector<double> db;  ///< [stretches]

    Levels(std::span<const float> energy, std::size_t block_frames) : block(block_frames) {
        for (std::size_t at = 0; at + block <= energy.size(); at += block) {
            double sum = 0;
            for (const float value : energy.subspan(at, block)) sum += static_cast<double>(value);
            db.push_back(decibels(sum / static_cast<double>(block)));
        }
    }
    [[nodiscard]] double centre(std::size_t i) const {
        return (static_cast<double>(i) + 0.5) * static_cast<double>(block);
    }
    /// A line through the stretches [begin, end).
    [[nodiscard]] std::optional<Line> fit(std::size_t begin, std::size_t end) const {
        LineFit fit;
        for (std::size_t i = begin; i < std::min(end, db.size()); ++i) fit.add(centre(i), db[i]);
        return fit.line();
    }
    [[nodiscard]] std::size_t loudest() const {
        return static_cast<std::size_t>(std::max_element(db.begin(), db.end()) - db.begin());
    }
    /// The first stretch from \p begin on that is below a level, together with the ten after it: a
    /// pause between the direct sound and the room is no end.
    [[nodiscard]] std::size_t first_below(std::size_t begin, double level_db) const {
        constexpr std::size_t kStay = 10;
        const double threshold = std::pow(10.0, level_db / 10);
        for (; begin < db.size(); ++begin) {
            if (db[begin] >= level_db) continue;
            const std::size_t end = std::min(db.size(), begin + kStay);
            double sum = 0;
            for (std::size_t i = begin; i < end; ++i) sum += std::pow(10.0, db[i] / 10);
            if (sum < threshold * static_cast<double>(end - begin)) break;
        }
        return begin;
    }
};

double mean(std::span<const float> energy) {
    double sum = 0;
    for (const float value : energy) sum += static_cast<double>(value);
    return energy.empty() ? 0 : sum / static_cast<double>(energy.size());
}

/// What the end of a response looks like.
struct Ending {
    std::size_t end = 0;          ///< frame at which the decay meets the floor, or the last
    std::optional<double> noise;  ///< energy per frame of the floor
    std::optional<Line> late;     ///< level in dB over frames, shortly above the floor
    bool silent = false;          ///< it ends in zeros
};

/// Whether the last part still falls like the part before it: a decay that was cut, without a
/// floor.
bool still_falls(const Levels& levels, const Line& late) {
    const std::size_t count = levels.db.size();
    const auto last = levels.fit(count - std::max<std::size_t>(3, count / 8), count);
    return last && last->slope < 0.5 * late.slope;
}

/// The late line: from \p top_db above the floor down to \p bottom_db above it.
std::optional<Line> late_line(const Levels& levels, double noise_db, double top_db,
                              double bottom_db) {
    const std::size_t loudest = levels.loudest();
    const std::size_t begin = levels.first_below(loudest, noise_db + top_db);
    const std::size_t end = levels.first_below(begin, noise_db + bottom_db);
    const auto line = levels.fit(end - begin >= 3 ? begin : loudest, end);
    return line && line->slope < 0 ? line : std::nullopt;
}

Ending find_ending(std::span<const float> energy, std::uint32_t rate_hz) {
    Ending out;
    out.end = energy.size();
    const std::size_t tenth = std::max<std::size_t>(1, energy.size() / 10);
    double noise = mean(energy.last(tenth));
    out.silent = !(noise > 0);
    if (out.silent) return out;
    Levels levels(energy, std::max<std::size_t>(1, rate_hz / 50));
    if (levels.db.size() < 8) levels = Levels(energy, std::max<std::size_t>(1, energy.size() / 16));
    if (levels.db.size() < 8) return out;
    auto late = late_line(levels, decibels(noise), 1e9, 10);
    if (!late) return out;
    for (int round = 0; round < 6; ++round) {
        if (still_falls(levels, *late)) return {energy.size(), std::nullopt, late, false};
        const double cross = (decibels(noise) - late->offset) / late->slope;
        if (!(cross < static_cast<double>(energy.size()))) break;
        out = {static_cast<std::size_t>(std::max(1.0, cross)), noise, late, false};
        // Five stretches for 10 dB, the floor from 8 dB after the crossing on.
        const double ten_db = -10 / late->slope;
        levels = Levels(energy, static_cast<std::size_t>(std::max(1.0, ten_db / 5)));
        const double floor_begin = cross + 0.8 * ten_db;
        const auto last_begin = static_cast<double>(energy.size() - tenth);
        noise = mean(energy.subspan(static_cast<std::size_t>(std::min(floor_begin, last_begin))));
        if (!(noise > 0) || levels.db.size() < 8) break;
        const auto next = late_line(levels, decibels(noise), 25, 7);
        if (!next) break;
        late = next;
    }
    return out;
}

/// Level of the curve at a frame, 0 dB at its start.
double level_db(const EnergyDecay& decay, std::size_t frame) {
    return decibels(decay.remaining[frame]) - decibels(decay.remaining.front());
}

/// The first frame at or below a level; the number of frames when there is none.
std::size_t frame_at(const EnergyDecay& decay, double db) {
    const double energy = decay.remaining.front() * std::pow(10.0, db / 10);
    const auto below = std::partition_point(decay.remaining.begin(), decay.remaining.end(),
                                            [&](double value) { return value > energy; });
    return static_cast<std::size_t>(below - decay.remaining.begin());
}

/// How deep the curve is sound: to where the decay leaves the response, or to its last frame when
/// it ends in digital silence. Nothing can be told of a floor without a decay before it.
double depth_of(const EnergyDecay& decay, const Ending& ending) {
    if (decay.remaining.empty() || !(decay.remaining.front() > 0)) return 0;
    if (!ending.late && !ending.silent) return 0;
    const double last = ending.late ? decay.beyond : decay.remaining.back();
    return decibels(decay.remaining.front()) - decibels(last);
}

bool silent(const EnergyDecay& decay) {
    return decay.remaining.empty() || !(decay.remaining.front() > 0);
}

}  // namespace

std::size_t onset_frame(std::span<const float> energy) {
    if (energy.empty()) return 0;
    const float top = *std::max_element(energy.begin(), energy.end());
    if (!(top > 0)) return 0;
    const double threshold = static_cast<double>(top) * std::pow(10.0, kOnsetDb / 10);
    const auto first = std::find_if(energy.begin(), energy.end(), [&](float value) {
        return static_cast<double>(value) >= threshold;
    });
    return static_cast<std::size_t>(first - energy.begin());
}

EnergyDecay integrate_decay(std::span<const float> energy, std::size_t onset,
                            std::uint32_t rate_hz) {
    EnergyDecay out;
    out.rate_hz = rate_hz;
    if (onset >= energy.size()) return out;
    const std::span<const float> response = energy.subspan(onset);
    const Ending ending = find_ending(response, rate_hz);
    out.noise = ending.noise;
    const double noise = ending.noise.value_or(0);
    if (ending.late) {
        const double decay_frames = -10 / std::log(10.0) / ending.late->slope;
        const double at_end =
            ending.late->offset + ending.late->slope * static_cast<double>(ending.end);
        out.beyond = std::pow(10.0, at_end / 10) * decay_frames;
        out.beyond_time_s = decay_frames / rate_hz;
    }
    out.remaining.resize(ending.end);
    double sum = out.beyond;
    double lowest = sum;
    for (std::size_t n = ending.end; n-- > 0;) {
        sum += static_cast<double>(response[n]) - noise;
        // Subtracting the floor's mean may let the sum fall for a moment; energy cannot.
        lowest = std::max(lowest, sum);
        out.remaining[n] = lowest;
    }
    const std::size_t before = std::min(onset, static_cast<std::size_t>(kBeforeOnsetS * rate_hz));
    double smeared = 0;
    for (const float value : energy.subspan(onset - before, before)) {
        smeared += static_cast<double>(value) - noise;
    }
    if (!out.remaining.empty()) out.remaining.front() += std::max(0.0, smeared);
    out.depth_db = depth_of(out, ending);
    return out;
}

std::optional<double> reverberation_time_s(const EnergyDecay& decay, double from_db, double to_db) {
    if (silent(decay) || decay.depth_db < kHeadroomDb - to_db) return std::nullopt;
    const std::size_t begin = frame_at(decay, from_db);
    const std::size_t end = frame_at(decay, to_db);
    if (end >= decay.remaining.size() || end < begin + 2) return std::nullopt;
    LineFit fit;
    const std::size_t step = std::max<std::size_t>(1, (end - begin) / kFitPoints);
    for (std::size_t n = begin; n <= end; n += step) {
        fit.add(static_cast<double>(n) / decay.rate_hz, level_db(decay, n));
    }
    const auto line = fit.line();
    if (!line || !(line->slope < 0)) return std::nullopt;
    return -60 / line->slope;
}

std::optional<double> early_share(const EnergyDecay& decay, double time_s) {
    if (silent(decay)) return std::nullopt;
    const auto frame = static_cast<std::size_t>(std::lround(time_s * decay.rate_hz));
    if (frame < decay.remaining.size()) {
        return 1 - decay.remaining[frame] / decay.remaining.front();
    }
    if (decay.noise || decay.beyond > 0) return std::nullopt;
    return 1;  // all of it is over
}

std::optional<double> clarity_db(const EnergyDecay& decay, double time_s) {
    const auto early = early_share(decay, time_s);
    if (!early || *early >= 1 || *early <= 0) return std::nullopt;
    return 10 * std::log10(*early / (1 - *early));
}

std::optional<double> centre_time_s(const EnergyDecay& decay) {
    if (silent(decay)) return std::nullopt;
    // Sum of n * energy[n] is the sum of what remains after each frame.
    double sum = 0;
    for (std::size_t n = 1; n < decay.remaining.size(); ++n) sum += decay.remaining[n];
    sum += decay.beyond * decay.beyond_time_s * decay.rate_hz;
    return sum / decay.remaining.front() / decay.rate_hz;
}

}  // namespace cavea::dsp
