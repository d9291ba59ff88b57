// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Programme: immutable, what sounds, where and when. Sources with their metadata; made from an ADM
// document, from a plain multichannel file or from a project. Engines never see it: the plan does.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/base/frame.h"
#include "core/base/rational.h"
#include "core/layout/layout.h"
#include "core/programme/blocks.h"
#include "core/programme/room.h"

namespace cavea::programme {

/// A way from a track of the media to a source. Several taps are summed; none is silence.
struct Tap {
    std::uint32_t track = 0;  ///< zero-based track of the media
    float gain = 1;           ///< linear
    Frame delay = 0;          ///< frames, >= 0
    friend bool operator==(const Tap&, const Tap&) = default;
};

/// BS.2076-2 positionOffset of an audioObject.
struct PositionOffset {
    bool cartesian = false;
    double coordinate[3] = {0, 0, 0};
    friend bool operator==(const PositionOffset&, const PositionOffset&) = default;
};

/// Objects metadata of one source.
struct ObjectsSource {
    std::shared_ptr<const ObjectsChannel> channel;
};
/// DirectSpeakers metadata of one source.
struct DirectSpeakersSource {
    std::shared_ptr<const DirectSpeakersChannel> channel;
    /// Innermost first: BS.2127 maps beds by their common-definition pack.
    std::vector<std::string> pack_ids;
};

/// HOA metadata of one source: a component of a scene.
struct HoaSource {
    std::shared_ptr<const HoaChannel> channel;
    std::shared_ptr<const HoaScene> scene;
    std::size_t component = 0;  ///< index into the scene's
};

enum class Ear : std::uint8_t { Left, Right };

/// A signal for one ear.
struct BinauralSource {
    std::shared_ptr<const BinauralChannel> channel;
    Ear ear = Ear::Left;
    std::string pack_id;  ///< for messages
};

struct Source {
    std::string id;       ///< for messages: "AO_1001 ATU_00000001"
    std::string object;   ///< id of the audioObject that sounds, "AO_1001"; empty without objects
    std::string name;     ///< audioObject name, or the channel's
    std::string content;  ///< name of the audioContent on the way; may be empty
    std::optional<int> dialogue;  ///< of that: 0 none, 1 dialogue, 2 mixed
    std::vector<Tap> taps;
    Rational start_s;                    ///< audioObject start; block times count from here
    std::optional<Rational> duration_s;  ///< audioObject duration; none = until the end
    double gain = 1;                     ///< of the audioObjects on the way, linear
    bool mute = false;
    std::optional<PositionOffset> position_offset;
    layout::Screen reference_screen;  ///< of the audioProgramme
    int bs2076_version = 1;           ///< decides the default of divergence azimuthRange
    std::variant<ObjectsSource, DirectSpeakersSource, HoaSource, BinauralSource> metadata;
    std::vector<Send> sends;
};

struct Programme {
    std::string name;
    std::vector<std::shared_ptr<const Source>> sources;
    std::vector<Room> rooms;
    std::uint32_t rate_hz = 48000;
    Frame length = 0;          ///< frames
    std::uint32_t tracks = 0;  ///< of the media that the taps refer to
};

}  // namespace cavea::programme
