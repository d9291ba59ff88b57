// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plan/planner.h"

#include <gtest/gtest.h>

#include <cmath>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/pan/hoa.h"
#include "core/programme/bed.h"

namespace cavea::plan {
namespace {

using programme::ObjectsBlock;
using programme::ObjectsChannel;
using programme::Programme;
using programme::Source;

constexpr std::int64_t kRate = 48000;

/// One object from blocks of (first frame, frames, azimuth).
struct Part {
    Rational begin;
    Rational frames;
    double azimuth_deg;
};
std::shared_ptr<ObjectsChannel> channel_of(const std::vector<Part>& parts) {
    auto channel = std::make_shared<ObjectsChannel>();
    channel->id = "AC_00031001";
    channel->attributes.emplace_back();
    for (const Part& part : parts) {
        ObjectsBlock block;
        block.number = static_cast<std::uint32_t>(channel->blocks.size() + 1);
        block.coordinate[0] = part.azimuth_deg;
        EXPECT_TRUE(
            block.set_times(part.begin * Rational(1, kRate), part.frames * Rational(1, kRate)));
        channel->blocks.push_back(block);
    }
    return channel;
}
std::shared_ptr<Programme> programme_of(std::shared_ptr<const ObjectsChannel> channel) {
    auto source = std::make_shared<Source>();
    source->taps = {{0, 1.0F, 0}};
    source->metadata = programme::ObjectsSource{std::move(channel)};
    auto out = std::make_shared<Programme>();
    out->tracks = 1;
    out->length = 10000;
    out->sources.push_back(std::move(source));
    return out;
}
std::vector<Segment> plan_of(const std::shared_ptr<const Programme>& programme, Span span,
                             const std::string& layout = "0+5+0") {
    return Planner(programme, {Output::speakers(*layout::find(layout))}, "f.wav").plan(span).direct;
}

TEST(Planner, AnUntimedBlockSoundsForEverAtOneGain) {
    auto channel = channel_of({});
    channel->blocks.emplace_back();  // straight ahead, no times
    const auto segments = plan_of(programme_of(channel), {0, 8192});
    ASSERT_EQ(segments.size(), 1U);
    EXPECT_EQ(segments[0].column, 2U);
    EXPECT_EQ(segments[0].begin, 0);
    EXPECT_EQ(segments[0].end, 8192);
    EXPECT_NEAR(segments[0].gain_begin, 1, 1e-12);
    EXPECT_EQ(segments[0].slope, 0);
}

TEST(Planner, AContiguousBlockRampsFromTheOneBeforeOverItsWholeLength) {
    const auto programme = programme_of(channel_of({{0, 100, 0}, {100, 200, 30}}));
    const auto segments = plan_of(programme, {0, 8192});
    // Centre alone, then centre down and left up.
    ASSERT_EQ(segments.size(), 3U);
    EXPECT_EQ(segments[0].end, 100);
    EXPECT_EQ(segments[1].column, 0U);
    EXPECT_NEAR(segments[1].gain_begin, 0, 1e-12);
    EXPECT_NEAR(segments[1].slope, 1.0 / 200, 1e-12);
    EXPECT_EQ(segments[2].column, 2U);
    EXPECT_NEAR(segments[2].slope, -1.0 / 200, 1e-12);
    EXPECT_EQ(segments[2].end, 300);
}

TEST(Planner, ABlockAfterAGapStartsAtItsOwnGains) {
    const auto segments =
        plan_of(programme_of(channel_of({{0, 100, 0}, {101, 200, 30}})), {0, 8192});
    ASSERT_EQ(segments.size(), 2U);
    EXPECT_EQ(segments[1].begin, 101);
    EXPECT_EQ(segments[1].column, 0U);
    EXPECT_EQ(segments[1].slope, 0);
}

TEST(Planner, KnotsLieBetweenFrames) {
    // The second block begins at 100.5 and reaches its gains at 200.5.
    const auto programme =
        programme_of(channel_of({{0, Rational(201, 2), 0}, {Rational(201, 2), 100, 30}}));
    const auto segments = plan_of(programme, {0, 8192});
    ASSERT_EQ(segments.size(), 3U);
    EXPECT_EQ(segments[0].end, 101);
    EXPECT_EQ(segments[1].begin, 101);
    EXPECT_NEAR(segments[1].gain_begin, 0.5 / 100, 1e-12);
    EXPECT_EQ(segments[1].end, 201);
}

TEST(Planner, AZeroLengthBlockIsAPlaceToComeFrom) {
    const auto programme = programme_of(channel_of({{0, 100, 110}, {100, 0, 0}, {100, 100, 30}}));
    const auto segments = plan_of(programme, {100, 8192});
    ASSERT_EQ(segments.size(), 2U);
    EXPECT_NEAR(segments[0].gain_begin, 0, 1e-12);
    EXPECT_EQ(segments[1].column, 2U);
    EXPECT_NEAR(segments[1].gain_begin, 1, 1e-12);
}

TEST(Planner, SpansJoinWithoutASeam) {
    const auto programme = programme_of(
        channel_of({{0, Rational(1001, 3), 0}, {Rational(1001, 3), Rational(5000, 7), 77}}));
    const auto whole = plan_of(programme, {0, 2048});
    for (Frame at = 0; at < 2048; at += 256) {
        for (const Segment& part : plan_of(programme, {at, at + 256})) {
            bool found = false;
            for (const Segment& s : whole) {
                if (s.column != part.column || part.begin < s.begin || part.end > s.end) continue;
                found = true;
                const auto gain =
                    s.gain_begin + s.slope * static_cast<double>(part.begin - s.begin);
                EXPECT_NEAR(part.gain_begin, gain, 1e-14);
                EXPECT_EQ(part.slope, s.slope);
            }
            EXPECT_TRUE(found) << "at " << part.begin << " column " << part.column;
        }
    }
}

TEST(Planner, DiffuseSoundGoesToTheInputsOfTheDecorrelators) {
    auto channel = channel_of({{0, 100, 0}});
    channel->attributes[0].diffuse = 0.25;
    const auto segments = plan_of(programme_of(channel), {0, 1024});
    ASSERT_EQ(segments.size(), 2U);
    EXPECT_EQ(segments[0].column, 2U);
    EXPECT_NEAR(segments[0].gain_begin, std::sqrt(0.75), 1e-12);
    // Six loudspeaker columns, then one input for each of the five that are not LFE: the third.
    EXPECT_EQ(segments[1].column, 6U + 2U);
    EXPECT_NEAR(segments[1].gain_begin, std::sqrt(0.25), 1e-12);
}

TEST(Planner, ABedGoesToItsOwnLoudspeakers) {
    const auto layout = *layout::find("4+7+0");
    const auto bed = std::make_shared<Programme>(programme::bed(layout, kRate, 1000));
    const auto segments = plan_of(bed, {0, 1024}, "4+7+0");
    ASSERT_EQ(segments.size(), layout.size());
    for (std::size_t i = 0; i < segments.size(); ++i) {
        EXPECT_EQ(segments[i].row, i);
        EXPECT_EQ(segments[i].column, i);
        EXPECT_NEAR(segments[i].gain_begin, 1, 1e-9);
    }
}

/// First-order scene on tracks 0 to 3, with the block gains and times of its last channel.
std::shared_ptr<Programme> scene_of(double gain, std::optional<Rational> duration_s) {
    auto out = std::make_shared<Programme>();
    out->tracks = 4;
    out->length = kRate;
    auto scene = std::make_shared<programme::HoaScene>();
    scene->components = {{0, 0}, {1, -1}, {1, 0}, {1, 1}};
    for (std::uint32_t i = 0; i < 4; ++i) {
        auto channel = std::make_shared<programme::HoaChannel>();
        programme::HoaBlock& block = channel->blocks.emplace_back();
        block.gain = i == 3 ? gain : 1;
        if (duration_s) block.rtime_s = Rational(0);
        block.duration_s = duration_s;
        auto source = std::make_shared<Source>();
        source->taps = {{i, 1.0F, 0}};
        source->start_s = Rational(1, 100);
        source->gain = 0.5;
        source->metadata = programme::HoaSource{std::move(channel), scene, i};
        out->sources.push_back(std::move(source));
    }
    return out;
}

TEST(Planner, AHoaSceneIsDecodedWithTheGainsOfObjectAndBlock) {
    const std::vector<programme::HoaComponent> all{{0, 0}, {1, -1}, {1, 0}, {1, 1}};
    std::vector<Output> outputs;
    std::vector<double> expected;  // [columns][components]
    for (const char* name : {"0+5+0", "0+2+0"}) {
        outputs.push_back(Output::speakers(*layout::find(name)));
        const auto part =
            pan::HoaDecoder(outputs.back().layout).matrix(all, programme::Normalisation::Sn3d);
        expected.insert(expected.end(), part.begin(), part.end());
    }
    const Planner planner(scene_of(3, std::nullopt), outputs, "f.wav");
    std::vector<double> found(expected.size(), 0.0);
    for (const Segment& s : planner.plan({0, 1024}).direct) {
        EXPECT_EQ(s.begin, 480);
        EXPECT_EQ(s.end, 1024);
        EXPECT_EQ(s.slope, 0);
        found.at(s.column * 4 + s.row) += s.gain_begin;
    }
    for (std::size_t i = 0; i < expected.size(); ++i) {
        EXPECT_NEAR(found[i], expected[i] * 0.5 * (i % 4 == 3 ? 3 : 1), 1e-12) << i;
    }
}

TEST(Planner, AHoaBlockEndsInTime) {
    const auto programme = scene_of(1, Rational(1, 100));
    for (const Segment& s : plan_of(programme, {0, 2048})) {
        EXPECT_EQ(s.begin, 480);
        EXPECT_EQ(s.end, 960);
    }
    EXPECT_TRUE(plan_of(programme, {960, 2048}).empty());
}

TEST(Planner, SendsOfAHoaChannelFollowItsFader) {
    const auto programme = scene_of(3, std::nullopt);
    auto ir = std::make_shared<programme::IrSet>();
    ir->inputs = 1;
    ir->channels = 1;
    ir->responses = {{1.0F}};
    ir->labels = {"M+000"};
    programme->rooms.push_back({"r", "r", ir, 0, 1, {}});
    auto sending = std::make_shared<Source>(*programme->sources[3]);
    sending->sends.push_back({0, 0, {{Rational(0), 0.1}}});
    programme->sources[3] = sending;
    const Planner planner(programme, {Output::speakers(*layout::find("0+5+0"))}, "f.wav");
    std::size_t sends = 0;
    for (const Segment& s : planner.plan({0, 1024}).direct) {
        if (s.column < planner.output_columns()) continue;
        ++sends;
        EXPECT_NEAR(s.gain_begin, 0.5 * 3 * 0.1, 1e-12);
    }
    EXPECT_EQ(sends, 1U);
}

TEST(RowMap, TracksAreRowsAndMixesFollow) {
    auto programme = std::make_shared<Programme>();
    programme->tracks = 3;
    const auto add = [&](std::vector<programme::Tap> taps) {
        auto source = std::make_shared<Source>();
        source->taps = std::move(taps);
        programme->sources.push_back(std::move(source));
    };
    add({{2, 1.0F, 0}});
    add({});
    add({{0, 0.5F, 0}});
    add({{0, 1.0F, 3}});
    add({{0, 1.0F, 0}, {1, 1.0F, 0}});
    const RowMap map = RowMap::of(*programme);
    EXPECT_EQ(map.source_row, (std::vector<std::uint32_t>{2, RowMap::kSilent, 3, 4, 5}));
    EXPECT_EQ(map.rows, 6U);
    EXPECT_EQ(map.mixes.size(), 3U);
}

}  // namespace
}  // namespace cavea::plan
