// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Plans one source in one span: what Planner does for each. Gains of a block are computed once, and
// once more at the start of a span for the block before it.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "core/base/frame.h"
#include "core/base/rational.h"
#include "core/plan/envelope.h"
#include "core/plan/planner.h"

namespace cavea::plan {

class SourcePlanner {
 public:
    /// \param k       as Planner::source()
    /// \param memory  of this source; null = pan every block
    SourcePlanner(const Planner& planner, std::size_t k, Span span, std::vector<Segment>& out,
                  PannedBlocks* memory = nullptr);

    /// Append the segments of the span.
    void run();

    /// Gains at the first frame of the span under \p control; uses the list of segments.
    ///
    /// \param columns  [columns of the planner] overwritten
    void held_gains(const SourceControl& control, HeldBlock& held, std::span<double> columns);

 private:
    /// What a block makes of the source.
    struct Gains {
        Gains(std::size_t columns, std::size_t speakers) : direct(columns), diffuse(speakers) {}
        std::vector<double> direct;   ///< [output columns]
        std::vector<double> diffuse;  ///< [loudspeakers of all outputs]
        double fader = 0;             ///< before panning: what sends follow
    };
    struct Times {
        Rational start;
        std::optional<Rational> end;  ///< none = until the programme ends
    };

    [[nodiscard]] Times times(const programme::ObjectsBlock& block) const;
    [[nodiscard]] Rational until_the_object_ends(Rational end) const;
    void run_objects(const programme::ObjectsChannel& channel);
    [[nodiscard]] Rational interpolation(const programme::ObjectAttributes& attributes,
                                         const Times& time) const;
    template <class Channel, class SetGains>
    void run_steady(const Channel& channel, const SetGains& set_gains);
    void speaker_gains(const programme::DirectSpeakersChannel& channel,
                       const programme::DirectSpeakersBlock& block);
    void hoa_gains(const programme::HoaSource& hoa);
    void binaural_gains(programme::Ear ear);
    [[nodiscard]] double fader(double block_gain) const;
    void object_gains(const programme::ObjectsChannel& channel,
                      const programme::ObjectsBlock& block, Gains& gains);
    void pan(const programme::ObjectsChannel& channel, const programme::ObjectsBlock& block,
             const programme::ObjectAttributes& attributes, const programme::Source& source,
             std::span<double> direct, std::span<double> diffuse) const;

    [[nodiscard]] const programme::ObjectsBlock* current_block(
        const programme::ObjectsChannel& channel) const;
    void pan_held(const programme::ObjectsChannel& channel, const programme::ObjectsBlock& block,
                  const SourceControl& control, HeldBlock& held) const;
    void held_sends(const SourceControl& control, double fader, std::span<double> columns) const;

    void emit_ramp(Rational start, Rational target, Span within);
    void emit_hold(Frame begin, Frame end);
    void emit(std::uint32_t column, const Line& line);
    void emit_diffuse(std::size_t speaker, const Line& line);
    void emit_sends(const Line& fader);
    [[nodiscard]] std::uint32_t send_column(std::uint32_t room, std::uint32_t input) const;

    const Planner& planner_;
    const programme::Source& source_;
    std::uint32_t row_;
    std::uint32_t rate_hz_;
    Span span_;
    std::vector<Segment>& out_;
    PannedBlocks* memory_;
    Gains from_;
    Gains to_;
    Rational start_;
    std::optional<Rational> end_;
    bool with_sends_ = true;
    std::optional<std::array<double, 3>> extent_;  ///< in the place of the blocks'
    double fader_ = 0;                             ///< at the last frame that was emitted first
};

}  // namespace cavea::plan
