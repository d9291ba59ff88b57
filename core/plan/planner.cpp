// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plan/planner.h"

#include <algorithm>
#include <limits>
#include <map>
#include <optional>
#include <span>
#include <utility>

#include "core/base/error.h"
#include "core/pan/hoa.h"
#include "core/plan/envelope.h"

namespace cavea::plan {
namespace {

using programme::DirectSpeakersSource;
using programme::HoaSource;
using programme::ObjectsBlock;
using programme::ObjectsChannel;
using programme::ObjectsSource;
using programme::Source;
using programme::Tap;

constexpr Frame kForever = std::numeric_limits<Frame>::max();

bool plays_a_track(const Source& source) {
    return source.taps.size() == 1 && source.taps[0].gain == 1.0F && source.taps[0].delay == 0;
}

bool has_diffuse(const programme::Programme& programme) {
    for (const auto& source : programme.sources) {
        const auto* objects = std::get_if<ObjectsSource>(&source->metadata);
        if (objects == nullptr) continue;
        for (const programme::ObjectAttributes& attributes : objects->channel->attributes) {
            if (attributes.diffuse != 0) return true;
        }
    }
    return false;
}

/// A time on the sample grid: exact, and cheap in the common case of a whole frame.
Rational frames(Rational seconds, std::uint32_t rate_hz) {
    return seconds * Rational(static_cast<std::int64_t>(rate_hz));
}

}  // namespace

RowMap RowMap::of(const programme::Programme& programme) {
    RowMap map;
    map.tracks = programme.tracks;
    map.rows = programme.tracks;
    for (const auto& source : programme.sources) {
        if (source->taps.empty()) {
            map.source_row.push_back(kSilent);
        } else if (plays_a_track(*source)) {
            map.source_row.push_back(source->taps[0].track);
        } else {
            map.source_row.push_back(map.rows);
            map.mixes.push_back({map.rows++, source->taps});
        }
    }
    return map;
}

Planner::Planner(std::shared_ptr<const programme::Programme> programme, std::vector<Output> outputs,
                 std::string file)
    : programme_(std::move(programme)),
      file_(std::move(file)),
      rows_(RowMap::of(*programme_)),
      outputs_(std::move(outputs)),
      wet_(make_wet_graph(*programme_, outputs_, has_diffuse(*programme_), file_)) {
    for (std::uint32_t i = 0; i < rows_.source_row.size(); ++i) {
        if (rows_.source_row[i] != RowMap::kSilent) by_row_.push_back(i);
    }
    std::stable_sort(by_row_.begin(), by_row_.end(), [&](std::uint32_t a, std::uint32_t b) {
        return rows_.source_row[a] < rows_.source_row[b];
    });
    for (const Output& output : outputs_) {
        object_panners_.emplace_back(output.layout);
        speaker_panners_.emplace_back(output.layout);
        output_columns_ += static_cast<std::uint32_t>(output.layout.size());
    }
    make_hoa_matrices();
}

void Planner::make_hoa_matrices() {
    using Key = std::pair<programme::Normalisation, std::vector<programme::HoaComponent>>;
    std::map<Key, std::shared_ptr<const std::vector<double>>> made;
    std::vector<pan::HoaDecoder> decoders;
    for (const auto& source : programme_->sources) {
        const auto* hoa = std::get_if<HoaSource>(&source->metadata);
        if (hoa == nullptr || hoa_matrices_.contains(hoa->scene.get())) continue;
        const programme::HoaScene& scene = *hoa->scene;
        auto& matrix = made[{scene.normalisation, scene.components}];
        if (matrix == nullptr) {
            auto rows = std::make_shared<std::vector<double>>();
            for (std::size_t i = 0; i < outputs_.size(); ++i) {
                if (decoders.size() == i) decoders.emplace_back(outputs_[i].layout);
                const auto part = decoders[i].matrix(scene.components, scene.normalisation);
                rows->insert(rows->end(), part.begin(), part.end());
            }
            matrix = std::move(rows);
        }
        hoa_matrices_[&scene] = matrix;
    }
}

/// Plans one source in one span. Gains of a block are computed once, and once more at the start of
/// a span for the block before it.
class Planner::SourcePlanner {
 public:
    SourcePlanner(const Planner& planner, const Source& source, std::uint32_t row, Span span,
                  std::vector<Segment>& out)
        : planner_(planner),
          source_(source),
          row_(row),
          rate_hz_(planner.programme_->rate_hz),
          span_(span),
          out_(out),
          from_(planner.output_columns_),
          to_(planner.output_columns_) {
        start_ = frames(source.start_s, rate_hz_);
        if (source.duration_s) end_ = frames(source.start_s + *source.duration_s, rate_hz_);
    }

    void run() {
        if (const auto* objects = std::get_if<ObjectsSource>(&source_.metadata)) {
            run_objects(*objects->channel);
        } else if (const auto* hoa = std::get_if<HoaSource>(&source_.metadata)) {
            run_steady(*hoa->channel, [&](const programme::HoaBlock&) { hoa_gains(*hoa); });
        } else {
            const auto& channel = *std::get<DirectSpeakersSource>(source_.metadata).channel;
            run_steady(channel, [&](const programme::DirectSpeakersBlock& block) {
                speaker_gains(channel, block);
            });
        }
    }

 private:
    /// What a block makes of the source.
    struct Gains {
        explicit Gains(std::size_t columns) : direct(columns), diffuse(columns) {}
        std::vector<double> direct;
        std::vector<double> diffuse;
        double fader = 0;  ///< before panning: what sends follow
    };
    struct Times {
        Rational start;
        std::optional<Rational> end;  ///< none = until the programme ends
    };

    [[nodiscard]] Times times(const ObjectsBlock& block) const {
        if (!block.timed()) return {start_, end_};
        const Rational begin = start_ + frames(block.rtime_s(), rate_hz_);
        return {begin, until_the_object_ends(begin + frames(block.duration_s(), rate_hz_))};
    }

    /// Readers let a block outlast its object by the rounding of five-digit times.
    [[nodiscard]] Rational until_the_object_ends(Rational end) const {
        return end_ && *end_ < end ? *end_ : end;
    }

    [[nodiscard]] static Frame last_frame(const std::optional<Rational>& end) {
        return end ? ceil_frame(*end) : kForever;
    }

    void run_objects(const ObjectsChannel& channel) {
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
            Rational target = time.start;
            if (previous_end && *previous_end == time.start) {
                target = target + interpolation(channel.of(*block), time);
                if (target > time.start && !have_previous) object_gains(channel, block[-1], from_);
            }
            emit_ramp(time.start, target);
            emit_hold(ceil_frame(target), last_frame(time.end));
            std::swap(from_, to_);
            have_previous = true;
            previous_end = time.end;
        }
    }

    /// How long the block takes to reach its own gains; BS.2076 jumpPosition.
    [[nodiscard]] Rational interpolation(const programme::ObjectAttributes& attributes,
                                         const Times& time) const {
        if (attributes.jump) return frames(attributes.interpolation_s, rate_hz_);
        return time.end ? *time.end - time.start : Rational();
    }

    /// Blocks that hold their gains: DirectSpeakers and HOA.
    ///
    /// \param set_gains  sets to_.direct to the gains of a block
    template <class Channel, class SetGains>
    void run_steady(const Channel& channel, const SetGains& set_gains) {
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

    void speaker_gains(const programme::DirectSpeakersChannel& channel,
                       const programme::DirectSpeakersBlock& block) {
        std::size_t column = 0;
        for (std::size_t i = 0; i < planner_.outputs_.size(); ++i) {
            const std::size_t count = planner_.outputs_[i].layout.size();
            planner_.speaker_panners_[i].gains(block, channel, source_,
                                               std::span(to_.direct).subspan(column, count));
            column += count;
        }
    }

    /// The component's column of the decoder, at the level of the fader.
    void hoa_gains(const HoaSource& hoa) {
        const std::vector<double>& matrix = *planner_.hoa_matrices_.at(hoa.scene.get());
        const std::size_t components = hoa.scene->components.size();
        for (std::size_t c = 0; c < to_.direct.size(); ++c) {
            to_.direct[c] = matrix[c * components + hoa.component] * to_.fader;
        }
    }

    [[nodiscard]] double fader(double block_gain) const {
        return source_.mute ? 0 : source_.gain * block_gain;
    }

    void object_gains(const ObjectsChannel& channel, const ObjectsBlock& block, Gains& gains) {
        std::size_t column = 0;
        for (std::size_t i = 0; i < planner_.outputs_.size(); ++i) {
            const std::size_t count = planner_.outputs_[i].layout.size();
            try {
                planner_.object_panners_[i].gains(block, channel.of(block), source_,
                                                  std::span(gains.direct).subspan(column, count),
                                                  std::span(gains.diffuse).subspan(column, count));
            } catch (const Error& error) {
                throw refused(planner_.file_, channel.block_id(block), error.what());
            }
            column += count;
        }
        gains.fader = fader(block.gain);
    }

    /// From from_ at \p start to to_ at \p target, on the frames between.
    void emit_ramp(Rational start, Rational target) {
        if (target == start) return;
        const Span span = intersect({ceil_frame(start), ceil_frame(target)}, span_);
        if (span.empty()) return;
        const double step = 1.0 / (target - start).to_double();
        const double progress = (Rational(span.begin) - start).to_double() * step;
        const auto line = [&](double from, double to) {
            return Line{span, from + (to - from) * progress, (to - from) * step};
        };
        for (std::uint32_t c = 0; c < planner_.output_columns_; ++c) {
            emit(c, line(from_.direct[c], to_.direct[c]));
            emit_diffuse(c, line(from_.diffuse[c], to_.diffuse[c]));
        }
        emit_sends(line(from_.fader, to_.fader));
    }

    /// to_ on [begin, end).
    void emit_hold(Frame begin, Frame end) {
        const Span span = intersect({begin, end}, span_);
        if (span.empty()) return;
        for (std::uint32_t c = 0; c < planner_.output_columns_; ++c) {
            emit(c, {span, to_.direct[c], 0});
            emit_diffuse(c, {span, to_.diffuse[c], 0});
        }
        emit_sends({span, to_.fader, 0});
    }

    void emit(std::uint32_t column, const Line& line) {
        if (line.begin == 0 && line.slope == 0) return;
        out_.push_back({row_, column, line.span.begin, line.span.end, line.begin, line.slope});
    }

    void emit_diffuse(std::uint32_t column, const Line& line) {
        const std::uint32_t input = planner_.wet_.diffuse_input[column];
        if (input != WetGraph::kNoRoom) emit(planner_.output_columns_ + input, line);
    }

    void emit_sends(const Line& fader) {
        for (const programme::Send& send : source_.sends) {
            const std::uint32_t column =
                planner_.output_columns_ + planner_.wet_.first_input[send.room] + send.input;
            for (const Line& level : lines(send.gain, rate_hz_, fader.span)) {
                for (const Line& part : product(fader, level, level.span)) emit(column, part);
            }
        }
    }

    const Planner& planner_;
    const Source& source_;
    std::uint32_t row_;
    std::uint32_t rate_hz_;
    Span span_;
    std::vector<Segment>& out_;
    Gains from_;
    Gains to_;
    Rational start_;
    std::optional<Rational> end_;
};

void Planner::plan_sources(Span span, std::size_t first, std::size_t last,
                           std::vector<Segment>& out) const {
    for (std::size_t i = first; i < last; ++i) {
        const std::uint32_t source = by_row_[i];
        SourcePlanner(*this, *programme_->sources[source], rows_.source_row[source], span, out)
            .run();
    }
}

SpanPlan Planner::plan(Span span) const {
    SpanPlan out;
    out.span = span;
    plan_sources(span, 0, sources(), out.direct);
    return out;
}

}  // namespace cavea::plan
