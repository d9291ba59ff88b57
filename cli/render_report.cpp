// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/render_report.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <optional>

#include "core/base/error.h"

namespace cavea::cli {
namespace {

using Json = nlohmann::ordered_json;

/// Silence has no level: null in JSON, "silent" in text.
std::optional<double> decibels(double linear) {
    if (linear <= 0) return std::nullopt;
    return 20 * std::log10(linear);
}

Json number(std::optional<double> value) { return value ? Json(*value) : Json(nullptr); }

double loudest(const OutputReport& output) {
    double peak = 0;
    for (const ChannelReport& channel : output.channels) peak = std::max(peak, channel.true_peak);
    return peak;
}

double times_real_time(const RenderReport& report) {
    const double audio_s = static_cast<double>(report.range.frames()) / report.rate_hz;
    return report.result.render_s > 0 ? audio_s / report.result.render_s : 0;
}

Json output_json(const OutputReport& output) {
    Json channels = Json::array();
    for (const ChannelReport& channel : output.channels) {
        channels.push_back({{"name", channel.name},
                            {"peak_dbfs", number(decibels(channel.peak))},
                            {"true_peak_dbtp", number(decibels(channel.true_peak))}});
    }
    Json out{{"file", output.file}, {"layout", output.layout}, {"overs", output.overs}};
    if (!output.channels.empty()) {
        out["integrated_lufs"] = number(output.integrated_lufs);
        out["true_peak_dbtp"] = number(decibels(loudest(output)));
        out["channels"] = std::move(channels);
    }
    return out;
}

}  // namespace

std::string to_json(const RenderReport& report, const Diagnostics& diagnostics) {
    Json outputs = Json::array();
    for (const OutputReport& output : report.outputs) outputs.push_back(output_json(output));
    Json warnings = Json::array();
    for (const Diagnostic& d : diagnostics.list()) {
        warnings.push_back({{"code", d.code}, {"message", d.message}});
    }
    const double audio_s = static_cast<double>(report.range.frames()) / report.rate_hz;
    const Json json{{"input", report.input},
                    {"programme", report.programme},
                    {"sources", report.sources},
                    {"rate_hz", report.rate_hz},
                    {"from_frame", report.range.begin},
                    {"frames", report.range.frames()},
                    {"seconds", audio_s},
                    {"render_s", report.result.render_s},
                    {"setup_s", report.result.setup_s},
                    {"x_realtime", times_real_time(report)},
                    {"engine", report.result.engine},
                    {"device", report.result.device},
                    {"plan_key", report.result.plan_key},
                    {"outputs", std::move(outputs)},
                    {"warnings", std::move(warnings)}};
    // A file name need not be UTF-8; the report has to be.
    return json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string to_text(const RenderReport& report) {
    std::string text;
    for (const OutputReport& output : report.outputs) {
        text += fmt::format("{}  {}", printable(output.file, 1200), output.layout);
        if (!output.channels.empty()) {
            const auto peak = decibels(loudest(output));
            if (!output.has_loudness) {
                text += "  - LUFS";
            } else {
                text += output.integrated_lufs
                            ? fmt::format("  {:.1f} LUFS", *output.integrated_lufs)
                            : std::string("  below the loudness gate");
            }
            text += peak ? fmt::format("  {:.1f} dBTP", *peak) : std::string("  silent");
        }
        if (output.overs > 0) text += fmt::format("  {} samples clipped", output.overs);
        text += "\n";
    }
    const double audio_s = static_cast<double>(report.range.frames()) / report.rate_hz;
    text +=
        fmt::format("{:.2f} s of {} source{} in {:.2f} s: {:.0f}x real time, engine {} ({})\n",
                    audio_s, report.sources, report.sources == 1 ? "" : "s", report.result.render_s,
                    times_real_time(report), report.result.engine, report.result.device);
    return text;
}

}  // namespace cavea::cli
