// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plan/output_panner.h"

#include <gtest/gtest.h>

#include <cmath>
#include <memory>
#include <string>
#include <vector>

#include "core/base/error.h"
#include "core/layout/ambix.h"
#include "core/pan/hoa.h"
#include "core/plan/planner.h"

namespace cavea::plan {
namespace {

using programme::Ear;
using programme::Programme;
using programme::Source;

Output ears() {
    Output out;
    out.layout = *layout::find("4+7+0");
    out.delivered = *layout::find("0+2+0");
    out.ears = true;
    return out;
}
Output ambix(int order) {
    Output out;
    out.layout = pan::virtual_sphere();
    out.delivered = layout::ambix(order);
    return out;
}

/// Left and right on tracks 0 and 1, two blocks, from 100 frames on.
std::shared_ptr<Programme> two_ears() {
    auto out = std::make_shared<Programme>();
    out->tracks = 2;
    out->length = 10000;
    auto channel = std::make_shared<programme::BinauralChannel>();
    channel->id = "AC_00051001";
    channel->blocks.resize(2);
    channel->blocks[0].rtime_s = Rational(0);
    channel->blocks[0].duration_s = Rational(50, 48000);
    channel->blocks[1].rtime_s = Rational(50, 48000);
    channel->blocks[1].duration_s = Rational(1000, 48000);
    channel->blocks[1].gain = 0.5;
    for (std::uint32_t i = 0; i < 2; ++i) {
        auto source = std::make_shared<Source>();
        source->id = "AO_1001 ATU_0000000" + std::to_string(i);
        source->object = "AO_1001";
        source->taps = {{i, 1.0F, 0}};
        source->start_s = Rational(100, 48000);
        source->gain = 0.5;
        source->metadata =
            programme::BinauralSource{channel, i == 0 ? Ear::Left : Ear::Right, "AP_00050001"};
        out->sources.push_back(std::move(source));
    }
    return out;
}

TEST(OutputPanner, EarsStandBehindTheLoudspeakers) {
    const Output output = ears();
    const OutputPanner panner(output);
    ASSERT_EQ(panner.columns(), 14U);
    EXPECT_EQ(panner.speakers(), 12U);
    std::vector<double> gains(14, 9);
    panner.binaural_gains(Ear::Right, 0.25, gains);
    for (std::size_t c = 0; c < 14; ++c) EXPECT_EQ(gains[c], c == 13 ? 0.25 : 0) << c;
    // Nothing else reaches them.
    std::vector<double> diffuse(12);
    std::fill(gains.begin(), gains.end(), 9.0);
    panner.object_gains({}, {}, {}, gains, diffuse);
    EXPECT_EQ(gains[12], 0);
    EXPECT_EQ(gains[13], 0);
    EXPECT_NEAR(gains[2], 1, 1e-12);
    const std::vector<programme::HoaComponent> omni{{0, 0}};
    const auto matrix = panner.hoa_matrix(omni, programme::Normalisation::Sn3d);
    ASSERT_EQ(matrix.size(), 14U);
    EXPECT_EQ(matrix[12], 0);
    EXPECT_EQ(matrix[13], 0);
}

TEST(Planner, SignalsForEarsFollowGainsStartAndBlocks) {
    const Planner planner(two_ears(), {ears()}, "f");
    const auto segments = planner.plan({0, 8192}).direct;
    ASSERT_EQ(segments.size(), 4U);
    for (std::uint32_t i = 0; i < 4; ++i) {
        EXPECT_EQ(segments[i].row, i / 2);
        EXPECT_EQ(segments[i].column, 12 + i / 2);
        EXPECT_EQ(segments[i].begin, i % 2 == 0 ? 100 : 150);
        EXPECT_EQ(segments[i].end, i % 2 == 0 ? 150 : 1150);
        EXPECT_EQ(segments[i].gain_begin, i % 2 == 0 ? 0.5 : 0.25);
        EXPECT_EQ(segments[i].slope, 0);
    }
}

TEST(Planner, SignalsForEarsAreRefusedByLoudspeakersUnlessTheyAreFoldedDown) {
    for (const char* name : {"0+2+0", "4+7+0", "9+10+3"}) {
        Output output = Output::speakers(*layout::find(name));
        try {
            const Planner planner(two_ears(), {output}, "f.wav");
            FAIL() << name;
        } catch (const Error& error) {
            const std::string message = error.what();
            EXPECT_EQ(message.find("f.wav: AO_1001: "), 0U) << message;
            EXPECT_NE(message.find("Binaural (AP_00050001)"), std::string::npos);
            EXPECT_NE(message.find("--binaural-downmix"), std::string::npos);
        }
        output.binaural_downmix = true;
        const Planner planner(two_ears(), {output}, "f.wav");
        for (const Segment& s : planner.plan({0, 8192}).direct) {
            EXPECT_EQ(s.column, *output.layout.index_of(s.row == 0 ? "M+030" : "M-030"));
        }
    }
}

TEST(OutputPanner, AmbixTakesASceneAsItIs) {
    const Output output = ambix(3);
    const OutputPanner panner(output);
    ASSERT_EQ(panner.columns(), 16U);
    const pan::AmbixEncoder encoder(3);
    const auto matrix = panner.hoa_matrix(encoder.components(), programme::Normalisation::Sn3d);
    for (std::size_t i = 0; i < 16; ++i) {
        for (std::size_t k = 0; k < 16; ++k) EXPECT_NEAR(matrix[i * 16 + k], i == k, 1e-12);
    }
}

programme::Room room_of(std::vector<std::string> labels, std::optional<int> order) {
    auto ir = std::make_shared<dsp::IrSet>();
    ir->channels = labels.empty() ? 1 : static_cast<std::uint32_t>(labels.size());
    ir->labels = std::move(labels);
    ir->ambix_order = order;
    ir->responses.assign(ir->channels, std::vector<float>(10, 0.1F));
    programme::Room room;
    room.id = "hall";
    room.ir = std::move(ir);
    return room;
}
std::vector<std::string> names_of(const layout::Layout& layout) {
    std::vector<std::string> out;
    for (const auto& channel : layout.channels) out.push_back(channel.name);
    return out;
}
WetGraph graph_of(const programme::Room& room, const std::vector<Output>& outputs,
                  bool diffuse = false) {
    Programme programme;
    programme.rooms = {room};
    const std::vector<OutputPanner> panners(outputs.begin(), outputs.end());
    return make_wet_graph(programme, outputs, panners, diffuse, "f");
}

TEST(WetGraph, AmbixRoomsAreDecodedAndPassedThrough) {
    const auto speakers = Output::speakers(*layout::find("4+7+0"));
    const auto graph = graph_of(room_of(names_of(layout::ambix(1)), 1), {speakers, ambix(2)});
    EXPECT_EQ(graph.rows, 4U);
    EXPECT_EQ(graph.latency, 0);
    const auto matrix =
        pan::HoaDecoder(speakers.layout)
            .matrix(pan::AmbixEncoder(1).components(), programme::Normalisation::Sn3d);
    std::vector<double> expected(4 * 21, 0.0);  // 12 loudspeakers and 9 harmonics
    for (std::size_t r = 0; r < 4; ++r) {
        for (std::size_t c = 0; c < 12; ++c) expected[r * 21 + c] = matrix[c * 4 + r];
        expected[r * 21 + 12 + r] = 1;
    }
    for (const WetGraph::Return& ret : graph.returns) {
        EXPECT_EQ(ret.room, 0U);
        expected[ret.row * 21 + ret.column] -= ret.gain;
    }
    for (const double rest : expected) EXPECT_NEAR(rest, 0, 1e-12);
}

TEST(WetGraph, LoudspeakerRoomsAreEncodedForAmbix) {
    const auto graph = graph_of(room_of({"M+090", "LFE1"}, {}), {ambix(1)});
    std::vector<double> gains(4);
    for (const WetGraph::Return& ret : graph.returns) {
        EXPECT_EQ(ret.row, 0U);
        gains[ret.column] = ret.gain;
    }
    EXPECT_NEAR(gains[0], 1, 1e-12);
    EXPECT_NEAR(gains[1], 1, 1e-12);
    EXPECT_NEAR(gains[2], 0, 1e-12);
    EXPECT_NEAR(gains[3], 0, 1e-12);
}

TEST(WetGraph, MonoRoomsAndDiffuseSoundFillAmbixEvenly) {
    const auto spread = graph_of(room_of({}, {}), {ambix(2)});
    EXPECT_EQ(spread.rows, 9U);
    double power = 0;
    for (const ConvPath& path : spread.paths) {
        const double g = path.gain;
        const double factor = path.output == 0 ? 1 : path.output < 4 ? 3 : 5;
        EXPECT_NEAR(g * g * factor, 1, 1e-6);  // in N3D
        power += g * g * factor / 9;
    }
    EXPECT_NEAR(power, 1, 1e-6);

    Output output = ambix(2);
    const auto diffuse = graph_of(room_of({"M+000"}, {}), {output}, true);
    EXPECT_EQ(diffuse.diffuse_input.size(), output.layout.size());
    EXPECT_EQ(diffuse.inputs, 1 + output.layout.size());
    pan::AmbixEncoder encoder(2);
    std::vector<double> heard(9);
    for (const WetGraph::Return& ret : diffuse.returns) {
        if (ret.row == 1) heard[ret.column] = ret.gain;
    }
    EXPECT_NEAR(encoder.power(heard), 1, 1e-9);
}

}  // namespace
}  // namespace cavea::plan
