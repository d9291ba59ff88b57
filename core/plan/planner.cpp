// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plan/planner.h"

#include <algorithm>
#include <map>
#include <utility>

#include "core/base/error.h"
#include "core/plan/source_planner.h"

namespace cavea::plan {
namespace {

using programme::HoaSource;
using programme::ObjectsSource;
using programme::Source;

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
      panners_(outputs_.begin(), outputs_.end()),
      wet_(make_wet_graph(*programme_, outputs_, panners_, has_diffuse(*programme_), file_)) {
    for (std::uint32_t i = 0; i < rows_.source_row.size(); ++i) {
        if (rows_.source_row[i] != RowMap::kSilent) by_row_.push_back(i);
    }
    std::stable_sort(by_row_.begin(), by_row_.end(), [&](std::uint32_t a, std::uint32_t b) {
        return rows_.source_row[a] < rows_.source_row[b];
    });
    for (const Output& output : outputs_) {
        output_columns_ += output.columns();
        speakers_ += output.layout.size();
    }
    refuse_binaural();
    make_hoa_matrices();
}

/// Signals for ears have no place among loudspeakers, which BS.2127 says nothing about.
void Planner::refuse_binaural() const {
    const auto has_place = [](const Output& output) {
        return output.ears || output.binaural_downmix;
    };
    if (std::all_of(outputs_.begin(), outputs_.end(), has_place)) return;
    for (const std::uint32_t i : by_row_) {
        const Source& source = *programme_->sources[i];
        const auto* binaural = std::get_if<programme::BinauralSource>(&source.metadata);
        if (binaural == nullptr) continue;
        throw refused(file_, source.object.empty() ? source.id : source.object,
                      "is of type Binaural (" + binaural->pack_id +
                          "), signals for ears; render to layout binaural, play them on M+030 and "
                          "M-030 with --binaural-downmix, or leave the object out");
    }
}

void Planner::make_hoa_matrices() {
    using Key = std::pair<programme::Normalisation, std::vector<programme::HoaComponent>>;
    std::map<Key, std::shared_ptr<const std::vector<double>>> made;
    for (const auto& source : programme_->sources) {
        const auto* hoa = std::get_if<HoaSource>(&source->metadata);
        if (hoa == nullptr || hoa_matrices_.contains(hoa->scene.get())) continue;
        const programme::HoaScene& scene = *hoa->scene;
        auto& matrix = made[{scene.normalisation, scene.components}];
        if (matrix == nullptr) {
            auto rows = std::make_shared<std::vector<double>>();
            for (const OutputPanner& panner : panners_) {
                const auto part = panner.hoa_matrix(scene.components, scene.normalisation);
                rows->insert(rows->end(), part.begin(), part.end());
            }
            matrix = std::move(rows);
        }
        hoa_matrices_[&scene] = matrix;
    }
}

void Planner::plan_sources(Span span, std::size_t first, std::size_t last,
                           std::vector<Segment>& out) const {
    for (std::size_t k = first; k < last; ++k) SourcePlanner(*this, k, span, out).run();
}

void Planner::plan_source(Span span, std::size_t k, PannedBlocks& memory,
                          std::vector<Segment>& out) const {
    SourcePlanner(*this, k, span, out, &memory).run();
}

void Planner::held_gains(Frame at, std::size_t k, const SourceControl& control,
                         PannedBlocks& memory, HeldBlock& held, std::span<double> columns) const {
    std::vector<Segment> scratch;
    SourcePlanner(*this, k, {at, at + 1}, scratch, &memory).held_gains(control, held, columns);
}

SpanPlan Planner::plan(Span span) const {
    SpanPlan out;
    out.span = span;
    plan_sources(span, 0, sources(), out.direct);
    return out;
}

}  // namespace cavea::plan
