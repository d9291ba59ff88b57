// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Layout files, and the panners on what they describe.
#include <cmath>
#include <vector>

#include "core/base/diagnostics.h"
#include "core/pan/object_panner.h"
#include "core/session/layout_file.h"
#include "tests/fuzz/target.h"

namespace {

void pan_over(const cavea::layout::Layout& layout) {
    using namespace cavea;
    const pan::ObjectPanner panner(layout);
    std::vector<double> direct(layout.size()), diffuse(layout.size());
    for (const bool cartesian : {false, true}) {
        programme::ObjectAttributes attributes;
        attributes.cartesian = cartesian;
        for (double a = -1; a <= 1; a += 0.25) {
            programme::ObjectsBlock block;
            block.coordinate[0] = cartesian ? a : a * 180;
            block.coordinate[1] = cartesian ? -a : a * 45;
            block.coordinate[2] = 1;
            panner.gains(block, attributes, {}, direct, diffuse);
            for (const double gain : direct) {
                if (!std::isfinite(gain) || std::abs(gain) > 1.001) std::abort();
            }
        }
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace cavea;
    fuzz::read([&] {
        Diagnostics diagnostics;
        pan_over(session::parse_layout_file(fuzz::text(data, size), "in.json", diagnostics).layout);
    });
    return 0;
}
