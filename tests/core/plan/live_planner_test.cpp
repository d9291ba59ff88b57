// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plan/live_planner.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <memory>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "core/dsp/ir_set.h"
#include "core/layout/layout.h"
#include "core/pan/object_panner.h"
#include "core/programme/bed.h"

namespace cavea::plan {
namespace {

using programme::ObjectsBlock;
using programme::ObjectsChannel;
using programme::ObjectsSource;
using programme::Programme;
using programme::Source;

constexpr Frame kBlock = 256;

/// Blocks of 300 frames that walk about, with gains, diffuseness and a send.
std::shared_ptr<Source> moving_object(std::uint32_t track, bool cartesian, Frame frames) {
    std::mt19937_64 random(track + 17);
    const auto dice = [&](double low, double high) {
        return low + (high - low) * static_cast<double>(random() >> 11U) * 0x1p-53;
    };
    auto channel = std::make_shared<ObjectsChannel>();
    channel->id = "AC_00031001";
    channel->attributes.resize(1);
    channel->attributes[0].cartesian = cartesian;
    channel->attributes[0].diffuse = 0.25;
    for (Frame at = 0; at < frames; at += 300) {
        ObjectsBlock block;
        block.coordinate[0] = cartesian ? dice(-1, 1) : dice(-180, 180);
        block.coordinate[1] = cartesian ? dice(-1, 1) : dice(-60, 60);
        block.coordinate[2] = cartesian ? dice(-1, 1) : 1;
        block.gain = dice(0.2, 1);
        block.number = static_cast<std::uint32_t>(channel->blocks.size() + 1);
        EXPECT_TRUE(block.set_times(Rational(at, 48000), Rational(300, 48000)));
        channel->blocks.push_back(block);
    }
    auto source = std::make_shared<Source>();
    source->id = "AO";
    source->gain = 0.8;
    source->taps = {{track, 1, 0}};
    source->metadata = ObjectsSource{std::move(channel)};
    source->sends = {{0, 0, {{Rational(), 0.25}, {Rational(1, 10), 0.75}}}};
    return source;
}

/// Three objects and a bed of two channels, with a room of two inputs.
std::shared_ptr<Programme> scene(Frame frames = 6000) {
    auto out = std::make_shared<Programme>(programme::bed(*layout::find("0+2+0"), 48000, frames));
    for (auto& source : out->sources) {
        auto sending = std::make_shared<Source>(*source);
        sending->sends = {{0, 1, {{Rational(), 0.5}}}};
        source = std::move(sending);
    }
    for (std::uint32_t i = 2; i < 5; ++i) {
        out->sources.push_back(moving_object(i, i % 2 == 0, frames));
    }
    out->tracks = 5;
    auto ir = std::make_shared<dsp::IrSet>();
    ir->inputs = 2;
    ir->responses = {{1.0F}, {0.5F}};
    programme::Room room;
    room.id = "room";
    room.ir = std::move(ir);
    out->rooms.push_back(std::move(room));
    return out;
}

Planner planner_of(const std::shared_ptr<const Programme>& programme) {
    return {programme, {Output::speakers(*layout::find("0+5+0"))}, "scene"};
}

using Gains = std::map<std::pair<std::uint32_t, std::uint32_t>, double>;

/// Gain of each (row, column) at frame n.
Gains at(const SpanPlan& plan, double n) {
    Gains out;
    for (const Segment& s : plan.direct) {
        if (n < static_cast<double>(s.begin) || n > static_cast<double>(s.end)) continue;
        // At a knot inside the span the later segment counts.
        if (n == static_cast<double>(s.end) && s.end != plan.span.end) continue;
        out[{s.row, s.column}] += s.gain_begin + s.slope * (n - static_cast<double>(s.begin));
    }
    return out;
}

double difference(const Gains& a, const Gains& b) {
    double worst = 0;
    for (const Gains* one : {&a, &b}) {
        for (const auto& [key, unused] : *one) {
            const auto value = [&](const Gains& g) {
                const auto found = g.find(key);
                return found == g.end() ? 0.0 : found->second;
            };
            worst = std::max(worst, std::abs(value(a) - value(b)));
        }
    }
    return worst;
}

Gains row_of(const Gains& gains, std::uint32_t row) {
    Gains out;
    for (const auto& [key, gain] : gains) {
        if (key.first == row) out[key] = gain;
    }
    return out;
}

TEST(LivePlanner, EqualsThePlanWhileNothingIsHeld) {
    const Planner planner = planner_of(scene());
    LivePlanner live(planner);
    SpanPlan out;
    for (Frame at = 0; at < 6400; at += kBlock) {
        live.plan({at, at + kBlock}, {}, out);
        EXPECT_EQ(out.direct, planner.plan({at, at + kBlock}).direct) << at;
    }
}

TEST(LivePlanner, LeavesSourcesThatAreNotHeldAlone) {
    const Planner planner = planner_of(scene());
    LivePlanner live(planner);
    Controls controls;
    controls.sources.resize(4);
    controls.sources[3].gain = 0.5;
    SpanPlan out;
    live.plan({512, 768}, controls, out);
    auto own = planner.plan({512, 768}).direct;
    const auto is_held = [](const Segment& s) { return s.row == 3; };
    ASSERT_TRUE(std::any_of(out.direct.begin(), out.direct.end(), is_held));
    std::erase_if(out.direct, is_held);
    std::erase_if(own, is_held);
    EXPECT_EQ(out.direct, own);
}

TEST(LivePlanner, NothingJumpsWhateverIsHeldAndLetGo) {
    const Planner planner = planner_of(scene(20000));
    std::mt19937_64 random(3);
    const auto dice = [&] { return static_cast<double>(random() >> 11U) * 0x1p-53; };
    LivePlanner live(planner);
    Controls controls;
    controls.sources.resize(5);
    Gains before;
    SpanPlan out;
    double largest_move = 0;
    for (Frame at_frame = 0; at_frame < 20000; at_frame += kBlock) {
        for (SourceControl& control : controls.sources) {
            if (dice() < 0.5) continue;
            control = {};
            if (dice() < 0.3) continue;
            if (dice() < 0.5) control.gain = dice();
            if (dice() < 0.5) {
                control.position = HeldPosition{dice() < 0.5, {dice(), dice(), dice()}};
            }
            if (dice() < 0.3) control.extent = {dice(), dice(), dice()};
            if (dice() < 0.5) control.sends = {{0, random() % 2 == 0 ? 0U : 1U, dice()}};
        }
        const Span span{at_frame, at_frame + kBlock};
        live.plan(span, controls, out);
        const Gains begin = at(out, static_cast<double>(span.begin));
        const Gains end = at(out, static_cast<double>(span.end));
        if (at_frame > 0) {
            EXPECT_LT(difference(before, begin), 1e-9) << at_frame;
        }
        largest_move = std::max(largest_move, difference(begin, end));
        before = end;
    }
    EXPECT_GT(largest_move, 0.3);  // there was something that could have jumped
}

TEST(LivePlanner, AGainIsAFactorOnDirectDiffuseAndSends) {
    const Planner planner = planner_of(scene());
    LivePlanner live(planner);
    Controls controls;
    controls.sources.resize(5);
    for (SourceControl& control : controls.sources) control.gain = 0.25;
    SpanPlan out;
    live.plan({1024, 1280}, controls, out);
    Gains wanted = at(planner.plan({1280, 1281}), 1280);
    for (auto& [key, gain] : wanted) gain *= 0.25;
    EXPECT_LT(difference(at(out, 1280), wanted), 1e-12);
    // Held at once behind a reset: the block has no ramp.
    EXPECT_LT(difference(at(out, 1024), wanted), 1e-12);
    live.reset();
    live.plan({1024, 1280}, {}, out);
    EXPECT_EQ(out.direct, planner.plan({1024, 1280}).direct);
}

TEST(LivePlanner, AHeldPositionIsPannedThere) {
    const auto programme = scene();
    const Planner planner = planner_of(programme);
    const pan::ObjectPanner panner(planner.outputs()[0].layout);
    const Source& source = *programme->sources[3];
    const auto& channel = *std::get<ObjectsSource>(source.metadata).channel;
    for (const bool cartesian : {true, false}) {
        LivePlanner live(planner);
        Controls controls;
        controls.sources.resize(5);
        controls.sources[3].position =
            cartesian ? HeldPosition{true, {-0.5, 0.25, 0}} : HeldPosition{false, {60, 10, 1}};
        SpanPlan out;
        // At frame 1500 a block of the metadata begins: the gain is that of the one before.
        live.plan({1500 - kBlock, 1500}, controls, out);
        ObjectsBlock block = channel.blocks[5];
        block.gain = channel.blocks[4].gain;
        std::copy_n(controls.sources[3].position->coordinate.begin(), 3, block.coordinate);
        auto attributes = channel.of(block);
        attributes.cartesian = cartesian;
        std::vector<double> direct(5);
        std::vector<double> diffuse(5);
        // Columns follow the layout, whose LFE the panner leaves at 0.
        direct.resize(planner.output_columns());
        diffuse.resize(planner.output_columns());
        panner.gains(block, attributes, source, direct, diffuse);
        Gains wanted;
        for (std::uint32_t c = 0; c < direct.size(); ++c) {
            wanted[{3, c}] = direct[c];
            const std::uint32_t input = planner.wet().diffuse_input[c];
            if (input == WetGraph::kNoRoom) continue;
            wanted[{3, planner.output_columns() + input}] = diffuse[c];
        }
        Gains got = row_of(at(out, 1500), 3);
        std::erase_if(got, [&](const auto& entry) {  // the send
            return entry.first.second == planner.output_columns();
        });
        EXPECT_LT(difference(got, wanted), 1e-9) << cartesian;
    }
}

TEST(LivePlanner, AHeldSendReplacesTheProgrammesAndFollowsTheFader) {
    const auto programme = scene();
    const Planner planner = planner_of(programme);
    LivePlanner live(planner);
    Controls controls;
    controls.sources.resize(5);
    controls.sources[0].sends = {{0, 1, 0.125}, {0, 0, 2}, {9, 0, 1}, {0, 9, 1}};
    controls.sources[0].gain = 0.5;
    SpanPlan out;
    live.plan({256, 512}, controls, out);
    const Gains gains = at(out, 512);
    EXPECT_DOUBLE_EQ(gains.at({0, planner.output_columns() + 1}), 0.125 * 0.5);
    EXPECT_DOUBLE_EQ(gains.at({0, planner.output_columns()}), 2 * 0.5);
}

TEST(LivePlanner, LevelsAreTheFaders) {
    const Planner planner = planner_of(scene());
    LivePlanner live(planner);
    Controls controls;
    controls.sources.resize(5);
    controls.sources[4].gain = 0;
    SpanPlan out;
    live.plan({1500, 1756}, controls, out);
    EXPECT_NEAR(live.levels()[0], 1, 1e-12);
    const auto& channel =
        *std::get<ObjectsSource>(planner.programme().sources[2]->metadata).channel;
    const double loudest = 0.8 * std::max({channel.blocks[4].gain, channel.blocks[5].gain});
    EXPECT_GT(live.levels()[2], 0.5 * loudest);
    EXPECT_LE(live.levels()[2], loudest + 1e-9);
    EXPECT_EQ(live.levels()[4], 0);
}

}  // namespace
}  // namespace cavea::plan
