// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// BS.2076 metadata blocks as the panners read them: what an audioBlockFormat says, with defaults
// filled in and ranges checked, without the XML. Objects blocks are packed (64 bytes), since a film
// has a million of them; what few blocks use sits in a shared attribute table.
#pragma once

#include <compare>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/base/rational.h"
#include "core/layout/layout.h"

namespace cavea::programme {

/// Polar zones use azimuth and elevation in degrees, Cartesian zones X, Y, Z.
struct PolarZone {
    double min_azimuth_deg = 0, max_azimuth_deg = 0;
    double min_elevation_deg = 0, max_elevation_deg = 0;
    friend bool operator==(const PolarZone&, const PolarZone&) = default;
};
struct CartesianZone {
    double min_x = 0, max_x = 0, min_y = 0, max_y = 0, min_z = 0, max_z = 0;
    friend bool operator==(const CartesianZone&, const CartesianZone&) = default;
};
using Zone = std::variant<PolarZone, CartesianZone>;

enum class HorizontalEdge : std::uint8_t { None, Left, Right };
enum class VerticalEdge : std::uint8_t { None, Bottom, Top };

struct ScreenEdgeLock {
    HorizontalEdge horizontal = HorizontalEdge::None;
    VerticalEdge vertical = VerticalEdge::None;
    friend bool operator==(const ScreenEdgeLock&, const ScreenEdgeLock&) = default;
};

/// What of an Objects block rarely changes from block to block. Defaults are those of BS.2076.
struct ObjectAttributes {
    bool cartesian = false;    ///< coordinates are X, Y, Z instead of azimuth, elevation, distance
    bool jump = false;         ///< jumpPosition
    Rational interpolation_s;  ///< interpolationLength in seconds, read only when jump
    /// How much of the interpolation lies before the block, which was cut out of a longer one; read
    /// only when jump. The end of the block may cut the interpolation short, too.
    Rational interpolated_s;
    double width = 0;    ///< degrees when polar, X size 0..1 when Cartesian
    double height = 0;   ///< degrees when polar, Z size when Cartesian
    double depth = 0;    ///< 0..1; Y size when Cartesian
    double diffuse = 0;  ///< 0..1
    bool channel_lock = false;
    std::optional<double> channel_lock_max_distance;  ///< none = unlimited
    double divergence = 0;                            ///< objectDivergence value, 0..1
    std::optional<double> divergence_azimuth_range_deg;
    std::optional<double> divergence_position_range;
    bool screen_ref = false;
    ScreenEdgeLock screen_edge_lock;
    std::vector<Zone> zones;  ///< zoneExclusion
    int importance = 10;      ///< 0..10
    friend bool operator==(const ObjectAttributes&, const ObjectAttributes&) = default;
};

/// One Objects block. Times are relative to the start of the audioObject that plays it.
class ObjectsBlock {
 public:
    /// Azimuth (deg), elevation (deg), distance; or X, Y, Z.
    double coordinate[3] = {0, 0, 1};
    double gain = 1;               ///< linear
    std::uint32_t attributes = 0;  ///< index into ObjectsChannel::attributes
    std::uint32_t number = 1;      ///< the zzzzzzzz of AB_yyyyxxxx_zzzzzzzz

    /// A block without times lasts as long as its object.
    [[nodiscard]] bool timed() const { return duration_den_ != 0; }
    [[nodiscard]] Rational rtime_s() const { return time(rtime_num_, rtime_den_); }
    /// \pre timed()
    [[nodiscard]] Rational duration_s() const { return time(duration_num_, duration_den_); }
    /// \return false when a denominator does not fit 32 bits; the block is then unchanged
    [[nodiscard]] bool set_times(Rational rtime_s, Rational duration_s);

 private:
    static Rational time(std::int64_t num, std::uint32_t den) {
        Rational out;  // already in lowest terms
        out.num = num;
        out.den = den;
        return out;
    }
    std::int64_t rtime_num_ = 0;
    std::int64_t duration_num_ = 0;
    std::uint32_t rtime_den_ = 1;
    std::uint32_t duration_den_ = 0;
};
static_assert(sizeof(ObjectsBlock) == 64);

/// The blocks of one audioChannelFormat of type Objects, in order of time, without overlap.
struct ObjectsChannel {
    std::string id;  ///< AC_yyyyxxxx
    std::string name;
    std::vector<ObjectsBlock> blocks;          ///< at least one
    std::vector<ObjectAttributes> attributes;  ///< at least one

    [[nodiscard]] const ObjectAttributes& of(const ObjectsBlock& block) const {
        return attributes[block.attributes];
    }
    /// "AB_yyyyxxxx_zzzzzzzz" for messages.
    [[nodiscard]] std::string block_id(const ObjectsBlock& block) const;
};

/// A coordinate of a DirectSpeakers block with the bounds in which a loudspeaker may stand for it.
struct Bounded {
    double value = 0;
    std::optional<double> min;
    std::optional<double> max;
    friend bool operator==(const Bounded&, const Bounded&) = default;
};

struct DirectSpeakersBlock {
    std::uint32_t number = 1;
    std::optional<Rational> rtime_s;  ///< both times or neither
    std::optional<Rational> duration_s;
    bool cartesian = false;
    Bounded coordinate[3];            ///< azimuth, elevation, distance; or X, Y, Z
    std::vector<std::string> labels;  ///< speakerLabel, as written in the file
    ScreenEdgeLock screen_edge_lock;
    double gain = 1;
    int importance = 10;
};

struct DirectSpeakersChannel {
    std::string id;
    std::string name;
    std::vector<DirectSpeakersBlock> blocks;
    std::optional<double> low_pass_hz;  ///< audioChannelFormat frequency
    std::optional<double> high_pass_hz;

    [[nodiscard]] std::string block_id(const DirectSpeakersBlock& block) const;
};

enum class Normalisation : std::uint8_t { Sn3d, N3d, FuMa };

/// A spherical harmonic.
struct HoaComponent {
    int order = 0;
    int degree = 0;  ///< -order..order
    friend auto operator<=>(const HoaComponent&, const HoaComponent&) = default;
};

struct HoaBlock {
    std::uint32_t number = 1;
    std::optional<Rational> rtime_s;
    std::optional<Rational> duration_s;
    HoaComponent component;
    /// What the block leaves open a pack around it may say; see HoaScene.
    std::optional<Normalisation> normalisation;
    std::optional<double> nfc_reference_distance;
    std::optional<bool> screen_ref;
    bool has_equation = false;
    double gain = 1;
    int importance = 10;
};

struct HoaChannel {
    std::string id;
    std::string name;
    std::vector<HoaBlock> blocks;  ///< one, where it is rendered

    [[nodiscard]] std::string block_id(const HoaBlock& block) const;
};

/// Binaural channels have no parameters but their level: ITU-R BS.2076, type Binaural.
struct BinauralBlock {
    std::uint32_t number = 1;
    std::optional<Rational> rtime_s;
    std::optional<Rational> duration_s;
    double gain = 1;
    int importance = 10;
};

struct BinauralChannel {
    std::string id;
    std::string name;
    std::vector<BinauralBlock> blocks;

    [[nodiscard]] std::string block_id(const BinauralBlock& block) const;
};

/// What the channels of a HOA pack share: the gains of each depend on the components of all.
struct HoaScene {
    std::string pack_id;
    std::vector<HoaComponent> components;  ///< each once
    Normalisation normalisation = Normalisation::Sn3d;
};

}  // namespace cavea::programme
