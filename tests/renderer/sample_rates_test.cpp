// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Metadata times are exact at every sample rate: which frame a block begins on and how far a ramp
// has come follow from fractions, written out here in whole numbers. CAVEA_TEST_ENGINE names the
// engine.
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "core/base/error.h"
#include "core/layout/layout.h"
#include "renderer/engines.h"
#include "tests/renderer/support/direct_renderer.h"
#include "tests/renderer/support/render_scene.h"
#include "tests/renderer/support/scene.h"
#include "tests/support/gpu.h"
#include "tests/support/support.h"

namespace cavea {
namespace {

using test::Samples;

const std::string kEngine = CAVEA_TEST_ENGINE;
constexpr std::uint32_t kRates[] = {44100, 48000, 96000};

std::unique_ptr<Engine> engine() {
    return make_engine({kEngine, kEngine == "vulkan" ? test::test_device() : "", 2, "", {}}).engine;
}

class SampleRates : public testing::Test {
 protected:
    void SetUp() override {
        try {
            static_cast<void>(engine());
        } catch (const Error& error) {
            CAVEA_NO_GPU(error.what());
        }
    }
};

struct Edge {
    std::int64_t num, den;  ///< seconds
};

/// One object that is at M+030 and M-030 in turn, with blocks between the edges.
std::shared_ptr<programme::Programme> alternating(const std::vector<Edge>& edges, bool jump,
                                                  Rational start_s, std::uint32_t rate_hz) {
    auto channel = std::make_shared<programme::ObjectsChannel>();
    channel->id = "AC_00031001";
    channel->attributes.emplace_back().jump = jump;
    for (std::size_t i = 0; i + 1 < edges.size(); ++i) {
        const Rational begin(edges[i].num, edges[i].den);
        const Rational end(edges[i + 1].num, edges[i + 1].den);
        programme::ObjectsBlock block;
        block.coordinate[0] = i % 2 == 0 ? 30 : -30;
        block.number = static_cast<std::uint32_t>(i + 1);
        EXPECT_TRUE(block.set_times(begin, end - begin));
        channel->blocks.push_back(block);
    }
    auto source = std::make_shared<programme::Source>();
    source->taps.push_back({0, 1.0F, 0});
    source->start_s = start_s;
    source->metadata = programme::ObjectsSource{std::move(channel)};
    auto out = std::make_shared<programme::Programme>();
    out->tracks = 1;
    out->rate_hz = rate_hz;
    out->length = rate_hz / 4;
    out->sources.push_back(std::move(source));
    return out;
}

/// Channels M+030 and M-030 of an input that is 1 throughout.
Samples sides(const std::shared_ptr<programme::Programme>& programme) {
    const Samples ones{std::vector<float>(static_cast<std::size_t>(programme->length), 1.0F)};
    return test::render_scene(programme, ones, {*layout::find("0+5+0")}, engine).samples;
}

TEST_F(SampleRates, ABlockBeginsOnTheFirstFrameThatIsNotBeforeIt) {
    // On the grid of one rate or another, of none, and a hair before and behind a frame.
    const std::vector<Edge> edges{{0, 1},
                                  {1, 48000},
                                  {1, 30},
                                  {441, 12000},
                                  {4801, 96000},
                                  {1, 15},
                                  {1, 13},
                                  {99999, 1'000'000},
                                  {1, 10},
                                  {100'001, 1'000'000},
                                  {123'456'789, 1'000'000'000},
                                  {1, 5}};
    for (const std::uint32_t rate : kRates) {
        const Samples out = sides(alternating(edges, true, 0, rate));
        std::size_t edge = 0;
        for (std::int64_t n = 0; n < rate / 4; ++n) {
            while (edge < edges.size() && n * edges[edge].den >= edges[edge].num * rate) ++edge;
            const bool left = edge > 0 && edge < edges.size() && edge % 2 == 1;
            const bool right = edge > 0 && edge < edges.size() && edge % 2 == 0;
            const auto i = static_cast<std::size_t>(n);
            ASSERT_NEAR(static_cast<double>(out[0][i]), left ? 1 : 0, 1e-6)
                << rate << " Hz, frame " << n;
            ASSERT_NEAR(static_cast<double>(out[1][i]), right ? 1 : 0, 1e-6)
                << rate << " Hz, frame " << n;
        }
    }
}

TEST_F(SampleRates, ARampRunsByExactTimes) {
    // From 1/30 s on the object moves for 1/13 s; it starts 1/7 of a millisecond late.
    const std::vector<Edge> edges{{0, 1}, {1, 30}, {43, 390}};
    for (const std::uint32_t rate : kRates) {
        const Samples out = sides(alternating(edges, false, Rational(1, 7000), rate));
        for (std::int64_t n = 0; n < rate / 4; ++n) {
            // Frames since the ramp began, as a share of the ramp: (n/rate - 1/30 - 1/7000) 13.
            const std::int64_t over = 21000 * n - 703 * static_cast<std::int64_t>(rate);
            const double share = 13.0 * static_cast<double>(over) / (21000.0 * rate);
            const bool before = 7000 * n < static_cast<std::int64_t>(rate);
            const bool behind = share >= 1;
            const double right = before || behind || over < 0 ? 0 : share;
            const double left = before || behind ? 0 : 1 - right;
            const auto i = static_cast<std::size_t>(n);
            ASSERT_NEAR(static_cast<double>(out[0][i]), left, 1e-6) << rate << " Hz, frame " << n;
            ASSERT_NEAR(static_cast<double>(out[1][i]), right, 1e-6) << rate << " Hz, frame " << n;
        }
    }
}

TEST_F(SampleRates, MatchTheDirectRendererInDoublePrecision) {
    for (const std::uint32_t rate : kRates) {
        const auto scene = test::random_scene({5, 6, 9000, rate, 31 + rate, true});
        const auto tracks = test::random_tracks(*scene, 31);
        const auto layout = *layout::find("4+5+0");
        const auto ours = test::render_scene(scene, tracks, {layout}, engine);
        const auto judge = test::render_directly(*scene, tracks, layout, {0, scene->length});
        EXPECT_LE(test::peak_difference_db(ours.samples, judge), test::kPanningPeakDb)
            << rate << " Hz";
    }
}

}  // namespace
}  // namespace cavea
