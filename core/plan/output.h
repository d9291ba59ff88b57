// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// One thing to render to: a loudspeaker layout, a layout of virtual loudspeakers that a set of
// impulse responses turns into something else (binaural), or spherical harmonics (AmbiX).
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "core/base/frame.h"
#include "core/dsp/ir_set.h"
#include "core/layout/layout.h"

namespace cavea::plan {

/// What a delivered channel gets at the very end, to fit the room it is played in.
struct Trim {
    float gain = 1;   ///< linear
    Frame delay = 0;  ///< frames, >= 0
    friend bool operator==(const Trim&, const Trim&) = default;
};

struct Output {
    /// Loudspeakers that the panner sees.
    layout::Layout layout;
    /// From those loudspeakers (inputs) to what is delivered (channels); null = the loudspeakers
    /// themselves are delivered.
    std::shared_ptr<const dsp::IrSet> post;
    /// What is delivered: equal to layout without post, or spherical harmonics.
    layout::Layout delivered;
    /// [channels of delivered]; empty = none.
    std::vector<Trim> trims;
    /// Whether the delivered channels are two ears, which Binaural content reaches beside post.
    bool ears = false;
    /// Play Binaural content on M+030 and M-030 where there are no ears, rather than refuse it.
    bool binaural_downmix = false;

    [[nodiscard]] bool is_ambix() const { return delivered.ambix_order.has_value(); }
    /// Columns of the mix: the loudspeakers and then the ears, or the harmonics.
    [[nodiscard]] std::uint32_t columns() const {
        const std::size_t count =
            is_ambix() ? delivered.size() : layout.size() + (ears ? delivered.size() : 0);
        return static_cast<std::uint32_t>(count);
    }

    [[nodiscard]] static Output speakers(layout::Layout layout) {
        Output out;
        out.delivered = layout;
        out.layout = std::move(layout);
        return out;
    }
};

}  // namespace cavea::plan
