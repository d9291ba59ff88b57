// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Everything of a render that is convolution: rooms and decorrelators as one matrix from send
// columns to wet rows, and how the wet rows come back to the outputs. Made once per render; pure.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/base/frame.h"
#include "core/plan/conv_plan.h"
#include "core/plan/output.h"
#include "core/plan/output_panner.h"
#include "core/plan/plan.h"
#include "core/programme/programme.h"

namespace cavea::plan {

struct WetGraph {
    /// column += row * gain, times the room's return gain over time.
    struct Return {
        std::uint32_t row = 0;
        std::uint32_t column = 0;
        double gain = 1;
        std::uint32_t room = kNoRoom;
    };
    static constexpr std::uint32_t kNoRoom = 0xFFFFFFFF;

    std::uint32_t inputs = 0;                  ///< send columns, behind the output columns
    std::uint32_t rows = 0;                    ///< of the convolver's result
    std::vector<std::uint32_t> first_input;    ///< [rooms] send column of a room's first input
    std::vector<std::uint32_t> diffuse_input;  ///< [loudspeakers of all outputs]; kNoRoom: none
    std::vector<ConvPath> paths;
    std::vector<Return> returns;  ///< ordered by row
    Frame latency = 0;            ///< frames by which the wet rows, and so the whole render, lag
    Frame longest = 0;            ///< taps of the longest path

    [[nodiscard]] bool empty() const { return paths.empty(); }
};

/// \param panners       one for each output
/// \param with_diffuse  whether any source has a diffuse part
/// \param file          for messages
/// \throws Error{Refused}  a room that cannot be rendered (unknown label); names the room
[[nodiscard]] WetGraph make_wet_graph(const programme::Programme& programme,
                                      const std::vector<Output>& outputs,
                                      const std::vector<OutputPanner>& panners, bool with_diffuse,
                                      const std::string& file);

/// The returns in \p span as segments from wet rows to output columns.
[[nodiscard]] std::vector<Segment> plan_returns(const WetGraph& graph,
                                                const programme::Programme& programme, Span span);

}  // namespace cavea::plan
