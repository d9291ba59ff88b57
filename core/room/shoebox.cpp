// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/room/shoebox.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <string>
#include <vector>

#include "core/base/error.h"
#include "core/layout/geometry.h"
#include "core/pan/point_source.h"
#include "core/pan/speakers.h"
#include "core/room/diffuse_tail.h"
#include "core/room/image_sources.h"

namespace cavea::room {
namespace {

/// Closest that a source comes to the receiver: 1/d would grow without limit.
constexpr double kMinDistanceM = 0.1;
constexpr double kMaxRt60S = 120;

[[noreturn]] void refuse(const std::string& what) { throw refused("", "room", what); }

void check_inside(const Box& box, const layout::Cartesian& p, const char* name) {
    const bool inside = p.x > 0 && p.x < box.size_m.x && p.y > 0 && p.y < box.size_m.y && p.z > 0 &&
                        p.z < box.size_m.z;
    if (!inside) {
        refuse(
            fmt::format("the {} at {:g},{:g},{:g} is not inside {:g} x {:g} x {:g} m (x, y, z); "
                        "move it",
                        name, p.x, p.y, p.z, box.size_m.x, box.size_m.y, box.size_m.z));
    }
}

void check(const ShoeboxSettings& s) {
    for (const double size : {s.box.size_m.x, s.box.size_m.y, s.box.size_m.z}) {
        if (!(size >= kMinSizeM && size <= kMaxSizeM)) {
            refuse(
                fmt::format("a side of {:g} m; give {:g} to {:g} m", size, kMinSizeM, kMaxSizeM));
        }
    }
    for (const Octaves& wall : s.box.absorption) {
        for (const double a : wall) {
            if (!(a >= 0 && a <= 1)) refuse(fmt::format("an absorption of {:g}; give 0 to 1", a));
        }
    }
    check_inside(s.box, s.source_m, "source");
    check_inside(s.box, s.receiver_m, "receiver");
    if (layout::length(s.source_m - s.receiver_m) < kMinDistanceM) {
        refuse(fmt::format("source and receiver are closer than {:g} m; move one", kMinDistanceM));
    }
    if (s.rate_hz < 8000 || s.rate_hz > 384000) {
        refuse(fmt::format("a rate of {} Hz; give 8000 to 384000", s.rate_hz));
    }
    if (s.length_s && !(*s.length_s > 0 && *s.length_s <= kMaxLengthS)) {
        refuse(fmt::format("a length of {:g} s; give up to {:g} s", *s.length_s, kMaxLengthS));
    }
    if (s.early_s && !(*s.early_s >= 0 && *s.early_s <= kMaxLengthS)) {
        refuse(
            fmt::format("early reflections for {:g} s; give 0 to {:g} s", *s.early_s, kMaxLengthS));
    }
}

double direct_distance_m(const ShoeboxSettings& s) {
    return layout::length(s.source_m - s.receiver_m);
}

/// Time within which about kMaxImages arrive.
double most_images_s(const Box& box) {
    const double count = static_cast<double>(kMaxImages);
    return std::cbrt(count * volume_m3(box) * 3 / (4 * std::numbers::pi)) / kSoundSpeed;
}

Octaves reverberation_times(const ShoeboxSettings& s) {
    Octaves out{};
    for (std::size_t octave = 0; octave < dsp::kOctaves; ++octave) {
        out[octave] = eyring_rt60_s(s.box, octave);
        if (s.tail && !(out[octave] <= kMaxRt60S)) {
            refuse(
                fmt::format("at {:g} Hz it would ring for more than {:g} s; give it materials that "
                            "absorb, or a reverberation time",
                            dsp::kOctaveHz[octave], kMaxRt60S));
        }
    }
    return out;
}

/// Frames of the whole response and of the change from images to noise.
struct Timeline {
    std::size_t frames = 0;
    std::size_t fade_begin = 0;
    std::size_t fade_end = 0;
};

Timeline timeline(const ShoeboxSettings& s, const Octaves& rt60_s) {
    const double early = std::min(s.early_s.value_or(mixing_time_s(s)), most_images_s(s.box));
    const double direct = direct_distance_m(s) / kSoundSpeed;
    const double slowest = *std::max_element(rt60_s.begin(), rt60_s.end());
    const double natural = std::max(s.tail ? slowest : 0.0, std::max(early, direct) + 0.05);
    const double length = s.length_s.value_or(std::min(natural, kMaxLengthS));
    const auto frames = [&](double seconds) {
        return static_cast<std::size_t>(std::lround(seconds * s.rate_hz));
    };
    // The direct sound is never faded.
    const double begin = s.tail ? std::min(early, std::max(early / 2, direct + 0.005)) : early;
    return {std::max<std::size_t>(1, frames(length)), frames(begin), frames(early)};
}

/// What is left of images where noise takes over; their energies sum to one.
double fade_out(const Timeline& t, std::size_t frame) {
    if (frame <= t.fade_begin) return 1;
    if (frame >= t.fade_end) return 0;
    const double part =
        static_cast<double>(frame - t.fade_begin) / static_cast<double>(t.fade_end - t.fade_begin);
    return std::cos(std::numbers::pi / 2 * part);
}

/// Which channels a direction goes to.
class Directions {
 public:
    explicit Directions(const std::optional<layout::Layout>& layout) {
        if (!layout) {
            index_ = {0};
            total_ = 1;
            return;
        }
        panner_.emplace(*layout);
        const pan::Speakers speakers(*layout);
        index_ = speakers.index;
        total_ = speakers.total;
    }
    [[nodiscard]] std::size_t channels() const { return total_; }
    /// Of those that sound, their place among all channels.
    [[nodiscard]] const std::vector<std::size_t>& index() const { return index_; }
    [[nodiscard]] std::vector<double> gains(const layout::Cartesian& direction) const {
        std::vector<double> out(index_.size(), 1);
        if (panner_) panner_->pan(direction, out.data());
        return out;
    }

 private:
    std::optional<pan::PointSource> panner_;
    std::vector<std::size_t> index_;
    std::size_t total_ = 0;
};

using Responses = std::vector<std::vector<float>>;

void add_at(std::vector<float>& to, std::span<const float> response, std::size_t arrival,
            float gain) {
    for (std::size_t n = 0; n < response.size(); ++n) {
        if (arrival + n < ImageFilter::kLead) continue;
        const std::size_t at = arrival + n - ImageFilter::kLead;
        if (at >= to.size()) break;
        to[at] += gain * response[n];
    }
}

void add_images(Responses& out, const ShoeboxSettings& s, const Timeline& t,
                const Directions& directions) {
    const double direct_m = direct_distance_m(s);
    const double early_m = static_cast<double>(t.fade_end) / s.rate_hz * kSoundSpeed;
    ImageFilter filter(s.box, s.rate_hz);
    PlanarBuffer<float> response(1, filter.frames());
    const double reach_m = std::max(direct_m * (1 + 1e-9), early_m);
    for (const Image& image : image_sources(s.box, s.source_m, s.receiver_m, reach_m)) {
        const bool direct = image.order() == 0;
        if (direct && !s.direct) continue;
        const std::size_t arrival = filter.render(image, response.view()[0]);
        const double level = direct ? 1 : fade_out(t, arrival);
        if (level <= 0) continue;
        const std::vector<double> gains = directions.gains(image.direction);
        for (std::size_t i = 0; i < gains.size(); ++i) {
            if (gains[i] == 0) continue;
            add_at(out[directions.index()[i]], response.view()[0], arrival,
                   static_cast<float>(gains[i] * level));
        }
    }
}

void add_tail(Responses& out, const ShoeboxSettings& s, const Timeline& t,
              const Directions& directions) {
    const TailSettings tail{
        s.box, s.rate_hz, t.frames, t.fade_begin, t.fade_end, directions.index().size(), s.seed};
    for (std::size_t i = 0; i < directions.index().size(); ++i) {
        const std::vector<float> noise = diffuse_tail(tail, i);
        std::vector<float>& to = out[directions.index()[i]];
        for (std::size_t n = 0; n < to.size(); ++n) to[n] += noise[n];
    }
}

/// Over the last 10 ms, so that a response that is cut early does not click.
void fade_end(Responses& out, std::uint32_t rate_hz) {
    for (std::vector<float>& response : out) {
        const std::size_t fade = std::min<std::size_t>(response.size() / 4, rate_hz / 100);
        for (std::size_t n = 0; n < fade; ++n) {
            response[response.size() - 1 - n] *= static_cast<float>(n) / static_cast<float>(fade);
        }
    }
}

}  // namespace

double mixing_time_s(const ShoeboxSettings& s) {
    const double direct = direct_distance_m(s) / kSoundSpeed;
    const double mixing = 2e-3 * std::sqrt(volume_m3(s.box));
    return std::min(most_images_s(s.box), std::max({0.05, mixing, direct + 0.02}));
}

dsp::IrSet shoebox_response(const ShoeboxSettings& s, const std::optional<layout::Layout>& layout) {
    check(s);
    const Octaves rt60_s = reverberation_times(s);
    const Timeline t = timeline(s, rt60_s);
    const Directions directions(layout);
    dsp::IrSet out;
    out.channels = static_cast<std::uint32_t>(directions.channels());
    out.rate_hz = s.rate_hz;
    if (layout) {
        for (const layout::Channel& channel : layout->channels) out.labels.push_back(channel.name);
    }
    out.responses.assign(out.channels, std::vector<float>(t.frames, 0.0F));
    add_images(out.responses, s, t, directions);
    if (s.tail) add_tail(out.responses, s, t, directions);
    fade_end(out.responses, s.rate_hz);
    return out;
}

}  // namespace cavea::room
