// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plan/live_planner.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace cavea::plan {
namespace {

/// What is known of a source from block to block.
struct Known {
    PannedBlocks panned;
    HeldBlock held_block;
    bool held = false;         ///< in the block before
    std::vector<double> ends;  ///< [columns] where its gains ended, when it was held
};

}  // namespace

struct LivePlanner::Impl {
    explicit Impl(const Planner& from) : planner(from), known(from.sources()) {
        levels.resize(planner.programme().sources.size());
        begin.resize(planner.columns());
    }

    void plan_source(Span span, std::size_t k, const SourceControl& control,
                     std::vector<Segment>& out) {
        Known& source = known[k];
        if (control.idle() && !source.held) {
            planner.plan_source(span, k, source.panned, out);
            return;
        }
        if (!source.held && !fresh) {
            planner.held_gains(span.begin, k, {}, source.panned, source.held_block, begin);
        } else {
            begin = source.ends;
        }
        source.ends.resize(planner.columns());
        planner.held_gains(span.end, k, control, source.panned, source.held_block, source.ends);
        if (fresh) begin = source.ends;
        source.held = !control.idle();
        const std::uint32_t row = planner.rows().source_row[planner.source(k)];
        for (std::uint32_t c = 0; c < begin.size(); ++c) {
            if (begin[c] == 0 && source.ends[c] == 0) continue;
            const double slope = (source.ends[c] - begin[c]) / static_cast<double>(span.frames());
            out.push_back({row, c, span.begin, span.end, begin[c], slope});
        }
    }

    /// The larger of the levels at both ends of the span.
    [[nodiscard]] double level(Span span, const Segment* first, const Segment* last) const {
        double at_begin = 0;
        double at_end = 0;
        for (const Segment* s = first; s != last; ++s) {
            const bool direct = s->column < planner.output_columns();
            if (!direct && !is_diffuse(s->column)) continue;
            if (s->begin == span.begin) at_begin += s->gain_begin * s->gain_begin;
            if (s->end == span.end) {
                const double end =
                    s->gain_begin + s->slope * static_cast<double>(s->end - s->begin);
                at_end += end * end;
            }
        }
        return std::sqrt(std::max(at_begin, at_end));
    }

    [[nodiscard]] bool is_diffuse(std::uint32_t column) const {
        const auto& inputs = planner.wet().diffuse_input;
        return std::find(inputs.begin(), inputs.end(), column - planner.output_columns()) !=
               inputs.end();
    }

    const Planner& planner;
    std::vector<Known> known;    ///< by Planner::source()
    std::vector<double> levels;  ///< by programme source
    std::vector<double> begin;   ///< scratch
    bool fresh = true;
};

LivePlanner::LivePlanner(const Planner& planner) : impl_(std::make_unique<Impl>(planner)) {}
LivePlanner::~LivePlanner() = default;

void LivePlanner::plan(Span span, const Controls& controls, SpanPlan& out) {
    static const SourceControl idle;
    const Planner& planner = impl_->planner;
    out.span = span;
    out.direct.clear();
    for (std::size_t k = 0; k < planner.sources(); ++k) {
        const std::uint32_t source = planner.source(k);
        const std::size_t first = out.direct.size();
        const auto& list = controls.sources;
        impl_->plan_source(span, k, source < list.size() ? list[source] : idle, out.direct);
        impl_->levels[source] =
            impl_->level(span, out.direct.data() + first, out.direct.data() + out.direct.size());
    }
    impl_->fresh = false;
}

void LivePlanner::reset() {
    for (Known& source : impl_->known) source.held = false;
    impl_->fresh = true;
}

const std::vector<double>& LivePlanner::levels() const { return impl_->levels; }

}  // namespace cavea::plan
