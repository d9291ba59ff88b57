// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plan/source_planner.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "core/base/error.h"

namespace cavea::plan {
namespace {

using programme::HoaSource;
using programme::ObjectsBlock;
using programme::ObjectsChannel;
using programme::ObjectsSource;
using programme::Source;

constexpr Frame kForever = std::numeric_limits<Frame>::max();

/// A time on the sample grid: exact, and cheap in the common case of a whole frame.
Rational frames(Rational seconds, std::uint32_t rate_hz) {
    return seconds * Rational(static_cast<std::int64_t>(rate_hz));
}

Frame last_frame(const std::optional<Rational>& end) { return end ? ceil_frame(*end) : kForever; }

}  // namespace

SourcePlanner::SourcePlanner(const Planner& planner, std::size_t k, Span span,
                             std::vector<Segment>& out, PannedBlocks* memory)
    : planner_(planner),
      source_(*planner.programme_->sources[planner.source(k)]),
      row_(planner.rows_.source_row[planner.source(k)]),
      rate_hz_(planner.programme_->rate_hz),
      span_(span),
      out_(out),
      memory_(memory),
      from_(planner.output_columns_, planner.speakers_),
      to_(planner.output_columns_, planner.speakers_) {
    start_ = frames(source_.start_s, rate_hz_);
    if (source_.duration_s) end_ = frames(source_.start_s + *source_.duration_s, rate_hz_);
}

void SourcePlanner::run() {
    if (const auto* objects = std::get_if<ObjectsSource>(&source_.metadata)) {
        run_objects(*objects->channel);
    } else if (const auto* hoa = std::get_if<HoaSource>(&source_.metadata)) {
        run_steady(*hoa->channel, [&](const programme::HoaBlock&) { hoa_gains(*hoa); });
    } else if (const auto* ear = std::get_if<programme::BinauralSource>(&source_.metadata)) {
        run_steady(*ear->channel,
                   [&](const programme::BinauralBlock&) { binaural_gains(ear->ear); });
    } else {
        const auto& channel = *std::get<programme::DirectSpeakersSource>(source_.metadata).channel;
        run_steady(channel, [&](const programme::DirectSpeakersBlock& block) {
            speaker_gains(channel, block);
        });
    }
}

SourcePlanner::Times SourcePlanner::times(const ObjectsBlock& block) const {
    if (!block.timed()) return {start_, end_};
    const Rational begin = start_ + frames(block.rtime_s(), rate_hz_);
    return {begin, until_the_object_ends(begin + frames(block.duration_s(), rate_hz_))};
}

/// Readers let a block outlast its object by the rounding of five-digit times.
Rational SourcePlanner::until_the_object_ends(Rational end) const {
    return end_ && *end_ < end ? *end_ : end;
}

void SourcePlanner::run_objects(const ObjectsChannel& channel) {
    const auto& blocks = channel.blocks;
    const auto ends_by_span = [&](const ObjectsBlock& block) {
        return last_frame(times(block).end) <= span_.begin;
    };
    const auto first = std::partition_point(blocks.begin(), blocks.end(), ends_by_span);
    std::optional<Rational> previous_end;
    if (first != blocks.begin()) previous_end = times(first[-1]).end;
    bool have_previous = false;  // from_ holds the gains of the block before
    for (auto block = first; block != blocks.end(); ++block) {
        const Times time = times(*block);
        if (ceil_frame(time.start) >= span_.end) break;
        object_gains(channel, *block, to_);
        Rational since = time.start;
        Rational target = time.start;
        if (previous_end && *previous_end == time.start) {
            const programme::ObjectAttributes& attributes = channel.of(*block);
            if (attributes.jump) since = since - frames(attributes.interpolated_s, rate_hz_);
            target = since + interpolation(attributes, time);
            if (target > time.start && !have_previous) object_gains(channel, block[-1], from_);
        }
        emit_ramp(since, target, {ceil_frame(time.start), last_frame(time.end)});
        emit_hold(ceil_frame(target), last_frame(time.end));
        std::swap(from_, to_);
        have_previous = true;
        previous_end = time.end;
    }
}

/// How long the block takes to reach its own gains; BS.2076 jumpPosition.
Rational SourcePlanner::interpolation(const programme::ObjectAttributes& attributes,
                                      const Times& time) const {
    if (attributes.jump) return frames(attributes.interpolation_s, rate_hz_);
    return time.end ? *time.end - time.start : Rational();
}

/// Blocks that hold their gains: all types but Objects.
///
/// \param set_gains  sets to_.direct to the gains of a block
template <class Channel, class SetGains>
void SourcePlanner::run_steady(const Channel& channel, const SetGains& set_gains) {
    for (const auto& block : channel.blocks) {
        Times time{start_, end_};
        if (block.rtime_s && block.duration_s) {
            time.start = start_ + frames(*block.rtime_s, rate_hz_);
            time.end = until_the_object_ends(time.start + frames(*block.duration_s, rate_hz_));
        }
        const Frame begin = ceil_frame(time.start);
        const Frame end = last_frame(time.end);
        if (intersect({begin, end}, span_).empty()) continue;
        to_.fader = fader(block.gain);
        set_gains(block);
        emit_hold(begin, end);
    }
}

void SourcePlanner::speaker_gains(const programme::DirectSpeakersChannel& channel,
                                  const programme::DirectSpeakersBlock& block) {
    std::size_t column = 0;
    for (const OutputPanner& panner : planner_.panners_) {
        panner.speaker_gains(block, channel, source_,
                             std::span(to_.direct).subspan(column, panner.columns()));
        column += panner.columns();
    }
}

void SourcePlanner::binaural_gains(programme::Ear ear) {
    std::size_t column = 0;
    for (const OutputPanner& panner : planner_.panners_) {
        panner.binaural_gains(ear, to_.fader,
                              std::span(to_.direct).subspan(column, panner.columns()));
        column += panner.columns();
    }
}

/// The component's column of the decoder, at the level of the fader.
void SourcePlanner::hoa_gains(const HoaSource& hoa) {
    const std::vector<double>& matrix = *planner_.hoa_matrices_.at(hoa.scene.get());
    const std::size_t components = hoa.scene->components.size();
    for (std::size_t c = 0; c < to_.direct.size(); ++c) {
        to_.direct[c] = matrix[c * components + hoa.component] * to_.fader;
    }
}

double SourcePlanner::fader(double block_gain) const {
    return source_.mute ? 0 : source_.gain * block_gain;
}

void SourcePlanner::object_gains(const ObjectsChannel& channel, const ObjectsBlock& block,
                                 Gains& gains) {
    gains.fader = fader(block.gain);
    if (memory_ != nullptr) {
        for (const PannedBlocks::Gains& known : memory_->gains) {
            if (known.block != &block) continue;
            gains.direct = known.direct;
            gains.diffuse = known.diffuse;
            return;
        }
    }
    if (extent_) {
        programme::ObjectAttributes sized = channel.of(block);
        sized.width = (*extent_)[0];
        sized.height = (*extent_)[1];
        sized.depth = (*extent_)[2];
        pan(channel, block, sized, source_, gains.direct, gains.diffuse);
    } else {
        pan(channel, block, channel.of(block), source_, gains.direct, gains.diffuse);
    }
    if (memory_ == nullptr) return;
    memory_->gains[memory_->next] = {&block, gains.direct, gains.diffuse};
    memory_->next = 1 - memory_->next;
}

void SourcePlanner::pan(const ObjectsChannel& channel, const ObjectsBlock& block,
                        const programme::ObjectAttributes& attributes, const Source& source,
                        std::span<double> direct, std::span<double> diffuse) const {
    std::size_t column = 0;
    std::size_t speaker = 0;
    for (const OutputPanner& panner : planner_.panners_) {
        try {
            panner.object_gains(block, attributes, source, direct.subspan(column, panner.columns()),
                                diffuse.subspan(speaker, panner.speakers()));
        } catch (const Error& error) {
            throw refused(planner_.file_, channel.block_id(block), error.what());
        }
        column += panner.columns();
        speaker += panner.speakers();
    }
}

/// From from_ at \p start to to_ at \p target, on the frames between that are \p within the block.
void SourcePlanner::emit_ramp(Rational start, Rational target, Span within) {
    if (target == start) return;
    const Span ramp = intersect({ceil_frame(start), ceil_frame(target)}, within);
    const Span span = intersect(ramp, span_);
    if (span.empty()) return;
    const double step = 1.0 / (target - start).to_double();
    const double progress = (Rational(span.begin) - start).to_double() * step;
    const auto line = [&](double from, double to) {
        return Line{span, from + (to - from) * progress, (to - from) * step};
    };
    for (std::uint32_t c = 0; c < planner_.output_columns_; ++c) {
        emit(c, line(from_.direct[c], to_.direct[c]));
    }
    for (std::size_t k = 0; k < planner_.speakers_; ++k) {
        emit_diffuse(k, line(from_.diffuse[k], to_.diffuse[k]));
    }
    emit_sends(line(from_.fader, to_.fader));
}

/// to_ on [begin, end).
void SourcePlanner::emit_hold(Frame begin, Frame end) {
    const Span span = intersect({begin, end}, span_);
    if (span.empty()) return;
    for (std::uint32_t c = 0; c < planner_.output_columns_; ++c) {
        emit(c, {span, to_.direct[c], 0});
    }
    for (std::size_t k = 0; k < planner_.speakers_; ++k) {
        emit_diffuse(k, {span, to_.diffuse[k], 0});
    }
    emit_sends({span, to_.fader, 0});
}

void SourcePlanner::emit(std::uint32_t column, const Line& line) {
    if (line.begin == 0 && line.slope == 0) return;
    out_.push_back({row_, column, line.span.begin, line.span.end, line.begin, line.slope});
}

void SourcePlanner::emit_diffuse(std::size_t speaker, const Line& line) {
    const std::uint32_t input = planner_.wet_.diffuse_input[speaker];
    if (input != WetGraph::kNoRoom) emit(planner_.output_columns_ + input, line);
}

std::uint32_t SourcePlanner::send_column(std::uint32_t room, std::uint32_t input) const {
    return planner_.output_columns_ + planner_.wet_.first_input[room] + input;
}

void SourcePlanner::emit_sends(const Line& fader) {
    fader_ = fader.begin;
    if (!with_sends_) return;
    for (const programme::Send& send : source_.sends) {
        const std::uint32_t column = send_column(send.room, send.input);
        for (const Line& level : lines(send.gain, rate_hz_, fader.span)) {
            for (const Line& part : product(fader, level, level.span)) emit(column, part);
        }
    }
}

}  // namespace cavea::plan
