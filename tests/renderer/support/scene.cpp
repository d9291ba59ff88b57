// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/renderer/support/scene.h"

#include <algorithm>
#include <random>
#include <utility>

#include "core/layout/layout.h"
#include "core/programme/bed.h"
#include "tests/support/support.h"

namespace cavea::test {
namespace {

using programme::ObjectAttributes;
using programme::ObjectsBlock;
using programme::ObjectsChannel;

class Dice {
 public:
    explicit Dice(std::uint64_t seed) : random_(seed) {}
    double between(double low, double high) {
        return low + (high - low) * static_cast<double>(random_() >> 11U) * 0x1p-53;
    }
    std::int64_t whole(std::int64_t low, std::int64_t high) {
        return low +
               static_cast<std::int64_t>(random_() % static_cast<std::uint64_t>(high - low + 1));
    }
    bool one_in(std::int64_t n) { return whole(1, n) == 1; }

 private:
    std::mt19937_64 random_;
};

void place(Dice& dice, bool cartesian, ObjectsBlock& block) {
    if (cartesian) {
        block.coordinate[0] = dice.between(-1, 1);
        block.coordinate[1] = dice.between(-1, 1);
        block.coordinate[2] = dice.between(-1, 1);
    } else {
        block.coordinate[0] = dice.between(-180, 180);
        block.coordinate[1] = dice.between(-90, 90);
        block.coordinate[2] = 1;
    }
}

/// Blocks of 10 to 700 frames whose edges may fall anywhere on a grid of 1/7 frame.
std::shared_ptr<ObjectsChannel> random_channel(Dice& dice, const SceneSettings& s) {
    auto channel = std::make_shared<ObjectsChannel>();
    channel->id = "AC_00031001";
    const bool cartesian = dice.one_in(2);
    const std::int64_t grid = s.odd_times ? 7 : 1;
    const auto rate = static_cast<std::int64_t>(s.rate_hz);
    std::int64_t at = 0;  // in units of 1/grid frame
    while (at < s.frames * grid) {
        const std::int64_t length = dice.whole(10 * grid, 700 * grid);
        ObjectAttributes attributes;
        attributes.cartesian = cartesian;
        if (s.odd_times && dice.one_in(3)) {
            attributes.jump = true;
            if (dice.one_in(2)) {
                attributes.interpolation_s = Rational(dice.whole(0, length), grid * rate);
            }
        }
        ObjectsBlock block;
        block.number = static_cast<std::uint32_t>(channel->blocks.size() + 1);
        block.attributes = static_cast<std::uint32_t>(channel->attributes.size());
        block.gain = dice.one_in(8) ? 0 : dice.between(0.2, 1);
        place(dice, cartesian, block);
        static_cast<void>(
            block.set_times(Rational(at, grid * rate), Rational(length, grid * rate)));
        channel->attributes.push_back(attributes);
        channel->blocks.push_back(block);
        at += length;
        if (s.odd_times && dice.one_in(6)) at += dice.whole(1, 300 * grid);
    }
    return channel;
}

}  // namespace

std::shared_ptr<programme::Programme> random_scene(const SceneSettings& s) {
    Dice dice(s.seed);
    auto out = std::make_shared<programme::Programme>();
    out->name = "scene";
    out->rate_hz = s.rate_hz;
    out->length = s.frames;
    out->tracks = static_cast<std::uint32_t>(s.objects + s.bed_channels);
    for (std::size_t k = 0; k < s.objects; ++k) {
        auto source = std::make_shared<programme::Source>();
        source->id = "AO_" + std::to_string(1001 + k);
        source->taps.push_back({static_cast<std::uint32_t>(k), 1.0F, 0});
        source->gain = dice.between(0.1, 0.3);
        if (s.odd_times && k % 3 == 1) source->start_s = Rational(dice.whole(1, 999), 30011);
        if (k % 4 == 3) {
            // One untimed block: the object's own start and duration are its times.
            auto channel = std::make_shared<ObjectsChannel>();
            channel->attributes.emplace_back();
            channel->blocks.emplace_back();
            place(dice, false, channel->blocks[0]);
            source->duration_s = Rational(dice.whole(1, 999), 9973);
            source->metadata = programme::ObjectsSource{std::move(channel)};
        } else {
            source->metadata = programme::ObjectsSource{random_channel(dice, s)};
        }
        out->sources.push_back(std::move(source));
    }
    const programme::Programme bed = programme::bed(*layout::find("0+5+0"), s.rate_hz, s.frames);
    for (std::size_t b = 0; b < s.bed_channels; ++b) {
        auto source = std::make_shared<programme::Source>(*bed.sources[b]);
        source->taps = {{static_cast<std::uint32_t>(s.objects + b), 1.0F, 0}};
        source->gain = 0.1;
        out->sources.push_back(std::move(source));
    }
    return out;
}

std::vector<std::vector<float>> random_tracks(const programme::Programme& programme,
                                              std::uint64_t seed) {
    std::vector<std::vector<float>> tracks;
    for (std::uint32_t t = 0; t < programme.tracks; ++t) {
        tracks.push_back(noise(static_cast<std::size_t>(programme.length), seed * 1000 + t));
    }
    return tracks;
}

MemoryMedia::MemoryMedia(std::vector<std::vector<float>> tracks, std::uint32_t rate_hz)
    : tracks_(std::move(tracks)), rate_hz_(rate_hz) {}

std::uint32_t MemoryMedia::channels() const { return static_cast<std::uint32_t>(tracks_.size()); }

Frame MemoryMedia::frames() const {
    return tracks_.empty() ? 0 : static_cast<Frame>(tracks_[0].size());
}

void MemoryMedia::read(Frame at, Planar<float> out) {
    for (std::size_t c = 0; c < out.channels(); ++c) {
        for (std::size_t i = 0; i < out.frames(); ++i) {
            const Frame n = at + static_cast<Frame>(i);
            out[c][i] = n >= 0 && n < frames() ? tracks_[c][static_cast<std::size_t>(n)] : 0.0F;
        }
    }
}

}  // namespace cavea::test
