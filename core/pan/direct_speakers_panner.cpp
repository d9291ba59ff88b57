// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pan/direct_speakers_panner.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

#include "core/base/assert.h"
#include "core/base/error.h"
#include "core/layout/conversion.h"
#include "core/layout/geometry.h"
#include "core/pan/allocentric.h"
#include "core/pan/point_source.h"
#include "core/pan/screen.h"
#include "core/pan/speaker_mapping.h"
#include "core/pan/speakers.h"

namespace cavea::pan {
namespace {

using layout::Cartesian;
using programme::Bounded;
using programme::DirectSpeakersBlock;
using programme::DirectSpeakersChannel;

constexpr double kTolerance = 1e-5;  // of BS.2127 for bounds and ties

/// Low-pass filtered at 200 Hz or below, and nothing else, is LFE.
bool lfe_by_frequency(const DirectSpeakersChannel& channel) {
    return channel.low_pass_hz && *channel.low_pass_hz <= 200 && !channel.high_pass_hz;
}

bool lfe_by_label(const DirectSpeakersBlock& block) {
    return std::any_of(block.labels.begin(), block.labels.end(), [](const std::string& label) {
        const std::string nominal = nominal_label(label);
        return nominal == "LFE1" || nominal == "LFE2";
    });
}

double low(const Bounded& b) { return b.min.value_or(b.value); }
double high(const Bounded& b) { return b.max.value_or(b.value); }

/// A block's position with its bounds, after screenEdgeLock, which moves only the value.
struct Place {
    Bounded coordinate[3];
    Cartesian vector;
};

}  // namespace

struct DirectSpeakersPanner::Impl {
    layout::Layout layout;
    Speakers speakers;
    PointSource point;
    AllocentricRoom room;
    ScreenProcessor screen;
    // Of every channel of the layout, LFE included.
    std::vector<Cartesian> sphere_nominal;
    std::vector<Cartesian> room_positions;

    explicit Impl(const layout::Layout& to)
        : layout(to), speakers(to), point(to), room(speakers.room), screen(to) {
        for (const layout::Channel& channel : layout.channels) {
            sphere_nominal.push_back(layout::vector_of(channel.nominal));
            room_positions.push_back(layout::allocentric_position(channel));
        }
    }

    [[nodiscard]] std::optional<std::size_t> labelled(const DirectSpeakersBlock& block,
                                                      bool lfe) const;
    [[nodiscard]] Place place(const DirectSpeakersBlock& block) const;
    [[nodiscard]] bool within(const Place& place, bool cartesian, std::size_t channel) const;
    [[nodiscard]] std::optional<std::size_t> closest(const Place& place, bool cartesian,
                                                     bool lfe) const;
    void pan(const Cartesian& vector, bool cartesian, std::span<double> gains) const;
    void gains(const DirectSpeakersBlock& block, const DirectSpeakersChannel& channel,
               const programme::Source& source, std::span<double> gains) const;
};

std::optional<std::size_t> DirectSpeakersPanner::Impl::labelled(const DirectSpeakersBlock& block,
                                                                bool lfe) const {
    for (const std::string& label : block.labels) {
        const auto index = layout.index_of(nominal_label(label));
        if (index && layout.channels[*index].lfe == lfe) return index;
    }
    return std::nullopt;
}

Place DirectSpeakersPanner::Impl::place(const DirectSpeakersBlock& block) const {
    Place out;
    std::copy(std::begin(block.coordinate), std::end(block.coordinate), out.coordinate);
    Bounded* c = out.coordinate;
    if (block.cartesian) {
        out.vector =
            screen.lock({c[0].value, c[1].value, c[2].value}, block.screen_edge_lock, true);
        c[0].value = out.vector.x;
        c[1].value = out.vector.y;
        c[2].value = out.vector.z;
    } else {
        screen.lock(c[0].value, c[1].value, block.screen_edge_lock);
        out.vector = layout::vector_of({c[0].value, c[1].value, c[2].value});
    }
    return out;
}

bool DirectSpeakersPanner::Impl::within(const Place& place, bool cartesian,
                                        std::size_t channel) const {
    const auto between = [&](std::size_t i, double value) {
        return value + kTolerance >= low(place.coordinate[i]) &&
               value - kTolerance <= high(place.coordinate[i]);
    };
    if (cartesian) {
        const Cartesian& p = room_positions[channel];
        return between(0, p.x) && between(1, p.y) && between(2, p.z);
    }
    const layout::Polar& p = layout.channels[channel].nominal;
    const bool pole = std::abs(p.elevation_deg) >= 90 - kTolerance;  // has any azimuth
    return between(1, p.elevation_deg) && between(2, p.distance) &&
           (pole || layout::inside_angle_range(p.azimuth_deg, low(place.coordinate[0]),
                                               high(place.coordinate[0]), kTolerance));
}

/// The one loudspeaker within bounds that is nearer than all others; none when two tie.
std::optional<std::size_t> DirectSpeakersPanner::Impl::closest(const Place& place, bool cartesian,
                                                               bool lfe) const {
    const std::vector<Cartesian>& positions = cartesian ? room_positions : sphere_nominal;
    std::optional<std::size_t> best;
    double least = std::numeric_limits<double>::infinity();
    double second = least;
    for (std::size_t i = 0; i < layout.size(); ++i) {
        if (layout.channels[i].lfe != lfe || !within(place, cartesian, i)) continue;
        const double distance = layout::length(positions[i] - place.vector);
        if (distance < least) {
            second = least;
            least = distance;
            best = i;
        } else {
            second = std::min(second, distance);
        }
    }
    if (best && second - least < kTolerance) return std::nullopt;
    return best;
}

void DirectSpeakersPanner::Impl::pan(const Cartesian& vector, bool cartesian,
                                     std::span<double> gains) const {
    double one[kMaxChannels] = {};
    const double length = layout::length(vector);
    if (!std::isfinite(length)) return;
    if (cartesian) {
        room.pan(vector, one);
    } else {
        // A bed channel at the listener has no direction; in front it is at least heard.
        point.pan(length > 0 ? vector * (1 / length) : Cartesian{0, 1, 0}, one);
    }
    for (std::size_t i = 0; i < speakers.index.size(); ++i) gains[speakers.index[i]] = one[i];
}

void DirectSpeakersPanner::Impl::gains(const DirectSpeakersBlock& block,
                                       const DirectSpeakersChannel& channel,
                                       const programme::Source& source,
                                       std::span<double> gains) const {
    const auto only = [&](std::size_t index) { gains[index] = 1; };
    const bool lfe = lfe_by_frequency(channel) || lfe_by_label(block);

    const auto* context = std::get_if<programme::DirectSpeakersSource>(&source.metadata);
    if (context != nullptr && !context->pack_ids.empty() && !block.labels.empty()) {
        const auto bed = bed_layout(context->pack_ids.front());
        if (bed && map_bed_channel(*bed, nominal_label(block.labels.front()), layout, gains)) {
            return;
        }
    }
    if (const auto index = labelled(block, lfe)) return only(*index);
    const Place where = place(block);
    if (const auto index = closest(where, block.cartesian, lfe)) return only(*index);
    if (lfe) {
        // As in BS.775, LFE without a loudspeaker of its own goes to the first one, or nowhere.
        if (const auto index = layout.index_of("LFE1")) only(*index);
        return;
    }
    pan(where.vector, block.cartesian, gains);
}

DirectSpeakersPanner::DirectSpeakersPanner(const layout::Layout& layout)
    : impl_(std::make_unique<const Impl>(layout)) {}
DirectSpeakersPanner::DirectSpeakersPanner(DirectSpeakersPanner&&) noexcept = default;
DirectSpeakersPanner& DirectSpeakersPanner::operator=(DirectSpeakersPanner&&) noexcept = default;
DirectSpeakersPanner::~DirectSpeakersPanner() = default;

std::size_t DirectSpeakersPanner::channels() const { return impl_->layout.size(); }

std::optional<Cartesian> DirectSpeakersPanner::direction(
    const DirectSpeakersBlock& block, const DirectSpeakersChannel& channel) const {
    if (lfe_by_frequency(channel) || lfe_by_label(block)) return std::nullopt;
    Cartesian to = impl_->place(block).vector;
    if (block.cartesian) {
        const layout::Polar polar = layout::to_polar(to);
        to = layout::vector_of({polar.azimuth_deg, polar.elevation_deg, 1});
    }
    const double length = layout::length(to);
    // A bed channel at the listener has no direction; in front it is at least heard.
    if (!(length > 0) || !std::isfinite(length)) return Cartesian{0, 1, 0};
    return to * (1 / length);
}

void DirectSpeakersPanner::gains(const DirectSpeakersBlock& block,
                                 const DirectSpeakersChannel& channel,
                                 const programme::Source& source, std::span<double> gains) const {
    CAVEA_ASSERT(gains.size() == channels());
    if (source.position_offset) {
        throw refused("", "positionOffset",
                      "BS.2127 does not define it for DirectSpeakers; remove it");
    }
    std::fill(gains.begin(), gains.end(), 0.0);
    impl_->gains(block, channel, source, gains);
    const double gain = block.gain * (source.mute ? 0.0 : source.gain);
    for (double& g : gains) g *= gain;
}

}  // namespace cavea::pan
