// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// From a programme and its outputs to segments: direct sound to the outputs' columns, sends and
// diffuse sound to the inputs of the wet stage. plan() is a pure function of the span, so chunks
// can be planned in any order and by any thread.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/layout/layout.h"
#include "core/plan/controls.h"
#include "core/plan/output.h"
#include "core/plan/output_panner.h"
#include "core/plan/plan.h"
#include "core/plan/wet_graph.h"
#include "core/programme/programme.h"

namespace cavea::plan {

/// Which feed row a source plays from. Rows 0..tracks-1 are the tracks themselves; a source that
/// needs a mix, a gain or a delay of tracks gets a row behind them.
struct RowMap {
    struct Mix {
        std::uint32_t row = 0;
        std::vector<programme::Tap> taps;
    };
    static constexpr std::uint32_t kSilent = 0xFFFFFFFF;

    std::uint32_t tracks = 0;
    std::uint32_t rows = 0;                 ///< tracks + mixes
    std::vector<std::uint32_t> source_row;  ///< by source; kSilent for a source without taps
    std::vector<Mix> mixes;

    [[nodiscard]] static RowMap of(const programme::Programme& programme);
};

/// Gains of the Objects blocks that a source played last, so that short spans do not pan them
/// again. What is planned does not depend on it.
struct PannedBlocks {
    struct Gains {
        const programme::ObjectsBlock* block = nullptr;
        std::vector<double> direct;
        std::vector<double> diffuse;
    };
    std::array<Gains, 2> gains;
    std::size_t next = 0;  ///< to be replaced
};

/// The same for a block under a held position or extent.
struct HeldBlock {
    const programme::ObjectsBlock* block = nullptr;
    std::optional<HeldPosition> position;
    std::optional<std::array<double, 3>> extent;
    std::vector<double> direct;  ///< at block gain 1
    std::vector<double> diffuse;
    PannedBlocks sized;  ///< under the extent alone, which leaves the motion as it is
    std::optional<std::array<double, 3>> sized_extent;
};

class Planner {
 public:
    /// \param file     name of the input, for messages
    /// \throws Error{Refused}  the programme uses what cannot be rendered; names it
    Planner(std::shared_ptr<const programme::Programme> programme, std::vector<Output> outputs,
            std::string file);

    [[nodiscard]] const programme::Programme& programme() const { return *programme_; }
    [[nodiscard]] const std::vector<Output>& outputs() const { return outputs_; }
    [[nodiscard]] const WetGraph& wet() const { return wet_; }
    /// Columns of the outputs' loudspeakers, one output after the other.
    [[nodiscard]] std::uint32_t output_columns() const { return output_columns_; }
    /// Those, then the inputs of the wet stage: the columns that plan() mixes to.
    [[nodiscard]] std::uint32_t columns() const { return output_columns_ + wet_.inputs; }
    [[nodiscard]] const RowMap& rows() const { return rows_; }
    /// Sources that sound; plan_sources() counts them in the order of their rows.
    [[nodiscard]] std::size_t sources() const { return by_row_.size(); }
    /// Which of the programme's sources the k-th one is.
    [[nodiscard]] std::uint32_t source(std::size_t k) const { return by_row_[k]; }

    /// Segments of all sources in \p span.
    [[nodiscard]] SpanPlan plan(Span span) const;
    /// Segments of sources [first, last) only, appended in order; for several threads.
    ///
    /// \throws Error{Refused}  a block that cannot be panned; names file and block
    void plan_sources(Span span, std::size_t first, std::size_t last,
                      std::vector<Segment>& out) const;
    /// The same for one source, and faster.
    void plan_source(Span span, std::size_t k, PannedBlocks& memory,
                     std::vector<Segment>& out) const;
    /// Gains of the k-th source at one frame, as a person holds them.
    ///
    /// \param columns  [columns()] overwritten
    /// \throws Error{Refused}  as plan_sources
    void held_gains(Frame at, std::size_t k, const SourceControl& control, PannedBlocks& memory,
                    HeldBlock& held, std::span<double> columns) const;

 private:
    friend class SourcePlanner;

    void refuse_binaural() const;
    void make_hoa_matrices();

    std::shared_ptr<const programme::Programme> programme_;
    std::string file_;
    RowMap rows_;
    std::vector<std::uint32_t> by_row_;  ///< indices of the sources that sound
    std::vector<Output> outputs_;
    std::vector<OutputPanner> panners_;
    WetGraph wet_;
    std::uint32_t output_columns_ = 0;
    std::size_t speakers_ = 0;  ///< of all outputs: what diffuse gains are for
    /// [output columns][components] by scene; scenes that are alike share one.
    std::unordered_map<const programme::HoaScene*, std::shared_ptr<const std::vector<double>>>
        hoa_matrices_;
};

}  // namespace cavea::plan
