// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/workload.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>

namespace cavea::bench {
namespace {

/// SplitMix64's finaliser (Steele, Lea, Flood 2014).
std::uint64_t mix64(std::uint64_t z) {
    z += 0x9e3779b97f4a7c15U;
    z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9U;
    z = (z ^ (z >> 27U)) * 0x94d049bb133111ebU;
    return z ^ (z >> 31U);
}

/// From a channel of noise to the next one that repeats it.
constexpr Frame kShiftFrames = 577;

/// Circles of 4 to 14 s, every other one backwards, while the height swings by 45 degrees.
layout::Polar trajectory(std::size_t object, double t) {
    const auto k = static_cast<double>(object);
    const double period = 4.0 + static_cast<double>(object % 11);
    const double direction = object % 2 == 1 ? 1 : -1;
    layout::Polar at;
    at.azimuth_deg = std::remainder(360.0 * (k / 128.0 + direction * t / period), 360.0);
    at.elevation_deg = 45.0 * std::sin(2 * std::numbers::pi *
                                       (t / (5.0 + static_cast<double>(object % 7)) + k * 0.13));
    return at;
}

}  // namespace

float noise(std::uint64_t stream, std::uint64_t index) {
    const auto bits = static_cast<std::int32_t>(mix64(stream * 0x100000001b3U + index) >> 32U);
    return static_cast<float>(bits) * (1.0F / 2147483648.0F);
}

std::vector<float> ConvolutionWorkload::response(std::uint32_t output, std::uint32_t input) const {
    const std::uint64_t stream =
        0x10000U + (inputs == 1 ? 1000U : 2000U) + std::uint64_t{output} * 64 + input;
    std::vector<float> out(taps);
    double energy = 0;
    for (std::size_t i = 0; i < taps; ++i) {
        const double fall =
            std::exp(-6.907755 * static_cast<double>(i) / static_cast<double>(taps));
        const double value = static_cast<double>(noise(stream, i)) * fall;
        out[i] = static_cast<float>(value);
        energy += value * value;
    }
    for (float& x : out) x *= static_cast<float>(1 / std::sqrt(energy));
    return out;
}

std::uint64_t ConvolutionWorkload::input_stream(std::uint32_t input) const {
    return (inputs == 1 ? 10U : 50U) + input;
}

programme::Programme w3_programme(double seconds) {
    return moving_programme(W3::kObjects, W3::kBlockFrames, seconds);
}

programme::Programme moving_programme(std::size_t objects, std::size_t block_frames,
                                      double seconds) {
    const auto blocks = static_cast<std::size_t>(seconds * kRateHz) / block_frames;
    const Rational step(static_cast<std::int64_t>(block_frames), kRateHz);
    programme::Programme out;
    out.name = "moving objects";
    out.tracks = static_cast<std::uint32_t>(objects);
    out.rate_hz = kRateHz;
    out.length = static_cast<Frame>(blocks * block_frames);
    for (std::size_t k = 0; k < objects; ++k) {
        auto channel = std::make_shared<programme::ObjectsChannel>();
        channel->id = "AC_00031001";
        channel->attributes.emplace_back();
        channel->blocks.resize(blocks);
        for (std::size_t b = 0; b < blocks; ++b) {
            programme::ObjectsBlock& block = channel->blocks[b];
            const auto n = static_cast<std::int64_t>(b);
            const layout::Polar at = trajectory(k, (step * Rational(n + 1)).to_double());
            block.coordinate[0] = at.azimuth_deg;
            block.coordinate[1] = at.elevation_deg;
            block.coordinate[2] = at.distance;
            block.number = static_cast<std::uint32_t>(b + 1);
            static_cast<void>(block.set_times(step * Rational(n), step));
        }
        auto source = std::make_shared<programme::Source>();
        source->taps.push_back({static_cast<std::uint32_t>(k), 1.0F, 0});
        source->metadata = programme::ObjectsSource{std::move(channel)};
        out.sources.push_back(std::move(source));
    }
    return out;
}

NoiseMedia::NoiseMedia(std::uint32_t channels, std::uint64_t first_stream, Frame frames,
                       std::uint32_t distinct)
    : channels_(channels),
      distinct_(distinct == 0 ? channels : distinct),
      frames_(frames),
      second_(distinct_, kRateHz) {
    for (std::uint32_t c = 0; c < distinct_; ++c) {
        const auto row = second_.view()[c];
        for (std::size_t i = 0; i < row.size(); ++i) row[i] = 0.25F * noise(first_stream + c, i);
    }
}

void NoiseMedia::read(Frame at, Planar<float> out) {
    for (std::uint32_t c = 0; c < channels_; ++c) {
        const auto from = std::as_const(second_).view()[c % distinct_];
        auto to = out[c];
        const Frame later = at - kShiftFrames * (c / distinct_);
        auto phase = static_cast<std::size_t>(((later % kRateHz) + kRateHz) % kRateHz);
        while (!to.empty()) {
            const std::size_t count = std::min(to.size(), from.size() - phase);
            std::copy_n(from.begin() + static_cast<std::ptrdiff_t>(phase), count, to.begin());
            to = to.subspan(count);
            phase = 0;
        }
    }
}

}  // namespace cavea::bench
