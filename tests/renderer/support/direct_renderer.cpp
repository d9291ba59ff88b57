// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/renderer/support/direct_renderer.h"

#include <optional>

#include "core/base/rational.h"
#include "core/pan/direct_speakers_panner.h"
#include "core/pan/object_panner.h"

namespace cavea::test {
namespace {

using programme::ObjectsBlock;
using programme::Source;

double input_at(const Source& source, const std::vector<std::vector<float>>& tracks, Frame n) {
    double sum = 0;
    for (const programme::Tap& tap : source.taps) {
        const Frame at = n - tap.delay;
        if (at < 0 || at >= static_cast<Frame>(tracks[tap.track].size())) continue;
        sum += static_cast<double>(tap.gain) *
               static_cast<double>(tracks[tap.track][static_cast<std::size_t>(at)]);
    }
    return sum;
}

struct Stretch {
    Rational start;
    std::optional<Rational> end;
    [[nodiscard]] bool holds(Frame n) const {
        const Rational at(n);
        return at >= start && (!end || at < *end);
    }
};

/// The gains of one source at frame n; empty when nothing sounds.
class Judge {
 public:
    Judge(const programme::Programme& programme, const Source& source, const layout::Layout& layout)
        : source_(source),
          rate_(programme.rate_hz),
          objects_(layout),
          speakers_(layout),
          channels_(layout.size()) {}

    [[nodiscard]] std::vector<double> gains_at(Frame n) const {
        if (const auto* objects = std::get_if<programme::ObjectsSource>(&source_.metadata)) {
            return object_gains_at(*objects->channel, n);
        }
        const auto& channel = *std::get<programme::DirectSpeakersSource>(source_.metadata).channel;
        std::vector<double> gains;
        for (const auto& block : channel.blocks) {
            if (!stretch(block.rtime_s, block.duration_s).holds(n)) continue;
            gains.assign(channels_, 0);
            speakers_.gains(block, channel, source_, gains);
        }
        return gains;
    }

 private:
    [[nodiscard]] Stretch stretch(std::optional<Rational> rtime_s,
                                  std::optional<Rational> duration_s) const {
        Stretch out{source_.start_s * rate_, std::nullopt};
        if (source_.duration_s) out.end = (source_.start_s + *source_.duration_s) * rate_;
        if (rtime_s && duration_s) {
            out.start = (source_.start_s + *rtime_s) * rate_;
            out.end = (source_.start_s + *rtime_s + *duration_s) * rate_;
        }
        return out;
    }
    [[nodiscard]] Stretch stretch(const ObjectsBlock& block) const {
        if (!block.timed()) return stretch(std::nullopt, std::nullopt);
        return stretch(block.rtime_s(), block.duration_s());
    }
    [[nodiscard]] std::vector<double> gains_of(const programme::ObjectsChannel& channel,
                                               const ObjectsBlock& block) const {
        std::vector<double> direct(channels_);
        std::vector<double> diffuse(channels_);
        objects_.gains(block, channel.of(block), source_, direct, diffuse);
        return direct;
    }
    [[nodiscard]] std::vector<double> object_gains_at(const programme::ObjectsChannel& channel,
                                                      Frame n) const {
        for (std::size_t i = 0; i < channel.blocks.size(); ++i) {
            const ObjectsBlock& block = channel.blocks[i];
            const Stretch time = stretch(block);
            if (!time.holds(n)) continue;
            std::vector<double> gains = gains_of(channel, block);
            if (i == 0 || stretch(channel.blocks[i - 1]).end != time.start) return gains;
            const auto& attributes = channel.of(block);
            const Rational ramp =
                attributes.jump ? attributes.interpolation_s * rate_ : *time.end - time.start;
            const Rational since = Rational(n) - time.start;
            if (since >= ramp) return gains;
            const double p = since.to_double() / ramp.to_double();
            const std::vector<double> from = gains_of(channel, channel.blocks[i - 1]);
            for (std::size_t c = 0; c < channels_; ++c) {
                gains[c] = (1 - p) * from[c] + p * gains[c];
            }
            return gains;
        }
        return {};
    }

    const Source& source_;
    Rational rate_;
    pan::ObjectPanner objects_;
    pan::DirectSpeakersPanner speakers_;
    std::size_t channels_;
};

}  // namespace

std::vector<std::vector<double>> render_directly(const programme::Programme& programme,
                                                 const std::vector<std::vector<float>>& tracks,
                                                 const layout::Layout& layout, Span span) {
    std::vector<std::vector<double>> out(
        layout.size(), std::vector<double>(static_cast<std::size_t>(span.frames())));
    for (const auto& source : programme.sources) {
        const Judge judge(programme, *source, layout);
        for (Frame n = span.begin; n < span.end; ++n) {
            const std::vector<double> gains = judge.gains_at(n);
            const double x = input_at(*source, tracks, n);
            for (std::size_t c = 0; c < gains.size(); ++c) {
                out[c][static_cast<std::size_t>(n - span.begin)] += gains[c] * x;
            }
        }
    }
    return out;
}

}  // namespace cavea::test
