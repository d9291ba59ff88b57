// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Plan: what an engine has to do in a span of frames, and nothing about why. A sparse list of gain
// segments from feed rows to output columns; knots lie on any sample and are never rounded to
// blocks. Engines read this; they never see objects, layouts or metadata.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/base/frame.h"

namespace cavea::plan {

/// The grid on which an engine works, anchored at programme frame 0 and part of the plan key.
/// chunk is a multiple of block; spans handed to an engine start on a chunk edge.
struct Grid {
    std::uint32_t block = 1024;   ///< frames of one tile of gain evaluation
    std::uint32_t chunk = 32768;  ///< frames of one submit
    friend bool operator==(const Grid&, const Grid&) = default;
};

/// column += feed[row] * gain(n) for n in [begin, end), with
/// gain(n) = gain_begin + slope * (n - begin).
///
/// gain_begin and slope are worked out in double from the exact metadata times, so a segment that
/// is cut at a chunk edge goes on where it stopped. A segment lies inside one chunk.
struct Segment {
    std::uint32_t row = 0;
    std::uint32_t column = 0;
    Frame begin = 0;
    Frame end = 0;
    double gain_begin = 0;
    double slope = 0;  ///< per frame; 0 for a constant gain
    friend bool operator==(const Segment&, const Segment&) = default;
};

/// What happens in one span. Rows never decrease along the list: an engine adds in that order, so
/// the sum does not depend on anything else.
struct SpanPlan {
    Span span;
    std::vector<Segment> direct;
};

}  // namespace cavea::plan
