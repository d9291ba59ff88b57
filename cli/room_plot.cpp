// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/room_plot.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <vector>

#include "cli/plot/chart.h"
#include "core/dsp/octave_bands.h"

namespace cavea::cli {
namespace {

using plot::Point;

constexpr double kWidth = 900;
constexpr double kLevelRangeDb = 80;
constexpr double kDecayRangeDb = 70;

/// From dark violet to orange, all dark enough for white paper.
constexpr std::array<const char*, dsp::kOctaves> kColours{
    "#3b0f70", "#31508f", "#1f7a8c", "#1b8a5a", "#7a8b00", "#c46a00", "#b3261e"};
constexpr const char* kInk = "#26456e";

std::string hertz(double hz) {
    return hz >= 1000 ? fmt::format("{:g} kHz", hz / 1000) : fmt::format("{:g} Hz", hz);
}

/// Largest level of all channels in each of \p steps stretches, dB relative to the peak.
std::vector<Point> levels(const dsp::IrSet& set, double peak, std::size_t steps) {
    std::vector<Point> out;
    const double frames = static_cast<double>(set.frames());
    for (std::size_t i = 0; i < steps; ++i) {
        const auto begin =
            static_cast<std::size_t>(frames * static_cast<double>(i) / static_cast<double>(steps));
        const auto end =
            std::max(begin + 1, static_cast<std::size_t>(frames * static_cast<double>(i + 1) /
                                                         static_cast<double>(steps)));
        float top = 0;
        for (const std::vector<float>& response : set.responses) {
            for (std::size_t n = begin; n < std::min(end, response.size()); ++n) {
                top = std::max(top, std::abs(response[n]));
            }
        }
        const double level = 20 * std::log10(std::max(1e-10, static_cast<double>(top) / peak));
        out.push_back({static_cast<double>(begin) / set.rate_hz, level});
    }
    return out;
}

void draw_levels(plot::Svg& svg, const dsp::IrSet& set, const room::RoomAnalysis& analysis) {
    const double length_s = static_cast<double>(set.frames()) / set.rate_hz;
    plot::Chart chart(svg, {0, 34}, kWidth, 220, "Response, loudest channel",
                      {"time in s", 0, length_s}, {"dB below peak", -kLevelRangeDb, 0});
    const double peak = analysis.peak > 0 ? analysis.peak : 1;
    chart.line(levels(set, peak, std::min<std::size_t>(set.frames(), 1400)), kInk, 1);
}

void draw_decays(plot::Svg& svg, const room::RoomAnalysis& analysis) {
    std::size_t longest = 2;
    for (const room::BandAnalysis& band : analysis.octaves) {
        longest = std::max(longest, band.curve_db.size());
    }
    const double length_s = static_cast<double>(longest) * room::kCurveStepS;
    plot::Chart chart(svg, {0, 254}, kWidth, 320, "Decay of the octaves",
                      {"time after the direct sound in s", 0, length_s},
                      {"energy still to come, dB", -kDecayRangeDb, 0});
    std::vector<plot::Legend> names;
    for (std::size_t o = 0; o < analysis.octaves.size(); ++o) {
        const room::BandAnalysis& band = analysis.octaves[o];
        std::vector<Point> points;
        for (std::size_t i = 0; i < band.curve_db.size(); ++i) {
            const double level = static_cast<double>(band.curve_db[i]);
            if (level < -kDecayRangeDb) break;
            points.push_back({static_cast<double>(i) * room::kCurveStepS, level});
        }
        chart.line(points, kColours[o]);
        names.push_back({hertz(band.centre_hz), kColours[o]});
    }
    chart.legend(names);
}

void draw_times(plot::Svg& svg, const room::RoomAnalysis& analysis) {
    double top = 0.1;
    for (const room::BandAnalysis& band : analysis.octaves) {
        for (const auto& time : {band.edt_s, band.t20_s, band.t30_s}) {
            top = std::max(top, time.value_or(0));
        }
    }
    plot::Chart chart(svg, {0, 574}, kWidth, 250, "Reverberation times",
                      {plot::kNamedAxis, 0, static_cast<double>(analysis.octaves.size())},
                      {"s", 0, 1.15 * top});
    constexpr std::array<const char*, 3> kTimes{"#a9b8cc", "#5f7fa8", kInk};
    for (std::size_t o = 0; o < analysis.octaves.size(); ++o) {
        const room::BandAnalysis& band = analysis.octaves[o];
        const double left = static_cast<double>(o) + 0.14;
        const std::array<std::optional<double>, 3> times{band.edt_s, band.t20_s, band.t30_s};
        for (std::size_t i = 0; i < times.size(); ++i) {
            if (!times[i]) continue;
            const double at = left + 0.24 * static_cast<double>(i);
            chart.bar(at, at + 0.21, *times[i], kTimes[i]);
            chart.note({at + 0.105, *times[i]}, fmt::format("{:.2f}", *times[i]),
                       plot::Anchor::Middle, 9);
        }
        chart.tick(static_cast<double>(o) + 0.5, hertz(band.centre_hz));
    }
    chart.legend({{"EDT", kTimes[0]}, {"T20", kTimes[1]}, {"T30", kTimes[2]}});
}

}  // namespace

std::string room_plot(const room::RoomAnalysis& analysis, const dsp::IrSet& set,
                      const std::string& title) {
    plot::Svg svg(kWidth, 830);
    svg.text({62, 24}, title, plot::Anchor::Start, 16);
    draw_levels(svg, set, analysis);
    if (!analysis.octaves.empty()) {
        draw_decays(svg, analysis);
        draw_times(svg, analysis);
    }
    return svg.document();
}

}  // namespace cavea::cli
