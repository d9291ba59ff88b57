// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pan/object_panner.h"

#include <algorithm>
#include <cmath>

#include "core/base/assert.h"
#include "core/base/error.h"
#include "core/layout/conversion.h"
#include "core/layout/geometry.h"
#include "core/pan/allocentric.h"
#include "core/pan/cartesian_extent.h"
#include "core/pan/channel_lock.h"
#include "core/pan/divergence.h"
#include "core/pan/point_source.h"
#include "core/pan/polar_extent.h"
#include "core/pan/screen.h"
#include "core/pan/speakers.h"
#include "core/pan/zone_exclusion.h"

namespace cavea::pan {
namespace {

using layout::Cartesian;
using programme::ObjectAttributes;
using programme::ObjectsBlock;
using programme::Source;

bool finite(const Cartesian& v) {
    return std::isfinite(v.x) && std::isfinite(v.y) && std::isfinite(v.z);
}

bool has_extent(const ObjectAttributes& a) { return a.width != 0 || a.height != 0 || a.depth != 0; }

/// The block's coordinates after the positionOffset of its object.
///
/// \throws Error{Refused} see ObjectPanner::gains()
void apply_offset(const programme::PositionOffset& offset, bool cartesian, double coordinate[3]) {
    if (offset.cartesian != cartesian) {
        throw refused("", "positionOffset",
                      "a polar offset cannot move a Cartesian position, nor the other way round; "
                      "use the coordinates of the block");
    }
    for (std::size_t i = 0; i < 3; ++i) coordinate[i] += offset.coordinate[i];
    if (cartesian) return;
    // BS.2127 does not say that a sum goes round, and guessing could put a voice behind the screen.
    if (!(std::abs(coordinate[0]) <= 180) || !(std::abs(coordinate[1]) <= 90) ||
        !(coordinate[2] >= 0)) {
        throw refused("", "positionOffset",
                      "it moves a position beyond azimuth +-180, elevation +-90 or distance 0; "
                      "make it smaller");
    }
}

}  // namespace

struct ObjectPanner::Impl {
    Speakers speakers;
    PointSource point;
    PolarExtent polar_extent;
    AllocentricRoom room;
    CartesianExtent cartesian_extent;
    ScreenProcessor screen;
    ChannelLock polar_lock;
    ChannelLock cartesian_lock;
    ZoneExclusion zones;

    explicit Impl(const layout::Layout& layout)
        : speakers(layout),
          point(layout),
          polar_extent(point),
          room(speakers.room),
          cartesian_extent(room),
          screen(layout),
          polar_lock(speakers.channels, speakers.sphere, {1, 1, 1}),
          // The weights of BS.2127 for the room: height counts most, then front and back.
          cartesian_lock(speakers.channels, speakers.room, {1.0 / 16, 4, 32}),
          zones(speakers.channels, speakers.room) {}
    Impl(const Impl&) = delete;  // members point at each other
    Impl& operator=(const Impl&) = delete;

    [[nodiscard]] Cartesian position(const ObjectsBlock& block, const ObjectAttributes& attributes,
                                     const Source& source) const;
    void pan_polar(Cartesian position, const ObjectAttributes& attributes, int version,
                   double* gains) const;
    void pan_cartesian(Cartesian position, const ObjectAttributes& attributes, double* gains) const;
    void pan_room(const Cartesian& position, const ObjectAttributes& attributes,
                  const AllocentricRoom& to, const CartesianExtent* extent, double* gains) const;
};

Cartesian ObjectPanner::Impl::position(const ObjectsBlock& block,
                                       const ObjectAttributes& attributes,
                                       const Source& source) const {
    double c[3] = {block.coordinate[0], block.coordinate[1], block.coordinate[2]};
    if (source.position_offset) apply_offset(*source.position_offset, attributes.cartesian, c);
    Cartesian p;
    if (attributes.cartesian) {
        p = {std::clamp(c[0], -1.0, 1.0), std::clamp(c[1], -1.0, 1.0), std::clamp(c[2], -1.0, 1.0)};
    } else {
        p = layout::vector_of({c[0], c[1], c[2]});
    }
    if (attributes.screen_ref) {
        p = screen.scale(p, source.reference_screen, attributes.cartesian);
    }
    return screen.lock(p, attributes.screen_edge_lock, attributes.cartesian);
}

void ObjectPanner::Impl::pan_polar(Cartesian position, const ObjectAttributes& attributes,
                                   int version, double* gains) const {
    const std::size_t count = speakers.channels.size();
    if (attributes.channel_lock) {
        position = polar_lock.lock(position, attributes.channel_lock_max_distance);
    }
    const PolarExtent::Size size{attributes.width, attributes.height, attributes.depth};
    const double distance = layout::length(position);
    const bool point_only = PolarExtent::is_point(distance, size);
    const ChannelMask excluded = zones.excluded(attributes.zones);
    if (point_only && attributes.divergence == 0 && excluded == 0) {
        point.pan(position * (1 / distance), gains);
        return;
    }
    double power[kMaxChannels] = {};
    const Diverged sources = diverge_polar(position, attributes, version);
    for (std::size_t s = 0; s < sources.count; ++s) {
        double one[kMaxChannels];
        polar_extent.pan_power(sources.position[s], size, one);
        for (std::size_t i = 0; i < count; ++i) power[i] += sources.share[s] * one[i];
    }
    zones.downmix(excluded, power);
    for (std::size_t i = 0; i < count; ++i) gains[i] = std::sqrt(power[i]);
}

void ObjectPanner::Impl::pan_room(const Cartesian& position, const ObjectAttributes& attributes,
                                  const AllocentricRoom& to, const CartesianExtent* extent,
                                  double* gains) const {
    const std::size_t count = speakers.channels.size();
    const auto pan_one = [&](const Cartesian& p, double* out) {
        if (extent == nullptr) {
            to.pan(p, out);
        } else {
            // Departs from: BS.2076, where depth is the size along Y and height along Z. The
            // reference implementation of BS.2127 gives them the other way round to its panner,
            // and a mix has to sound the same on both.
            extent->pan(p, attributes.width, attributes.height, attributes.depth, out);
        }
    };
    std::fill_n(gains, count, 0.0);
    if (attributes.divergence == 0) {
        pan_one(position, gains);
        return;
    }
    const Diverged sources = diverge_cartesian(position, attributes);
    double one[kMaxChannels] = {};
    for (std::size_t s = 0; s < sources.count; ++s) {
        pan_one(sources.position[s], one);
        for (std::size_t i = 0; i < count; ++i) gains[i] += sources.share[s] * one[i] * one[i];
    }
    for (std::size_t i = 0; i < count; ++i) gains[i] = std::sqrt(gains[i]);
}

void ObjectPanner::Impl::pan_cartesian(Cartesian position, const ObjectAttributes& attributes,
                                       double* gains) const {
    const ChannelMask excluded = zones.widened(zones.excluded(attributes.zones));
    if (attributes.channel_lock) {
        position = cartesian_lock.lock(position, attributes.channel_lock_max_distance, excluded);
    }
    const bool spread = has_extent(attributes);
    if (excluded == 0) {
        pan_room(position, attributes, room, spread ? &cartesian_extent : nullptr, gains);
        return;
    }
    const AllocentricRoom left(room, excluded);
    if (spread) {
        const CartesianExtent extent(left);
        pan_room(position, attributes, left, &extent, gains);
    } else {
        pan_room(position, attributes, left, nullptr, gains);
    }
}

ObjectPanner::ObjectPanner(const layout::Layout& layout)
    : impl_(std::make_unique<const Impl>(layout)) {}
ObjectPanner::ObjectPanner(ObjectPanner&&) noexcept = default;
ObjectPanner& ObjectPanner::operator=(ObjectPanner&&) noexcept = default;
ObjectPanner::~ObjectPanner() = default;

std::size_t ObjectPanner::channels() const { return impl_->speakers.total; }

Cartesian ObjectPanner::position(const ObjectsBlock& block, const ObjectAttributes& attributes,
                                 const Source& source) const {
    return impl_->position(block, attributes, source);
}

void ObjectPanner::gains(const ObjectsBlock& block, const ObjectAttributes& attributes,
                         const Source& source, std::span<double> direct,
                         std::span<double> diffuse) const {
    const Impl& impl = *impl_;
    CAVEA_ASSERT(direct.size() == channels() && diffuse.size() == channels());
    std::fill(direct.begin(), direct.end(), 0.0);
    std::fill(diffuse.begin(), diffuse.end(), 0.0);
    const Cartesian position = impl.position(block, attributes, source);
    const double gain = block.gain * (source.mute ? 0.0 : source.gain);
    const bool usable = finite(position) && std::isfinite(layout::length(position)) &&
                        std::isfinite(attributes.width + attributes.height + attributes.depth);
    if (!usable) return;

    double gains[kMaxChannels];
    if (attributes.cartesian) {
        impl.pan_cartesian(position, attributes, gains);
    } else {
        impl.pan_polar(position, attributes, source.bs2076_version, gains);
    }
    const double direct_share = attributes.diffuse == 0 ? 1 : std::sqrt(1 - attributes.diffuse);
    const double diffuse_share = attributes.diffuse == 0 ? 0 : std::sqrt(attributes.diffuse);
    for (std::size_t i = 0; i < impl.speakers.channels.size(); ++i) {
        const double g = std::isnan(gains[i]) ? 0 : gains[i] * gain;
        direct[impl.speakers.index[i]] = g * direct_share;
        diffuse[impl.speakers.index[i]] = g * diffuse_share;
    }
}

}  // namespace cavea::pan
