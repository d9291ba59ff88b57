// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/room_report.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

#include "core/dsp/octave_bands.h"
#include "core/room/box.h"

namespace cavea::cli {
namespace {

RoomJson value(const std::optional<double>& number) {
    return number ? RoomJson(*number) : RoomJson(nullptr);
}

RoomJson band_json(const room::BandAnalysis& band) {
    return {{"edt_s", value(band.edt_s)},
            {"t20_s", value(band.t20_s)},
            {"t30_s", value(band.t30_s)},
            {"c50_db", value(band.c50_db)},
            {"c80_db", value(band.c80_db)},
            {"d50", value(band.d50)},
            {"centre_time_s", value(band.centre_time_s)},
            {"depth_db", band.depth_db},
            {"noise_db", value(band.noise_db)}};
}

/// A number right-aligned, a dash where there is none.
std::string cell(const std::optional<double>& number, int width, int decimals, double scale = 1) {
    if (!number) return fmt::format("{:>{}}", "-", width);
    return fmt::format("{:>{}.{}f}", *number * scale, width, decimals);
}

std::string band_row(const std::string& name, const room::BandAnalysis& b) {
    return fmt::format("{:>8}{}{}{}{}{}{}{}{}{}\n", name, cell(b.edt_s, 8, 2), cell(b.t20_s, 8, 2),
                       cell(b.t30_s, 8, 2), cell(b.c50_db, 8, 1), cell(b.c80_db, 8, 1),
                       cell(b.d50, 7, 0, 100), cell(b.centre_time_s, 8, 0, 1000),
                       cell(b.depth_db, 8, 0), cell(b.noise_db, 8, 0));
}

/// Smallest and largest of what \p get reads from each position.
template <class Get>
std::pair<double, double> range_of(const dsp::HrtfSet& set, const Get& get) {
    double low = std::numeric_limits<double>::infinity();
    double high = -low;
    for (const layout::Polar& p : set.positions) {
        low = std::min(low, get(p));
        high = std::max(high, get(p));
    }
    return {low, high};
}

double elevation(const layout::Polar& p) { return p.elevation_deg; }
double distance(const layout::Polar& p) { return p.distance; }

}  // namespace

RoomJson to_json(const room::RoomAnalysis& analysis, const dsp::IrSet& set) {
    RoomJson octaves = RoomJson::array();
    for (const room::BandAnalysis& band : analysis.octaves) {
        RoomJson entry{{"hz", band.centre_hz}};
        entry.update(band_json(band));
        octaves.push_back(std::move(entry));
    }
    return {{"rate_hz", analysis.rate_hz},
            {"frames", analysis.frames},
            {"inputs", set.inputs},
            {"channels", set.channels},
            {"labels", set.labels},
            {"peak", analysis.peak},
            {"energy_db", analysis.energy_db},
            {"onset_s", analysis.onset_s},
            {"usable_s", analysis.usable_s},
            {"direct_to_reverberant_db", value(analysis.direct_to_reverberant_db)},
            {"all", band_json(analysis.all)},
            {"octaves", std::move(octaves)}};
}

std::string to_text(const room::RoomAnalysis& analysis, const dsp::IrSet& set) {
    std::string channels = fmt::format("{} channel(s)", set.channels);
    if (set.inputs > 1) channels += fmt::format(" from {} inputs", set.inputs);
    for (const std::string& label : set.labels) channels += " " + label;
    std::string text = fmt::format(
        "{}\n{} Hz, {:.3f} s; direct sound at {:.1f} ms, usable for {:.2f} s from there\n"
        "peak {:.4g}, gain for noise {:+.1f} dB, direct to reverberant {} dB\n\n",
        channels, analysis.rate_hz, static_cast<double>(analysis.frames) / analysis.rate_hz,
        1000 * analysis.onset_s, analysis.usable_s, analysis.peak, analysis.energy_db,
        cell(analysis.direct_to_reverberant_db, 0, 1));
    text += fmt::format("{:>8}{:>8}{:>8}{:>8}{:>8}{:>8}{:>7}{:>8}{:>8}{:>8}\n", "octave", "EDT",
                        "T20", "T30", "C50", "C80", "D50", "Ts", "depth", "floor");
    text += fmt::format("{:>8}{:>8}{:>8}{:>8}{:>8}{:>8}{:>7}{:>8}{:>8}{:>8}\n", "Hz", "s", "s", "s",
                        "dB", "dB", "%", "ms", "dB", "dB");
    for (const room::BandAnalysis& band : analysis.octaves) {
        text += band_row(fmt::format("{:g}", band.centre_hz), band);
    }
    return text + band_row("all", analysis.all);
}

RoomJson to_json(const room::ShoeboxSettings& settings) {
    const room::Box& box = settings.box;
    RoomJson times = RoomJson::array();
    for (std::size_t o = 0; o < dsp::kOctaves; ++o) times.push_back(room::eyring_rt60_s(box, o));
    const auto triple = [](const layout::Cartesian& p) { return RoomJson{p.x, p.y, p.z}; };
    return {{"size_m", triple(box.size_m)},
            {"volume_m3", room::volume_m3(box)},
            {"source_m", triple(settings.source_m)},
            {"receiver_m", triple(settings.receiver_m)},
            {"mixing_time_s", settings.early_s.value_or(room::mixing_time_s(settings))},
            {"eyring_rt60_s", std::move(times)},
            {"seed", settings.seed}};
}

std::string to_text(const room::ShoeboxSettings& settings) {
    const room::Box& box = settings.box;
    std::string text = fmt::format(
        "{:g} m wide, {:g} m long, {:g} m high, {:.0f} m3; reflections for {:.0f} ms, then noise\n"
        "reverberation time of its walls and air (Eyring):",
        box.size_m.x, box.size_m.y, box.size_m.z, room::volume_m3(box),
        1000 * settings.early_s.value_or(room::mixing_time_s(settings)));
    for (std::size_t o = 0; o < dsp::kOctaves; ++o) {
        text += fmt::format(" {:.2f}", room::eyring_rt60_s(box, o));
    }
    return text + " s from 125 Hz to 8 kHz\n";
}

RoomJson to_json(const dsp::HrtfSet& set) {
    const auto [low, high] = range_of(set, elevation);
    const auto [near, far] = range_of(set, distance);
    return {{"measurements", set.positions.size()},
            {"rate_hz", set.rate_hz},
            {"frames", set.frames()},
            {"elevation_deg", RoomJson{low, high}},
            {"distance_m", RoomJson{near, far}}};
}

std::string to_text(const dsp::HrtfSet& set) {
    const auto [low, high] = range_of(set, elevation);
    const auto [near, far] = range_of(set, distance);
    return fmt::format(
        "SOFA set of two ears: {} measurements of {} frames at {} Hz\n"
        "elevation {:g} to {:g} degrees, distance {:g} to {:g} m\n",
        set.positions.size(), set.frames(), set.rate_hz, low, high, near, far);
}

}  // namespace cavea::cli
