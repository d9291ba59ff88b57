// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Rooms: impulse-response sets that sources send to and whose channels are rendered like
// loudspeakers. Immutable data; loading is core/io's business, convolving the engines'.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "core/base/rational.h"
#include "core/dsp/ir_set.h"

namespace cavea::programme {

using dsp::IrSet;
using dsp::RoomOutput;

/// A value over time: linear between points, held before the first and after the last.
struct Breakpoint {
    Rational time_s;  ///< programme time
    double gain = 1;  ///< linear
    friend bool operator==(const Breakpoint&, const Breakpoint&) = default;
};

struct Room {
    std::string id;
    std::string name;
    std::shared_ptr<const IrSet> ir;  ///< at the programme's rate
    std::uint32_t predelay_frames = 0;
    double gain = 1;                      ///< linear, level of the room
    std::vector<Breakpoint> return_gain;  ///< empty = 1: crossing two rooms' returns is a morph
};

/// What a source sends to one input of a room. Post-fader: it follows the source's own gain, object
/// and block, before panning. Moving sends from room to room is a cut: the old room rings out.
struct Send {
    std::uint32_t room = 0;        ///< index into Programme::rooms
    std::uint32_t input = 0;       ///< of that room
    std::vector<Breakpoint> gain;  ///< at least one point
};

}  // namespace cavea::programme
