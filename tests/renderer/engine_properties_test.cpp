// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What has to hold of a whole render, whichever engine computes it. CAVEA_TEST_ENGINE names it.
#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "core/base/error.h"
#include "core/layout/layout.h"
#include "renderer/engines.h"
#include "renderer/render.h"
#include "tests/renderer/support/direct_renderer.h"
#include "tests/renderer/support/render_scene.h"
#include "tests/renderer/support/scene.h"
#include "tests/support/gpu.h"
#include "tests/support/support.h"

namespace cavea {
namespace {

using test::Samples;
using test::SceneRender;
using test::SceneSettings;

const std::string kEngine = CAVEA_TEST_ENGINE;

std::unique_ptr<Engine> engine_with(std::size_t threads) {
    return make_engine({kEngine, kEngine == "vulkan" ? test::test_device() : "", threads, "", {}})
        .engine;
}
std::unique_ptr<Engine> engine() { return engine_with(2); }

std::vector<layout::Layout> layouts(const std::vector<std::string>& names) {
    std::vector<layout::Layout> out;
    for (const std::string& name : names) out.push_back(*layout::find(name));
    return out;
}

class EngineProperties : public testing::Test {
 protected:
    void SetUp() override {
        try {
            static_cast<void>(engine());
        } catch (const Error& error) {
            CAVEA_NO_GPU(error.what());
        }
    }
};

TEST_F(EngineProperties, MatchesTheDirectRendererInDoublePrecision) {
    for (const std::string name : {"0+2+0", "4+7+0", "9+10+3"}) {
        for (std::uint64_t seed = 1; seed <= 4; ++seed) {
            SceneSettings settings;
            settings.seed = seed;
            settings.bed_channels = 6;
            settings.rate_hz = seed == 2 ? 44100 : 48000;
            const auto scene = test::random_scene(settings);
            const auto tracks = test::random_tracks(*scene, seed);
            const auto ours = test::render_scene(scene, tracks, layouts({name}), engine);
            const auto judge =
                test::render_directly(*scene, tracks, *layout::find(name), {0, scene->length});
            EXPECT_LE(test::peak_difference_db(ours.samples, judge), test::kPanningPeakDb)
                << name << " seed " << seed;
        }
    }
}

TEST_F(EngineProperties, AStretchIsThatStretchOfTheWholeByteForByte) {
    const auto scene = test::random_scene({6, 2, 30000, 48000, 5, true});
    const auto tracks = test::random_tracks(*scene, 5);
    const Samples whole = test::render_scene(scene, tracks, layouts({"4+7+0"}), engine).samples;
    for (const Span range : {Span{0, 1}, Span{1, 2}, Span{8191, 8193}, Span{5000, 29999},
                             Span{16384, 24576}, Span{29999, 30000}}) {
        const Samples part =
            test::render_scene(scene, tracks, layouts({"4+7+0"}), engine, [&](RenderSettings& s) {
                s.range = range;
            }).samples;
        for (std::size_t c = 0; c < whole.size(); ++c) {
            const Samples::value_type wanted(whole[c].begin() + range.begin,
                                             whole[c].begin() + range.end);
            EXPECT_EQ(part[c], wanted) << "channel " << c << " from " << range.begin;
        }
    }
}

TEST_F(EngineProperties, ThreadsDoNotChangeAByte) {
    const auto scene = test::random_scene({40, 0, 20000, 48000, 6, true});
    const auto tracks = test::random_tracks(*scene, 6);
    const auto with = [&](std::size_t threads) {
        return test::render_scene(
                   scene, tracks, layouts({"4+5+0"}), [&] { return engine_with(threads); },
                   [&](RenderSettings& s) { s.threads = threads; })
            .samples;
    };
    const Samples one = with(1);
    EXPECT_EQ(with(2), one);
    EXPECT_EQ(with(4), one);
    EXPECT_EQ(with(1), one);
}

TEST_F(EngineProperties, TheGridDoesNotChangeTheSound) {
    const auto scene = test::random_scene({6, 0, 20000, 48000, 7, true});
    const auto tracks = test::random_tracks(*scene, 7);
    const Samples usual = test::render_scene(scene, tracks, layouts({"4+7+0"}), engine).samples;
    for (const plan::Grid grid : {plan::Grid{64, 64}, plan::Grid{256, 1024}, plan::Grid{1000, 3000},
                                  plan::Grid{4096, 32768}}) {
        const Samples other =
            test::render_scene(scene, tracks, layouts({"4+7+0"}), engine, [&](RenderSettings& s) {
                s.grid = grid;
            }).samples;
        EXPECT_LE(test::peak_difference_db(other, usual), test::kPanningPeakDb)
            << grid.block << "/" << grid.chunk;
    }
}

TEST_F(EngineProperties, SeveralOutputsInOnePassEqualEachAlone) {
    const auto scene = test::random_scene({5, 6, 12000, 48000, 8, true});
    const auto tracks = test::random_tracks(*scene, 8);
    const std::vector<std::string> names{"0+5+0", "7.1.4", "0+2+0"};
    const Samples together = test::render_scene(scene, tracks, layouts(names), engine).samples;
    Samples apart;
    for (const std::string& name : names) {
        for (auto& row : test::render_scene(scene, tracks, layouts({name}), engine).samples) {
            apart.push_back(std::move(row));
        }
    }
    EXPECT_EQ(together, apart);
}

TEST_F(EngineProperties, IsLinear) {
    const auto scene = test::random_scene({5, 0, 12000, 48000, 9, true});
    const auto a = test::random_tracks(*scene, 91);
    const auto b = test::random_tracks(*scene, 92);
    Samples sum = a;
    for (std::size_t t = 0; t < sum.size(); ++t) {
        for (std::size_t i = 0; i < sum[t].size(); ++i)
            sum[t][i] = 0.5F * a[t][i] - 0.25F * b[t][i];
    }
    const auto render = [&](const Samples& tracks) {
        return test::render_scene(scene, tracks, layouts({"4+7+0"}), engine).samples;
    };
    const Samples ra = render(a);
    const Samples rb = render(b);
    Samples wanted = ra;
    for (std::size_t c = 0; c < wanted.size(); ++c) {
        for (std::size_t i = 0; i < wanted[c].size(); ++i) {
            wanted[c][i] = 0.5F * ra[c][i] - 0.25F * rb[c][i];
        }
    }
    EXPECT_LE(test::peak_difference_db(render(sum), wanted), test::kPanningPeakDb);
}

TEST_F(EngineProperties, AShiftInTimeShiftsTheSound) {
    const auto scene = test::random_scene({5, 0, 12000, 48000, 10, true});
    const auto tracks = test::random_tracks(*scene, 10);
    constexpr Frame kShift = 4801;
    auto later = std::make_shared<programme::Programme>(*scene);
    later->length += kShift;
    for (auto& source : later->sources) {
        auto moved = std::make_shared<programme::Source>(*source);
        moved->start_s = moved->start_s + Rational(kShift, 48000);
        source = std::move(moved);
    }
    Samples late_tracks = tracks;
    for (auto& track : late_tracks) track.insert(track.begin(), kShift, 0.0F);
    const Samples now = test::render_scene(scene, tracks, layouts({"4+7+0"}), engine).samples;
    Samples then = test::render_scene(later, late_tracks, layouts({"4+7+0"}), engine).samples;
    for (auto& row : then) {
        EXPECT_TRUE(std::all_of(row.begin(), row.begin() + kShift, [](float x) { return x == 0; }));
        row.erase(row.begin(), row.begin() + kShift);
    }
    EXPECT_LE(test::peak_difference_db(then, now), test::kPanningPeakDb);
}

TEST_F(EngineProperties, MirroredPositionsGiveMirroredLoudspeakers) {
    const auto scene = test::random_scene({6, 0, 12000, 48000, 11, true});
    const auto tracks = test::random_tracks(*scene, 11);
    auto mirrored = std::make_shared<programme::Programme>(*scene);
    for (auto& source : mirrored->sources) {
        const auto& channel = *std::get<programme::ObjectsSource>(source->metadata).channel;
        auto turned = std::make_shared<programme::ObjectsChannel>(channel);
        // Azimuth and X both change sign when left and right swap.
        for (auto& block : turned->blocks) block.coordinate[0] = -block.coordinate[0];
        auto moved = std::make_shared<programme::Source>(*source);
        moved->metadata = programme::ObjectsSource{std::move(turned)};
        source = std::move(moved);
    }
    const auto layout = *layout::find("4+7+0");
    const Samples straight = test::render_scene(scene, tracks, {layout}, engine).samples;
    const Samples turned = test::render_scene(mirrored, tracks, {layout}, engine).samples;
    Samples swapped;
    for (const layout::Channel& channel : layout.channels) {
        std::string name = channel.name;
        if (name[1] == '+') {
            name[1] = '-';
        } else if (name[1] == '-') {
            name[1] = '+';
        }
        swapped.push_back(turned[layout.index_of(name).value_or(*layout.index_of(channel.name))]);
    }
    EXPECT_LE(test::peak_difference_db(swapped, straight), test::kPanningPeakDb);
}

TEST_F(EngineProperties, TheOrderOfObjectsDoesNotMatter) {
    const auto scene = test::random_scene({12, 0, 12000, 48000, 12, true});
    const auto tracks = test::random_tracks(*scene, 12);
    auto reversed = std::make_shared<programme::Programme>(*scene);
    std::reverse(reversed->sources.begin(), reversed->sources.end());
    const Samples a = test::render_scene(scene, tracks, layouts({"4+7+0"}), engine).samples;
    const Samples b = test::render_scene(reversed, tracks, layouts({"4+7+0"}), engine).samples;
    EXPECT_LE(test::peak_difference_db(a, b), test::kPanningPeakDb);
}

TEST_F(EngineProperties, SilenceGivesSilence) {
    const auto scene = test::random_scene({6, 6, 12000, 48000, 13, true});
    const Samples silence(scene->tracks, std::vector<float>(12000, 0.0F));
    for (const auto& row : test::render_scene(scene, silence, layouts({"4+7+0"}), engine).samples) {
        for (const float x : row) EXPECT_EQ(x, 0.0F);
    }
}

TEST_F(EngineProperties, AProgrammeWithoutSourcesIsSilent) {
    const auto scene = test::random_scene({0, 0, 5000, 48000, 14, true});
    const Samples out = test::render_scene(scene, {}, layouts({"0+2+0"}), engine).samples;
    ASSERT_EQ(out.size(), 2U);
    EXPECT_EQ(out[0], std::vector<float>(5000, 0.0F));
}

TEST_F(EngineProperties, TapsMixScaleAndDelayTracks) {
    auto scene =
        std::make_shared<programme::Programme>(*test::random_scene({2, 0, 12000, 48000, 15, true}));
    auto source = std::make_shared<programme::Source>(*scene->sources[0]);
    source->taps = {{0, 0.5F, 0}, {1, -0.25F, 7}, {0, 0.125F, 9000}};
    scene->sources[0] = source;
    auto silent = std::make_shared<programme::Source>(*scene->sources[1]);
    silent->taps.clear();
    scene->sources.push_back(silent);
    const auto tracks = test::random_tracks(*scene, 15);
    const Samples ours = test::render_scene(scene, tracks, layouts({"4+7+0"}), engine).samples;
    const auto judge =
        test::render_directly(*scene, tracks, *layout::find("4+7+0"), {0, scene->length});
    EXPECT_LE(test::peak_difference_db(ours, judge), test::kPanningPeakDb);
}

TEST_F(EngineProperties, AnotherEngineAgreesWithinTheTolerance) {
    const auto scene = test::random_scene({20, 6, 24000, 48000, 16, true});
    const auto tracks = test::random_tracks(*scene, 16);
    const Samples ours = test::render_scene(scene, tracks, layouts({"9+10+3"}), engine).samples;
    const auto baseline = [] { return make_engine({"cpu", "", 1, "baseline", {}}).engine; };
    const Samples other = test::render_scene(scene, tracks, layouts({"9+10+3"}), baseline).samples;
    EXPECT_LE(test::peak_difference_db(ours, other), test::kEnginesPeakDb);
}

TEST_F(EngineProperties, ThePlanKeyCanBeRequired) {
    const auto scene = test::random_scene({3, 0, 9000, 48000, 17, true});
    const auto tracks = test::random_tracks(*scene, 17);
    const SceneRender first = test::render_scene(scene, tracks, layouts({"0+5+0"}), engine);
    const SceneRender again =
        test::render_scene(scene, tracks, layouts({"0+5+0"}), engine,
                           [&](RenderSettings& s) { s.required_plan_key = first.result.plan_key; });
    EXPECT_EQ(again.samples, first.samples);
    EXPECT_THROW(static_cast<void>(test::render_scene(
                     scene, tracks, layouts({"0+5+0"}), engine,
                     [&](RenderSettings& s) { s.required_plan_key = "cavea-0/none"; })),
                 Error);
}

}  // namespace
}  // namespace cavea
