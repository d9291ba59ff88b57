// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/room_command.h"

#include <filesystem>
#include <memory>

#include "cli/console.h"
#include "cli/room_plot.h"
#include "cli/room_report.h"
#include "cli/room_settings.h"
#include "core/base/error.h"
#include "core/base/process.h"
#include "core/io/audio_writer.h"
#include "core/io/impulse_response.h"
#include "core/io/sofa.h"
#include "core/io/text_file.h"
#include "core/session/input.h"

namespace cavea::cli {
namespace {

void show(const Common& common, const RoomJson& json, const std::string& text) {
    if (!common.json && common.quiet) return;
    const std::string out =
        common.json ? json.dump(-1, ' ', false, RoomJson::error_handler_t::replace) + "\n" : text;
    if (!print(out)) throw Error(ErrorCode::Machine, "stdout did not take the text");
}

RoomJson warnings_json(const Diagnostics& diagnostics) {
    RoomJson out = RoomJson::array();
    for (const Diagnostic& d : diagnostics.list()) {
        out.push_back({{"code", d.code}, {"message", d.message}});
    }
    return out;
}

void write_plot(const RoomOptions& options, const room::RoomAnalysis& analysis,
                const dsp::IrSet& set, const std::string& title) {
    if (options.plot.empty()) return;
    io::write_text_file(options.plot, room_plot(analysis, set, printable(title, 80)));
}

/// A mono response needs no loudspeaker; one in the middle says so to other programs.
layout::Layout file_layout(const std::optional<layout::Layout>& layout) {
    if (layout) return *layout;
    layout::Layout mono;
    mono.name = "mono";
    mono.channels.push_back(layout::find("0+5+0")->channels[2]);
    return mono;
}

void write_response(const std::string& path, const dsp::IrSet& set, const layout::Layout& layout,
                    const Interrupt& interrupt, Diagnostics& diagnostics) {
    io::WriterSettings settings;
    settings.path = path;
    settings.rate_hz = set.rate_hz;
    settings.layout = layout;
    settings.frames = static_cast<Frame>(set.frames());
    const std::unique_ptr<io::AudioWriter> writer = io::create_audio(settings, diagnostics);
    PlanarBuffer<float> samples(set.channels, set.frames());
    for (std::size_t c = 0; c < set.channels; ++c) {
        const std::vector<float>& response = set.response(0, c);
        std::copy(response.begin(), response.end(), samples.view()[c].begin());
    }
    writer->write(samples.view());
    interrupt.check();
    writer->commit();
}

int measure_ears(const RoomOptions& options) {
    if (!options.plot.empty()) {
        throw Error(ErrorCode::Usage, "--plot draws rooms, not SOFA sets; leave it out");
    }
    const dsp::HrtfSet set = io::load_sofa(options.analyse);
    RoomJson json{{"file", options.analyse}};
    json.update(to_json(set));
    show(options.common, json, printable(options.analyse, 1200) + "\n" + to_text(set));
    return 0;
}

int measure(const RoomOptions& options) {
    if (io::looks_like_sofa(options.analyse)) return measure_ears(options);
    if (std::filesystem::path(options.analyse).extension() == ".sofa") return measure_ears(options);
    Diagnostics diagnostics;
    const dsp::IrSet set = io::load_impulse_response(options.analyse, 0,
                                                     {options.labels, options.inputs}, diagnostics);
    if (!options.common.json) print_warnings(diagnostics);
    const room::RoomAnalysis analysis = room::analyse(set);
    write_plot(options, analysis, set, std::filesystem::path(options.analyse).filename().string());
    RoomJson json{{"file", options.analyse}};
    json.update(to_json(analysis, set));
    json["warnings"] = warnings_json(diagnostics);
    show(options.common, json, printable(options.analyse, 1200) + "\n" + to_text(analysis, set));
    return 0;
}

int make(const RoomOptions& options, const Interrupt& interrupt) {
    if (options.output.empty()) {
        throw Error(ErrorCode::Usage, "--shoebox makes a file; say which with -o");
    }
    const room::ShoeboxSettings settings = shoebox_settings(options);
    std::optional<layout::Layout> layout;
    if (!options.mono) layout = session::layout_named(options.layout);
    const dsp::IrSet set = room::shoebox_response(settings, layout);
    interrupt.check();
    Diagnostics diagnostics;
    write_response(options.output, set, file_layout(layout), interrupt, diagnostics);
    if (!options.common.json) print_warnings(diagnostics);
    if (options.common.quiet && !options.common.json && options.plot.empty()) return 0;
    const room::RoomAnalysis analysis = room::analyse(set);
    write_plot(options, analysis, set, std::filesystem::path(options.output).filename().string());
    RoomJson json{{"file", options.output}, {"room", to_json(settings)}};
    json.update(to_json(analysis, set));
    json["warnings"] = warnings_json(diagnostics);
    show(options.common, json,
         printable(options.output, 1200) + "\n" + to_text(settings) + to_text(analysis, set));
    return 0;
}

}  // namespace

int run_room(const RoomOptions& options) {
    if (options.analyse.empty() == options.shoebox.empty()) {
        throw Error(ErrorCode::Usage,
                    "room either makes one (--shoebox 40x25x15 -o ir.wav) or measures one "
                    "(--analyse ir.wav)");
    }
    if (!options.analyse.empty() && !options.output.empty()) {
        throw Error(ErrorCode::Usage, "--analyse writes no audio; leave -o out");
    }
    return options.analyse.empty() ? make(options, interrupted_by_signals()) : measure(options);
}

}  // namespace cavea::cli
