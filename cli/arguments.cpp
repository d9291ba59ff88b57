// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The command line of every subcommand, in one place: the only user of CLI11.
#include <CLI/CLI.hpp>

#include "cli/options.h"
#include "cli/room_arguments.h"
#include "core/base/error.h"
#include "core/base/version.h"

namespace cavea::cli {
namespace {

void add_common(CLI::App& command, Common& common) {
    command.add_flag("--json", common.json, "Print the result as JSON on stdout");
    command.add_flag("-q,--quiet", common.quiet, "No progress on stderr");
}

void add_engine(CLI::App& command, std::string& engine, std::string& device, std::size_t& threads) {
    command.add_option("--engine", engine, "Which engine computes")
        ->check(CLI::IsMember({"auto", "cpu", "vulkan"}))
        ->capture_default_str();
    command.add_option("--device", device,
                       "Vulkan device: part of its name, or its number in `cavea devices`");
    command.add_option("--threads", threads, "Threads to use; 0 = one per core")
        ->check(CLI::Range(0, 1024));
}

/// What is heard of a mix and where: common to rendering and playing it.
template <class Options>
void add_listening(CLI::App& command, Options& o) {
    command.add_option("--programme", o.programme,
                       "audioProgramme to take (APR_...); default: the lowest id");
    command
        .add_option("--complementary-object", o.complementary_objects,
                    "audioObject (AO_...) to take instead of its group's first; repeat")
        ->take_all()
        ->expected(1);
    command.add_option("--importance", o.importance, "Leave out what is less important")
        ->check(CLI::Range(0, 10));
    command.add_option("--from", o.from,
                       "Start: seconds, [hh:]mm:ss[.fff], or frames with the unit smp");
    command.add_option("--to", o.to, "End (exclusive), written like --from");
    add_engine(command, o.engine, o.device, o.threads);
    command.add_option("--room", o.room,
                       "Quick room: an impulse response that everything is sent to");
    command
        .add_option("--room-labels", o.room_labels,
                    "What the channels of --room are: a layout, ambix3, or labels")
        ->delimiter(',')
        ->needs("--room");
    command.add_option("--send-db", o.send_db, "Level of what is sent to --room")
        ->check(CLI::Range(-200.0, 40.0))
        ->capture_default_str();
    command.add_option("--sofa", o.sofa, "Head-related impulse responses for layout binaural");
    command.add_flag("--binaural-downmix", o.binaural_downmix,
                     "Play content for ears on M+030 and M-030 of loudspeakers");
    command.add_option("--input-layout", o.input_layout, "Layout of a plain multichannel input");
}

void add_render(CLI::App& app, RenderOptions& o) {
    CLI::App& command = *app.add_subcommand("render", "Render a mix to loudspeaker layouts");
    command
        .add_option("input", o.input,
                    "ADM BW64/WAV master, project (.cavea) or plain multichannel file")
        ->required();
    command
        .add_option("-o,--output", o.outputs,
                    "File to write: .wav, .rf64, .bw64 or .flac; repeat with --layout")
        ->required()
        ->take_all()
        ->expected(1);
    command
        .add_option("-l,--layout", o.layouts,
                    "Layout of that file: 4+7+0, 7.1.4, 5.1, ..., binaural, ambix3")
        ->required()
        ->take_all()
        ->expected(1);
    add_listening(command, o);
    command.add_option("--plan", o.plan,
                       "Render by this plan key only (see --json), or as played: live:256");
    command.add_flag("--exact", o.exact, "Start again rather than finish with another engine");
    command
        .add_option("--tail", o.tail, "How long rooms ring on behind the end: none, full or a time")
        ->capture_default_str();
    command.add_option("--format", o.format, "Sample format of the files")
        ->check(CLI::IsMember({"f32", "s24", "s16"}))
        ->capture_default_str();
    command.add_flag("--dither", o.dither, "Triangular dither for s24 and s16");
    command.add_flag("!--no-measure", o.measure, "Do not measure loudness and true peak");
    add_common(command, o.common);
}

void add_play(CLI::App& app, PlayOptions& o) {
    CLI::App& command = *app.add_subcommand("play", "Play a mix on an audio device");
    command
        .add_option("input", o.input,
                    "ADM BW64/WAV master, project (.cavea) or plain multichannel file")
        ->required();
    command
        .add_option("-l,--layout", o.layout,
                    "Layout to play to: 0+2+0, 7.1.4, ..., binaural, ambix3")
        ->capture_default_str();
    command.add_option("--audio-device", o.audio_device,
                       "Audio device of `cavea devices`; null plays nowhere");
    add_listening(command, o);
    command.add_flag("--loop", o.loop, "Again and again from --from to --to");
    command.add_option("--block", o.block, "Frames rendered at a time")
        ->check(CLI::IsMember({64, 128, 256, 512, 1024, 2048, 4096}))
        ->capture_default_str();
    command.add_option("--record", o.record, "File to write with what was played");
    add_common(command, o.common);
}

void add_bench(CLI::App& app, BenchOptions& o) {
    CLI::App& command = *app.add_subcommand("bench", "Time workloads beside their reference loops");
    command.add_option("ids", o.ids, "Cases to run: B5; default: all");
    add_engine(command, o.engine, o.device, o.threads);
    command.add_option("--seconds", o.seconds, "Length of audio; default: the workload's own")
        ->check(CLI::Range(0.0, 3600.0));
    command.add_flag("--json", o.json, "One JSON line per case (always)");
}

void add_gains(CLI::App& app, GainsOptions& o) {
    CLI::App& command = *app.add_subcommand("gains", "Gains of metadata blocks, as JSON lines");
    command.add_option("input", o.input, "JSON lines, one case each; - is stdin")
        ->capture_default_str();
    command.add_option("-o,--output", o.output, "File to write; default: stdout");
}

void add_check(CLI::App& app, CheckOptions& o) {
    CLI::App& command = *app.add_subcommand("check", "List what is wrong with a file, by rule");
    command.add_option("input", o.input, "ADM BW64/WAV file, project (.cavea) or audio file")
        ->required();
    command.add_option("--profile", o.profile, "Rules to hold it to")
        ->check(CLI::IsMember({"bs2076", "ebu", "dolby"}))
        ->capture_default_str();
    command.add_flag("--strict", o.strict, "Exit with 1 for warnings too");
    add_common(command, o.common);
}

/// \param first  word of the command line
Error usage_error(const CLI::App& app, const CLI::ParseError& error, const std::string& first) {
    std::string text = error.what();
    for (char& c : text) {
        if (c == '\n') c = ' ';
    }
    // Of a mistyped subcommand the parser only says that there is none.
    if (app.get_subcommands().empty() && !first.empty() && first[0] != '-') {
        text = "there is no subcommand '" + first + "'";
    }
    return {ErrorCode::Usage, printable(text) + "; see cavea --help"};
}

}  // namespace

int run(int argc, char** argv) {
    CLI::App app("cavea renders immersive, object-based mixes.", "cavea");
    app.set_version_flag("--version", std::string("cavea ") + std::string(kVersion));
    app.require_subcommand(1);
    app.fallthrough(false);
    RenderOptions render;
    InfoOptions info;
    DevicesOptions devices;
    BenchOptions bench;
    RoomOptions room;
    add_render(app, render);
    PlayOptions play;
    add_play(app, play);
    CLI::App& info_command = *app.add_subcommand("info", "Tell what a file holds");
    info_command.add_option("input", info.input, "Audio file")->required();
    add_common(info_command, info.common);
    CLI::App& devices_command = *app.add_subcommand("devices", "List engines and audio devices");
    add_common(devices_command, devices.common);
    add_bench(app, bench);
    GainsOptions gains;
    add_gains(app, gains);
    CheckOptions check;
    add_check(app, check);
    add_room(app, room);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        if (error.get_exit_code() == 0) return app.exit(error);  // --help, --version
        throw usage_error(app, error, argc > 1 ? argv[1] : "");
    }
    if (app.got_subcommand("render")) return run_render(render);
    if (app.got_subcommand("play")) return run_play(play);
    if (app.got_subcommand("info")) return run_info(info);
    if (app.got_subcommand("gains")) return run_gains(gains);
    if (app.got_subcommand("check")) return run_check(check);
    if (app.got_subcommand("devices")) return run_devices(devices);
    if (app.got_subcommand("room")) return run_room(room);
    return run_bench(bench);
}

}  // namespace cavea::cli
