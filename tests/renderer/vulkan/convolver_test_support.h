// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A convolution to try on the Vulkan convolver, and its run.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <utility>
#include <vector>

#include "core/base/planar.h"
#include "renderer/convolver.h"
#include "tests/support/support.h"

namespace cavea::test {

inline ConvolverPath noise_path(std::uint32_t input, std::uint32_t output, std::size_t frames,
                                std::uint64_t seed, std::uint32_t delay = 0) {
    ConvolverPath out;
    out.input = input;
    out.output = output;
    out.delay_frames = delay;
    out.response = std::make_shared<const std::vector<float>>(noise(frames, seed, 0.05F));
    return out;
}

/// Three inputs, five outputs, most pairs connected, one pair twice.
inline ConvolverSetup mixed_setup() {
    ConvolverSetup setup;
    setup.inputs = 3;
    setup.outputs = 5;
    setup.plan = {256, 3};
    for (std::uint32_t i = 0; i < 3; ++i) {
        for (std::uint32_t o = 0; o < 4; ++o) {
            if ((i + o) % 3 == 2) continue;
            setup.paths.push_back(noise_path(i, o, 100 + 900 * (i + o), 10 * i + o, 300 * o));
        }
    }
    setup.paths.push_back(noise_path(1, 0, 5000, 99));
    return setup;
}

/// Noise on every input, silence after the first half; [outputs][units * unit].
inline PlanarBuffer<float> convolve(Convolver& engine, const ConvolverSetup& setup,
                                    std::size_t units) {
    const std::size_t unit = setup.plan.unit();
    PlanarBuffer<float> in(setup.inputs, units * unit);
    for (std::uint32_t i = 0; i < setup.inputs; ++i) {
        const std::vector<float> samples = noise(units * unit / 2, 1000 + i);
        std::copy(samples.begin(), samples.end(), in.view()[i].begin());
    }
    PlanarBuffer<float> out(setup.outputs, units * unit);
    for (std::size_t u = 0; u < units; ++u) {
        const auto ticket = engine.submit(in.view().slice(u * unit, unit));
        EXPECT_TRUE(ticket.has_value()) << engine.lost_reason();
        if (!ticket) return out;
        EXPECT_EQ(engine.collect(*ticket, Wait::Yes, out.view().slice(u * unit, unit)), State::Done)
            << engine.lost_reason();
    }
    return out;
}

}  // namespace cavea::test
