// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plan/wet_graph.h"

#include <gtest/gtest.h>

#include <cmath>
#include <memory>
#include <string>

#include "core/base/error.h"
#include "core/dsp/decorrelator.h"

namespace cavea::plan {
namespace {

programme::Room room(std::uint32_t inputs, std::vector<std::string> labels) {
    auto ir = std::make_shared<dsp::IrSet>();
    ir->inputs = inputs;
    ir->channels = labels.empty() ? 1 : static_cast<std::uint32_t>(labels.size());
    ir->labels = std::move(labels);
    ir->responses.assign(std::size_t{inputs} * ir->channels, std::vector<float>(100, 0.01F));
    programme::Room out;
    out.id = "hall";
    out.ir = std::move(ir);
    return out;
}

WetGraph graph_of(const programme::Programme& programme, const std::vector<Output>& outputs,
                  bool diffuse = false) {
    const std::vector<OutputPanner> panners(outputs.begin(), outputs.end());
    return make_wet_graph(programme, outputs, panners, diffuse, "f.cavea");
}

WetGraph graph_of(const std::vector<programme::Room>& rooms, const std::string& layout,
                  bool diffuse = false) {
    programme::Programme programme;
    programme.rooms = rooms;
    return graph_of(programme, {Output::speakers(*layout::find(layout))}, diffuse);
}

TEST(WetGraph, IsEmptyWithoutRoomsAndDiffuseSound) {
    const WetGraph graph = graph_of({}, "4+7+0");
    EXPECT_TRUE(graph.empty());
    EXPECT_EQ(graph.latency, 0);
    EXPECT_EQ(graph.inputs, 0U);
}

TEST(WetGraph, ARoomOfLoudspeakersHasAPathPerInputAndChannelAndNoLatency) {
    const WetGraph graph = graph_of({room(2, {"M+030", "M-030", "U+045"})}, "4+7+0");
    EXPECT_EQ(graph.inputs, 2U);
    EXPECT_EQ(graph.rows, 3U);
    EXPECT_EQ(graph.paths.size(), 6U);
    EXPECT_EQ(graph.latency, 0);
    EXPECT_EQ(graph.longest, 100);
    ASSERT_EQ(graph.returns.size(), 3U);
    for (const auto& ret : graph.returns) EXPECT_NEAR(ret.gain, 1, 1e-12);
}

TEST(WetGraph, AChannelWithoutItsLoudspeakerIsPanned) {
    // 5.1 has no heights: U+045 comes back through several loudspeakers, with energy 1.
    const WetGraph graph = graph_of({room(1, {"U+045"})}, "0+5+0");
    double energy = 0;
    for (const auto& ret : graph.returns) energy += ret.gain * ret.gain;
    EXPECT_GT(graph.returns.size(), 1U);
    EXPECT_NEAR(energy, 1, 1e-9);
}

TEST(WetGraph, AMonoRoomIsSpreadEvenlyAndEverythingWaitsForTheDecorrelators) {
    const WetGraph graph = graph_of({room(1, {}), room(1, {"M+000"})}, "0+5+0");
    EXPECT_EQ(graph.latency, static_cast<Frame>(dsp::kDecorrelatorDelay));
    EXPECT_EQ(graph.rows, 6U);  // five loudspeakers but LFE, and the other room's channel
    for (const ConvPath& path : graph.paths) {
        if (path.input == 0) {
            EXPECT_NEAR(static_cast<double>(path.gain), std::sqrt(0.2), 1e-6);
            EXPECT_EQ(path.delay_frames, 0U);
            EXPECT_EQ(path.response->size(), 100 + dsp::kDecorrelatorFrames - 1);
        } else {
            EXPECT_EQ(path.delay_frames, dsp::kDecorrelatorDelay);
        }
    }
}

TEST(WetGraph, DiffuseSoundHasAnInputPerLoudspeaker) {
    const WetGraph graph = graph_of({}, "0+5+0", true);
    EXPECT_EQ(graph.inputs, 5U);
    EXPECT_EQ(graph.diffuse_input[3], WetGraph::kNoRoom);  // LFE
    EXPECT_EQ(graph.diffuse_input[4], 3U);
}

TEST(WetGraph, RefusesALabelThatNoLayoutKnows) {
    try {
        static_cast<void>(graph_of({room(1, {"M+999"})}, "0+5+0"));
        FAIL();
    } catch (const Error& error) {
        const std::string message = error.what();
        EXPECT_NE(message.find("f.cavea"), std::string::npos);
        EXPECT_NE(message.find("hall"), std::string::npos);
        EXPECT_NE(message.find("M+999"), std::string::npos);
    }
}

TEST(PlanReturns, FollowTheReturnGainOnTheProgrammesClock) {
    programme::Programme programme;
    programme.rooms = {room(1, {})};
    programme.rooms[0].return_gain = {{Rational(1), 1}, {Rational(1), 0.5}};
    const WetGraph graph = graph_of(programme, {Output::speakers(*layout::find("0+2+0"))});
    const auto segments = plan_returns(graph, programme, {47000, 49000});
    ASSERT_EQ(segments.size(), 4U);
    EXPECT_EQ(segments[0].end, 48000 + graph.latency);
    EXPECT_EQ(segments[1].begin, 48000 + graph.latency);
    EXPECT_EQ(segments[0].gain_begin, 1);
    EXPECT_EQ(segments[1].gain_begin, 0.5);
}

}  // namespace
}  // namespace cavea::plan
