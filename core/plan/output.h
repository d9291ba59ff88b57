// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// One thing to render to: a loudspeaker layout, or a layout of virtual loudspeakers that a set of
// impulse responses turns into something else (binaural).
#pragma once

#include <memory>
#include <string>

#include "core/dsp/ir_set.h"
#include "core/layout/layout.h"

namespace cavea::plan {

struct Output {
    /// Loudspeakers that the panner sees.
    layout::Layout layout;
    /// From those loudspeakers (inputs) to what is delivered (channels); null = the loudspeakers
    /// themselves are delivered.
    std::shared_ptr<const dsp::IrSet> post;
    /// What is delivered: equal to layout without post.
    layout::Layout delivered;

    [[nodiscard]] static Output speakers(layout::Layout layout) {
        Output out;
        out.delivered = layout;
        out.layout = std::move(layout);
        return out;
    }
};

}  // namespace cavea::plan
