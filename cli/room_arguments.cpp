// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/room_arguments.h"

namespace cavea::cli {

void add_room(CLI::App& app, RoomOptions& o) {
    CLI::App& command =
        *app.add_subcommand("room", "Make the impulse response of a room, or measure one");
    command.add_option("--analyse", o.analyse, "Impulse response or SOFA set to measure");
    command.add_option("--plot", o.plot, "Draw response, decays and times into this SVG file");
    command.add_option("--labels", o.labels, "What the measured channels are: a layout or labels")
        ->delimiter(',');
    command.add_option("--inputs", o.inputs, "Inputs of the measured room")
        ->check(CLI::Range(1, 1024));
    command.add_option("--shoebox", o.shoebox,
                       "Room to make: length (front to back) x width x height in metres, 40x25x15");
    command
        .add_option("--rt60", o.rt60,
                    "Reverberation time in seconds, or seven from 125 Hz to 8 kHz; default: what "
                    "the walls give")
        ->delimiter(',');
    command
        .add_option(
            "--materials", o.materials,
            "Walls as floor=wood,walls=plaster,ceiling=panel; left, right, back, front, all")
        ->delimiter(',');
    command.add_option("--source", o.source,
                       "Source x,y,z in metres: right, front, up from the left back floor corner");
    command.add_option("--receiver", o.receiver, "Listener x,y,z; looks to the front");
    command.add_option("-l,--layout", o.layout, "Loudspeakers around the listener")
        ->capture_default_str();
    command.add_flag("--mono", o.mono, "One channel, as an omnidirectional microphone hears it");
    command.add_option("--rate", o.rate_hz, "Sample rate in Hz")
        ->check(CLI::Range(8000, 384000))
        ->capture_default_str();
    command.add_option("--length", o.length_s,
                       "Length in seconds; default: until the slowest octave fell by 60 dB");
    command.add_option("--early", o.early_s,
                       "Seconds of single reflections before noise takes over; default: by size");
    command.add_option("--seed", o.seed, "Of the noise")->capture_default_str();
    command.add_flag("!--no-direct", o.direct, "Without the direct sound, for sends");
    command.add_flag("!--no-air", o.air, "Without absorption by air");
    command.add_option("-o,--output", o.output, "File to write: .wav, .rf64, .bw64");
    command.add_flag("--json", o.common.json, "Print the result as JSON on stdout");
    command.add_flag("-q,--quiet", o.common.quiet, "Print no table");
}

}  // namespace cavea::cli
