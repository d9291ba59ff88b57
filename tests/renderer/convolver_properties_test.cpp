// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What has to hold of the wet stage, whichever engine computes it. CAVEA_TEST_ENGINE names it.
#include "renderer/convolver.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "core/base/error.h"
#include "renderer/engines.h"
#include "tests/support/gpu.h"
#include "tests/support/support.h"

namespace cavea {
namespace {

using Signal = std::vector<float>;
using Signals = std::vector<Signal>;

const std::string kEngine = CAVEA_TEST_ENGINE;
const double kToleranceDb = kEngine == "cpu" ? test::kRoomsCpuOfflineDb : test::kRoomsVulkanDb;

std::unique_ptr<Convolver> convolver(std::size_t threads = 2) {
    return make_convolver(
        {kEngine, kEngine == "vulkan" ? test::test_device() : "", threads, "", {}});
}

/// Noise that falls by 60 dB over its length, unit energy.
Signal room_like(std::size_t frames, std::uint64_t seed) {
    Signal out = test::noise(frames, seed, 1);
    double energy = 0;
    for (std::size_t i = 0; i < frames; ++i) {
        out[i] *= static_cast<float>(
            std::exp(-6.9 * static_cast<double>(i) / static_cast<double>(frames)));
        energy += static_cast<double>(out[i]) * static_cast<double>(out[i]);
    }
    for (float& x : out) x /= static_cast<float>(std::sqrt(energy));
    return out;
}

ConvolverPath path(std::uint32_t input, std::uint32_t output, Signal response) {
    ConvolverPath out;
    out.input = input;
    out.output = output;
    out.response = std::make_shared<const Signal>(std::move(response));
    return out;
}

/// One output sample in double precision, straight from the definition.
double direct(const ConvolverSetup& setup, const Signals& in, std::uint32_t output, std::size_t n) {
    double sum = 0;
    for (const ConvolverPath& p : setup.paths) {
        if (p.output != output) continue;
        for (std::size_t k = 0; k < p.response->size(); ++k) {
            const std::size_t back = k + p.delay_frames;
            if (back > n || n - back >= in[p.input].size()) continue;
            sum += static_cast<double>(p.gain) * static_cast<double>((*p.response)[k]) *
                   static_cast<double>(in[p.input][n - back]);
        }
    }
    return sum;
}

Signals run(Convolver& engine, const ConvolverSetup& setup, const Signals& in, std::size_t units) {
    const std::size_t unit = setup.plan.unit();
    PlanarBuffer<float> feed(setup.inputs, unit);
    PlanarBuffer<float> result(setup.outputs, unit);
    Signals out(setup.outputs);
    for (std::size_t u = 0; u < units; ++u) {
        for (std::size_t i = 0; i < setup.inputs; ++i) {
            for (std::size_t k = 0; k < unit; ++k) {
                const std::size_t n = u * unit + k;
                feed.view()[i][k] = n < in[i].size() ? in[i][n] : 0.0F;
            }
        }
        const auto ticket = engine.submit(feed.view());
        EXPECT_TRUE(ticket.has_value()) << engine.lost_reason();
        if (!ticket) return out;
        EXPECT_EQ(engine.collect(*ticket, Wait::Yes, result.view()), State::Done)
            << engine.lost_reason();
        for (std::size_t o = 0; o < setup.outputs; ++o) {
            const auto row = result.view()[o];
            out[o].insert(out[o].end(), row.begin(), row.end());
        }
    }
    return out;
}

/// Relative rms error over a sample of positions, in dB.
double error_db(const ConvolverSetup& setup, const Signals& in, const Signals& out,
                std::size_t positions = 150) {
    std::mt19937_64 random(99);
    double error = 0;
    double energy = 1e-30;
    for (std::uint32_t o = 0; o < setup.outputs; ++o) {
        for (std::size_t i = 0; i < positions; ++i) {
            const std::size_t n = random() % out[o].size();
            const double wanted = direct(setup, in, o, n);
            const double off = static_cast<double>(out[o][n]) - wanted;
            error += off * off;
            energy += wanted * wanted;
        }
    }
    return 10 * std::log10(error / energy);
}

class ConvolverProperties : public testing::Test {
 protected:
    void SetUp() override {
        try {
            static_cast<void>(convolver());
        } catch (const Error& error) {
            CAVEA_NO_GPU(error.what());
        }
    }
};

TEST_F(ConvolverProperties, MatchesDirectConvolutionAroundTheBlockSize) {
    for (const std::uint32_t block : {64U, 256U, 1024U, 4096U}) {
        for (const std::size_t length : {std::size_t{1}, std::size_t{block - 1}, std::size_t{block},
                                         std::size_t{block + 1}, std::size_t{5 * block + 3}}) {
            ConvolverSetup setup;
            setup.inputs = 1;
            setup.outputs = 2;
            setup.plan = {block, block == 256 ? 3U : 1U};
            setup.paths = {path(0, 0, room_like(length, 1)), path(0, 1, room_like(length, 2))};
            const Signals in{test::noise(7 * block, 3)};
            auto engine = convolver();
            engine->prepare(setup);
            const Signals out = run(*engine, setup, in, 13 * block / setup.plan.unit() + 1);
            EXPECT_LE(error_db(setup, in, out), kToleranceDb) << block << " x " << length;
        }
    }
}

TEST_F(ConvolverProperties, MatchesDirectConvolutionForTenSeconds) {
    ConvolverSetup setup;
    setup.inputs = 1;
    setup.outputs = 1;
    setup.paths = {path(0, 0, room_like(480000, 4))};
    setup.plan = plan::choose_offline({1, 1, 1, 480000}, convolver()->costs());
    const Signals in{test::noise(600000, 5)};
    auto engine = convolver();
    engine->prepare(setup);
    const Signals out = run(*engine, setup, in, 1100000 / setup.plan.unit() + 1);
    EXPECT_LE(error_db(setup, in, out), kToleranceDb) << setup.plan.key();
}

TEST_F(ConvolverProperties, MatricesDelaysAndParallelPathsAddUp) {
    ConvolverSetup setup;
    setup.inputs = 3;
    setup.outputs = 5;
    setup.plan = {512, 4};
    std::uint64_t seed = 10;
    for (std::uint32_t i = 0; i < 3; ++i) {
        for (std::uint32_t o = 0; o < 5; ++o) {
            if ((i + o) % 3 == 2) continue;  // not every pair has a response
            setup.paths.push_back(path(i, o, room_like(100 + 777 * (i + o), seed++)));
            setup.paths.back().delay_frames = 300 * o;
            setup.paths.back().gain = 0.5F + 0.25F * static_cast<float>(i);
        }
    }
    setup.paths.push_back(path(1, 0, room_like(900, seed)));
    const Signals in{test::noise(9000, 6), test::noise(9000, 7), test::noise(9000, 8)};
    auto engine = convolver();
    engine->prepare(setup);
    EXPECT_LE(error_db(setup, in, run(*engine, setup, in, 8)), kToleranceDb);
}

TEST_F(ConvolverProperties, AnImpulseGivesTheResponse) {
    ConvolverSetup setup;
    setup.inputs = 1;
    setup.outputs = 1;
    setup.plan = {1024, 2};
    const Signal response = room_like(5000, 12);
    setup.paths = {path(0, 0, response)};
    Signals in{Signal(1, 1.0F)};
    auto engine = convolver();
    engine->prepare(setup);
    const Signals out = run(*engine, setup, in, 4);
    for (std::size_t n = 0; n < out[0].size(); ++n) {
        const float wanted = n < response.size() ? response[n] : 0.0F;
        EXPECT_NEAR(static_cast<double>(out[0][n]), static_cast<double>(wanted), 1e-6) << n;
    }
}

TEST_F(ConvolverProperties, SilenceCostsNothingAndGivesExactSilence) {
    ConvolverSetup setup;
    setup.inputs = 2;
    setup.outputs = 2;
    setup.plan = {512, 1};
    setup.paths = {path(0, 0, room_like(2000, 13)), path(1, 1, room_like(2000, 14))};
    const Signals in{Signal(4000, 0.0F), test::noise(1000, 15)};
    auto engine = convolver();
    engine->prepare(setup);
    const Signals out = run(*engine, setup, in, 12);
    EXPECT_EQ(out[0], Signal(12 * 512, 0.0F));
    // The other one has rung out after 3000 frames, rounded up to windows.
    EXPECT_TRUE(
        std::all_of(out[1].begin() + 8 * 512, out[1].end(), [](float x) { return x == 0; }));
}

TEST_F(ConvolverProperties, WhatIsBeforeTheHistoryDoesNotMatterForAByte) {
    ConvolverSetup setup;
    setup.inputs = 1;
    setup.outputs = 1;
    setup.plan = {256, 2};
    setup.paths = {path(0, 0, room_like(1500, 16))};
    const Signals in{test::noise(12 * 512, 17)};
    auto engine = convolver();
    engine->prepare(setup);
    const Signals whole = run(*engine, setup, in, 12);
    const auto unit = static_cast<Frame>(setup.plan.unit());
    const Frame units_before = (setup.history_frames() + unit - 1) / unit;
    for (Frame first = units_before; first < 12; ++first) {
        const Frame start = first - units_before;
        const Signals rest{Signal(in[0].begin() + start * unit, in[0].end())};
        engine->reset();
        const Signals part = run(*engine, setup, rest, static_cast<std::size_t>(12 - start));
        EXPECT_TRUE(std::equal(part[0].begin() + units_before * unit, part[0].end(),
                               whole[0].begin() + first * unit))
            << first;
    }
}

TEST_F(ConvolverProperties, ThreadsDoNotChangeAByte) {
    ConvolverSetup setup;
    setup.inputs = 4;
    setup.outputs = 6;
    setup.plan = {512, 4};
    Signals in;
    for (std::uint32_t i = 0; i < 4; ++i) {
        in.push_back(test::noise(8192, 20 + i));
        for (std::uint32_t o = 0; o < 6; ++o) {
            setup.paths.push_back(path(i, o, room_like(3000, 30 + 6 * i + o)));
        }
    }
    const auto with = [&](std::size_t threads) {
        auto engine = convolver(threads);
        engine->prepare(setup);
        return run(*engine, setup, in, 5);
    };
    const Signals one = with(1);
    EXPECT_EQ(with(2), one);
    EXPECT_EQ(with(4), one);
}

TEST_F(ConvolverProperties, PlansAgree) {
    ConvolverSetup setup;
    setup.inputs = 1;
    setup.outputs = 2;
    setup.paths = {path(0, 0, room_like(10000, 40)), path(0, 1, room_like(3000, 41))};
    const Signals in{test::noise(32768, 42)};
    Signals usual;
    for (const plan::ConvPlan plan : {plan::ConvPlan{4096, 1}, plan::ConvPlan{4096, 8},
                                      plan::ConvPlan{1024, 8}, plan::ConvPlan{256, 16}}) {
        setup.plan = plan;
        auto engine = convolver();
        engine->prepare(setup);
        Signals out = run(*engine, setup, in, 32768 / plan.unit());
        if (usual.empty()) usual = out;
        for (std::size_t o = 0; o < 2; ++o) {
            for (std::size_t n = 0; n < out[o].size(); ++n) {
                ASSERT_NEAR(static_cast<double>(out[o][n]), static_cast<double>(usual[o][n]),
                            test::amplitude(test::kEnginesPeakDb));
            }
        }
    }
}

TEST_F(ConvolverProperties, OddBlockSizesWork) {
    if (kEngine != "cpu") GTEST_SKIP() << "this engine's transforms are powers of two";
    for (const std::uint32_t block : {1U, 2U, 3U, 7U, 101U, 480U, 1009U, 8191U}) {
        ConvolverSetup setup;
        setup.inputs = 1;
        setup.outputs = 1;
        setup.plan = {block, block < 16 ? 64U : 2U};
        setup.paths = {path(0, 0, room_like(2 * block + 50, 50 + block))};
        const Signals in{test::noise(4 * block + 300, 51)};
        auto engine = convolver();
        engine->prepare(setup);
        const Signals out = run(*engine, setup, in, (6 * block + 400) / setup.plan.unit() + 1);
        EXPECT_LE(error_db(setup, in, out), kToleranceDb) << block;
    }
}

}  // namespace
}  // namespace cavea
