// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "renderer/vulkan/vulkan_engine.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/base/error.h"
#include "gpu_test.h"
#include "tests/support/support.h"

namespace cavea::test {
namespace {

using VulkanEngine = GpuTest;

const double kTolerance = amplitude(kPanningPeakDb);

void expect_matches(Engine& engine, const Programme& programme) {
    const auto columns = render(engine, programme);
    EXPECT_LE(peak_difference(columns, reference(programme)), kTolerance);
}

TEST_F(VulkanEngine, MatchesDoublePrecisionForRandomPlans) {
    const auto engine = make();
    const ProgrammeShape shapes[] = {
        {1, 1, {64, 1024}, 1024, 1, 1024},          // one segment
        {1, 1, {1, 1}, 3, 2, 1},                    // chunks of one frame
        {2, 3, {5, 35}, 100, 20, 35},               // chunks that are no multiple of anything
        {7, 5, {64, 1024}, 1025, 200, 1024},        // a last chunk of one frame
        {31, 12, {256, 1024}, 4095, 2000, 700},     // last chunk short by one
        {128, 12, {1024, 4096}, 10000, 5000, 960},  // the usual shape
        {300, 24, {1024, 4096}, 8192, 9000, 4096},
        {300, 2, {1024, 8192}, 8192, 600, 8192},  // 150 rows sounding in each column at any time
    };
    std::uint64_t seed = 1;
    for (const ProgrammeShape& shape : shapes) {
        SCOPED_TRACE(testing::Message() << shape.rows << " rows, seed " << seed);
        expect_matches(*engine, random_programme(shape, seed++));
    }
}

TEST_F(VulkanEngine, AddsThousandsOfOneFrameSegmentsInOneTile) {
    const auto engine = make();
    expect_matches(*engine, random_programme({40, 1, {256, 256}, 512, 5000, 1}, 3));
}

// 4e-8 is less than half of the last bit of 1: a plain float sum would stay at 1 and miss 1.2e-5.
TEST_F(VulkanEngine, KeepsQuietRowsBesideALoudOne) {
    Programme programme = empty_programme({300, 1, {64, 512}, 512, 0, 1});
    for (std::uint32_t row = 0; row < 300; ++row) {
        for (float& x : programme.feeds.view()[row]) x = row == 0 ? 1.0F : 4e-8F;
        programme.plans[0].direct.push_back({row, 0, 0, 512, 1, 0});
    }
    expect_matches(*make(), programme);
}

TEST_F(VulkanEngine, MeetsKnotsAtTileEdgesExactly) {
    Programme programme = empty_programme({1, 1, {256, 1024}, 1024, 0, 1});
    for (float& x : programme.feeds.view()[0]) x = 1;
    const Frame edges[] = {0, 1, 255, 256, 257, 511, 512, 1023, 1024};
    for (std::size_t i = 0; i + 1 < std::size(edges); ++i) {
        programme.plans[0].direct.push_back(
            {0, 0, edges[i], edges[i + 1], static_cast<double>(i + 1), 0});
    }
    const auto columns = render(*make(), programme);
    for (std::size_t i = 0; i + 1 < std::size(edges); ++i) {
        for (Frame n = edges[i]; n < edges[i + 1]; ++n) {
            ASSERT_EQ(columns.view()[0][static_cast<std::size_t>(n)], static_cast<float>(i + 1))
                << "frame " << n;
        }
    }
}

TEST_F(VulkanEngine, WritesSilenceWhereNothingPlays) {
    const auto engine = make();
    Programme programme = random_programme({3, 4, {64, 1024}, 2048, 50, 300}, 5);
    programme.plans[1].direct.clear();
    for (auto& segment : programme.plans[0].direct) segment.column = 2;
    const auto columns = render(*engine, programme);
    for (const std::size_t column : {0U, 1U, 3U}) {
        for (const float x : columns.view()[column]) ASSERT_EQ(x, 0.0F);
    }
    for (std::size_t n = 1024; n < 2048; ++n) ASSERT_EQ(columns.view()[2][n], 0.0F);
    EXPECT_LE(peak_difference(columns, reference(programme)), kTolerance);
}

TEST_F(VulkanEngine, KeepsWhatIsNotFiniteInsideItsSegment) {
    Programme programme = empty_programme({2, 1, {64, 512}, 512, 0, 1});
    for (float& x : programme.feeds.view()[0]) x = std::numeric_limits<float>::quiet_NaN();
    for (float& x : programme.feeds.view()[1]) x = 0.5F;
    programme.plans[0].direct = {{0, 0, 100, 103, 1, 0}, {1, 0, 0, 512, 1, 0}};
    const auto columns = render(*make(), programme);
    for (std::size_t n = 0; n < 512; ++n) {
        if (n >= 100 && n < 103) {
            EXPECT_TRUE(std::isnan(columns.view()[0][n]));
        } else {
            ASSERT_EQ(columns.view()[0][n], 0.5F) << "frame " << n;
        }
    }
}

TEST_F(VulkanEngine, TakesShapesWithoutRowsOrColumns) {
    const auto engine = make();
    const auto silent = render(*engine, empty_programme({0, 2, {64, 1024}, 1024, 0, 1}));
    for (const float x : silent.view()[1]) ASSERT_EQ(x, 0.0F);
    EXPECT_EQ(render(*engine, empty_programme({2, 0, {64, 1024}, 1024, 0, 1})).channels(), 0U);
}

TEST_F(VulkanEngine, PreparesAgainForAnotherShape) {
    const auto engine = make();
    expect_matches(*engine, random_programme({3, 2, {64, 1024}, 3000, 50, 400}, 7));
    expect_matches(*engine, random_programme({50, 9, {128, 4096}, 5000, 500, 400}, 8));
    expect_matches(*engine, random_programme({2, 1, {64, 512}, 600, 10, 400}, 9));
}

TEST_F(VulkanEngine, NeedsWholeChunksOfTheGrid) {
    const auto engine = make();
    EngineSetup setup;
    setup.grid = {64, 1024};
    engine->prepare(setup);
    EXPECT_EQ(engine->needs({0, 1}), (Span{0, 1024}));
    EXPECT_EQ(engine->needs({1024, 2048}), (Span{1024, 2048}));
    EXPECT_EQ(engine->needs({1023, 2049}), (Span{0, 3072}));
    EXPECT_EQ(engine->needs({-1, 1}), (Span{-1024, 1024}));
    EXPECT_TRUE(engine->needs({5, 5}).empty());
    EXPECT_EQ(engine->latency_frames(), 0);
}

TEST_F(VulkanEngine, TakesNoThirdChunkAndAnswersLateOrDone) {
    const auto engine = make();
    const Programme programme = random_programme({64, 12, {1024, 8192}, 3 * 8192, 9000, 960}, 11);
    engine->prepare(programme.setup);
    const auto feeds = [&](int i) {
        return programme.feeds.view().slice(static_cast<std::size_t>(i) * 8192, 8192);
    };
    const auto first = engine->submit(programme.plans[0].span, feeds(0), programme.plans[0]);
    const auto second = engine->submit(programme.plans[1].span, feeds(1), programme.plans[1]);
    ASSERT_TRUE(first && second);
    EXPECT_FALSE(engine->submit(programme.plans[2].span, feeds(2), programme.plans[2]));
    EXPECT_EQ(engine->lost_reason(), "");
    PlanarBuffer<float> columns(12, 8192);
    State state = State::Late;
    while (state == State::Late) state = engine->collect(*first, Wait::No, columns.view());
    EXPECT_EQ(state, State::Done);
    EXPECT_TRUE(engine->submit(programme.plans[2].span, feeds(2), programme.plans[2]));
    EXPECT_EQ(engine->collect(*second, Wait::Yes, columns.view()), State::Done);
    // The third ticket is left to the destructor, which has to wait for the device.
}

TEST_F(VulkanEngine, IsLostWithAReasonByAPlanThatDoesNotFit) {
    const plan::Segment wrong[] = {
        {2, 0, 0, 10, 1, 0},   {0, 1, 0, 10, 1, 0},  {0, 0, -1, 10, 1, 0},
        {0, 0, 0, 1025, 1, 0}, {0, 0, 10, 10, 1, 0},
    };
    for (const plan::Segment& segment : wrong) {
        Programme programme = empty_programme({2, 1, {64, 1024}, 1024, 0, 1});
        programme.plans[0].direct = {segment};
        const auto engine = make();
        engine->prepare(programme.setup);
        EXPECT_FALSE(
            engine->submit(programme.plans[0].span, programme.feeds.view(), programme.plans[0]));
        EXPECT_NE(engine->lost_reason(), "");
        PlanarBuffer<float> columns(1, 1024);
        EXPECT_EQ(engine->collect(Ticket{1}, Wait::Yes, columns.view()), State::Lost);
        EXPECT_THROW(engine->prepare(programme.setup), Error);
    }
}

TEST_F(VulkanEngine, RefusesMoreThanTheDeviceCanHoldAndStaysUsable) {
    const auto engine = make();
    const EngineSetup too_large[] = {
        {4000000000, 2, {1024, 32768}, 48000},
        {2, 4000000000, {1024, 32768}, 48000},
        {2, 2, {1024, 4000000000 / 1024 * 1024}, 48000},
        {2, 2, {1024, 0}, 48000},
        {2, 2, {1000, 1024}, 48000},
    };
    for (const EngineSetup& setup : too_large) {
        try {
            engine->prepare(setup);
            ADD_FAILURE() << "no Error for " << setup.rows << " rows";
        } catch (const Error& error) {
            EXPECT_EQ(error.code(), ErrorCode::Machine);
            EXPECT_NE(std::string(error.what()).find("--engine cpu"), std::string::npos);
        }
    }
    expect_matches(*engine, random_programme({3, 2, {64, 1024}, 3000, 50, 400}, 12));
}

TEST_F(VulkanEngine, NamesDeviceDriverAndGridInItsKey) {
    const auto engine = make();
    EngineSetup setup;
    setup.grid = {128, 1280};
    engine->prepare(setup);
    EXPECT_EQ(engine->name(), "vulkan");
    const std::string key = engine->plan_key();
    EXPECT_EQ(key.rfind("cavea-", 0), 0U) << key;
    EXPECT_NE(key.find("/vulkan/"), std::string::npos) << key;
    EXPECT_NE(key.find("/b128/c1280"), std::string::npos) << key;
    EXPECT_EQ(std::count(key.begin(), key.end(), '/'), 5) << key;
}

}  // namespace
}  // namespace cavea::test
