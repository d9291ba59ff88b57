// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/app/run.h"

#include <fmt/core.h>

#include <CLI/CLI.hpp>
#include <charconv>
#include <cstdio>

#include "core/base/error.h"
#include "core/base/process.h"
#include "core/base/version.h"
#include "core/io/text_file.h"
#include "gui/app/headless.h"
#include "gui/app/script_runner.h"
#include "gui/app/window.h"

namespace cavea::gui {
namespace {

constexpr std::uint64_t kMostScriptBytes = 4U << 20U;

struct Arguments {
    std::string file;
    bool headless = false;
    std::string size = "1280x720";
    double scale = 0;  ///< 0 = as the screen says
    std::string script, shot, dump, device;
    std::size_t frames = 0;
    bool time = false;
    bool fast = false;
};

std::pair<std::uint32_t, std::uint32_t> parse_size(const std::string& text) {
    std::uint32_t width = 0, height = 0;
    const char* end = text.data() + text.size();
    const auto first = std::from_chars(text.data(), end, width);
    const bool x = first.ec == std::errc{} && first.ptr != end && *first.ptr == 'x';
    const auto second = x ? std::from_chars(first.ptr + 1, end, height) : first;
    if (!x || second.ec != std::errc{} || second.ptr != end || width == 0 || height == 0 ||
        width > kLargestPicture || height > kLargestPicture) {
        throw Error(ErrorCode::Usage,
                    fmt::format("--size {}: write WIDTHxHEIGHT in pixels, 1x1 to {}x{}",
                                printable(text), kLargestPicture, kLargestPicture));
    }
    return {width, height};
}

struct FrameCost {
    double painting_s = 0;  ///< views, commands and the device's work, all threads
    double playing_s = 0;   ///< the player's, for the time of a frame
};

FrameCost cost_of_frames(Headless& studio, std::size_t frames) {
    FrameCost out;
    for (std::size_t i = 0; i < frames; ++i) {
        const double begin = cpu_seconds();
        studio.draw(Headless::Paint::Yes);
        studio.painter().wait_idle();
        const double painted = cpu_seconds();
        studio.application().advance(kScriptedFrameS);
        out.painting_s += painted - begin;
        out.playing_s += cpu_seconds() - painted;
    }
    return out;
}

/// Frames that are painted one after the other, first playing, then at rest; what one costs.
std::string timed_frames(Headless& studio, std::size_t frames) {
    constexpr int kWarm = 5;
    constexpr int kSettle = 120;  // meters fall, cards fade
    studio.application().play();
    for (int i = 0; i < kWarm; ++i) static_cast<void>(studio.picture());
    const FrameCost playing = cost_of_frames(studio, frames);
    studio.application().stop();
    for (int i = 0; i < kSettle; ++i) studio.frame();
    static_cast<void>(studio.picture());
    const FrameCost at_rest = cost_of_frames(studio, frames);
    const double each_ms = 1000.0 / static_cast<double>(frames);
    return fmt::format(
        "{{\"frames\":{},\"cpu_ms_per_frame\":{:.3f},\"player_cpu_ms_per_frame\":{:.3f},"
        "\"still_cpu_ms_per_frame\":{:.3f}}}\n",
        frames, playing.painting_s * each_ms, playing.playing_s * each_ms,
        at_rest.painting_s * each_ms);
}

int run_headless(const Arguments& arguments) {
    HeadlessOptions options;
    options.file = arguments.file;
    std::tie(options.width, options.height) = parse_size(arguments.size);
    options.scale = arguments.scale > 0 ? arguments.scale : 1;
    options.multisample = !arguments.fast;
    options.device = arguments.device;
    std::vector<ScriptLine> script;
    if (!arguments.script.empty()) {
        script =
            parse_script(io::read_text_file(arguments.script, kMostScriptBytes), arguments.script);
    }
    Headless studio(options);
    if (!arguments.file.empty()) {
        studio.wait_loaded();
        if (!studio.application().studio().has_mix()) {
            const auto& notices = studio.application().studio().notices();
            throw Error(ErrorCode::Refused,
                        notices.empty() ? "the file was not opened" : notices.back().text);
        }
    }
    studio.frame();
    ScriptRunner(studio, arguments.script).run(script);
    if (arguments.time) {
        const std::string figures =
            timed_frames(studio, std::max<std::size_t>(arguments.frames, 1));
        std::fputs(figures.c_str(), stdout);
    } else {
        for (std::size_t i = 0; i < arguments.frames; ++i) studio.frame();
    }
    if (!arguments.shot.empty()) write_png(arguments.shot, studio.picture());
    if (!arguments.dump.empty()) {
        io::write_text_file(arguments.dump, studio.application().views().dump());
    }
    return 0;
}

int run_window(const Arguments& arguments) {
    WindowOptions options;
    options.application.file = arguments.file;
    options.application.demo = arguments.file.empty();
    std::tie(options.width, options.height) = parse_size(arguments.size);
    options.scale = arguments.scale;
    options.multisample = !arguments.fast;
    options.device = arguments.device;
    run_in_window(options);
    return 0;
}

constexpr const char* kScriptHelp =
    R"(Script commands, one per line; NAME is a widget or object, as in objects/Door/mute, 3d/Door:
  click NAME        doubleclick NAME     rightclick NAME    move NAME | X Y
  drag NAME by DX DY [with shift|ctrl|alt ...]
  drag NAME to X Y | to NAME [with ...]
  down BUTTON       up BUTTON            wheel NAME STEPS
  key ctrl+z        text "..."           set NAME VALUE
  wait FRAMES       wait_loaded          play_frames FRAMES   locate SECONDS
  size W H          scale S              open FILE            save FILE
  shot PNG          dump JSON            monkey EVENTS SEED
  expect POINTER ==|~=|<|>|contains VALUE, expect POINTER exists)";

void describe(CLI::App& app, Arguments& arguments) {
    app.footer(kScriptHelp);
    app.set_version_flag("--version", std::string("cavea-studio ") + std::string(kVersion));
    app.add_option("file", arguments.file, "master, project or plain file; without one the demo");
    app.add_option("--size", arguments.size, "of the window or picture, WIDTHxHEIGHT in pixels");
    app.add_option("--scale", arguments.scale, "of everything drawn; as the screen says by default")
        ->check(CLI::Range(0.5, 5.0));
    app.add_option("--device", arguments.device, "draw with the device whose name holds this");
    app.add_flag("--fast", arguments.fast, "draw edges without smoothing");
    auto* headless =
        app.add_flag("--headless", arguments.headless, "no window: a script and a picture");
    const auto needs = [headless](CLI::Option* option) { option->needs(headless); };
    needs(app.add_option("--script", arguments.script, "commands to play, one per line"));
    needs(app.add_option("--shot", arguments.shot, "PNG to write at the end"));
    needs(
        app.add_option("--dump", arguments.dump, "JSON of the visible state to write at the end"));
    auto* frames = app.add_option("--frames", arguments.frames, "frames of 1/30 s to go on for")
                       ->check(CLI::Range(0, 1'000'000));
    needs(frames);
    app.add_flag("--time", arguments.time, "play, paint every frame, print the CPU time as JSON")
        ->needs(frames);
}

}  // namespace

int run(int argc, char** argv) {
    Arguments arguments;
    CLI::App app("cavea-studio: look at, play and edit an immersive mix", "cavea-studio");
    describe(app, arguments);
    try {
        app.parse(argc, argv);
    } catch (const CLI::Success& request) {
        return app.exit(request);
    } catch (const CLI::ParseError& error) {
        throw Error(ErrorCode::Usage,
                    fmt::format("{}; see cavea-studio --help", printable(error.what())));
    }
    return arguments.headless ? run_headless(arguments) : run_window(arguments);
}

}  // namespace cavea::gui
