// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Rooms: impulse-response sets that sources send to and whose channels are rendered like
// loudspeakers. Immutable data; loading is core/io's business, convolving the engines'.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "core/base/rational.h"

namespace cavea::programme {

/// What the channels of a room are.
enum class RoomOutput : std::uint8_t {
    Spread,    ///< one channel, made diffuse over all loudspeakers by the BS.2127 decorrelators
    Speakers,  ///< each channel is a loudspeaker with a BS.2051 label
};

/// Impulse responses from every input to every channel, all of one length.
struct IrSet {
    std::uint32_t inputs = 1;
    std::uint32_t channels = 1;
    std::uint32_t rate_hz = 48000;
    std::vector<std::string> labels;           ///< [channels] BS.2051 labels; empty for Spread
    std::vector<std::vector<float>> responses; ///< [inputs * channels][frames], input-major

    [[nodiscard]] std::size_t frames() const { return responses.empty() ? 0 : responses[0].size(); }
    [[nodiscard]] RoomOutput output() const {
        return labels.empty() ? RoomOutput::Spread : RoomOutput::Speakers;
    }
    [[nodiscard]] const std::vector<float>& response(std::size_t input, std::size_t channel) const {
        return responses[input * channels + channel];
    }
};

/// A value over time: linear between points, held before the first and after the last.
struct Breakpoint {
    Rational time_s;   ///< programme time
    double gain = 1;   ///< linear
    friend bool operator==(const Breakpoint&, const Breakpoint&) = default;
};

struct Room {
    std::string id;
    std::string name;
    std::shared_ptr<const IrSet> ir;          ///< at the programme's rate
    std::uint32_t predelay_frames = 0;
    double gain = 1;                          ///< linear, level of the room
    std::vector<Breakpoint> return_gain;      ///< empty = 1: crossing two rooms' returns is a morph
};

/// What a source sends to one input of a room. Post-fader: it follows the source's own gain, object
/// and block, before panning. Moving sends from room to room is a cut: the old room rings out.
struct Send {
    std::uint32_t room = 0;                   ///< index into Programme::rooms
    std::uint32_t input = 0;                  ///< of that room
    std::vector<Breakpoint> gain;             ///< at least one point
};

}  // namespace cavea::programme
