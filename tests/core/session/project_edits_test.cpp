// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/project_edits.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

#include "core/base/error.h"
#include "core/programme/bed.h"
#include "core/session/motion.h"
#include "core/session/moved_channel.h"
#include "core/session/project_file.h"
#include "tests/core/session/session_support.h"

namespace cavea::session {
namespace {

using programme::ObjectAttributes;
using programme::ObjectsChannel;
using programme::ObjectsSource;
using programme::Programme;
using test::Block;
using test::cartesian;
using test::channel_of;
using test::gains_at;
using test::kRate;
using test::object;
using test::planner_of;
using test::programme_of;

/// Four blocks of two seconds round the room, contiguous.
std::vector<Block> walk() {
    return {{0, 2, {-1, 1, 0}, cartesian()},
            {2, 2, {1, 1, 0}, cartesian()},
            {4, 2, {1, -1, 1}, cartesian(), 0.5},
            {6, 2, {-1, -1, 0}, cartesian()}};
}

std::vector<Block> polar_walk() {
    return {{0, 2, {30, 0, 1}, {}}, {2, 2, {-30, 0, 1}, {}}, {4, 2, {-110, 30, 1}, {}, 0.5}};
}

Project project_of(const std::string& objects) {
    return parse_project(R"({"cavea": 1, "master": "m.wav", "objects": )" + objects + "}",
                         "mix.cavea");
}

Move move_of(bool is_cartesian, const std::vector<MovePoint>& points) {
    return {is_cartesian, points};
}

Moment at(const programme::Source& source, double seconds) {
    return moment_of(source, *std::get<ObjectsSource>(source.metadata).channel, seconds);
}

double distance(const layout::Cartesian& a, const layout::Cartesian& b) {
    return std::hypot(a.x - b.x, a.y - b.y, a.z - b.z);
}

const programme::Source& moved(Programme& out, const programme::Source& source,
                               const std::vector<Move>& moves) {
    Programme in = programme_of({std::make_shared<programme::Source>(source)});
    Project project;
    project.objects[source.object].moves = moves;
    out = with_edits(in, project);
    return *out.sources.front();
}

TEST(ProjectEdits, GainAndMuteAreTheFaderOfTheSource) {
    const Programme master =
        programme_of({object(1, channel_of(walk())), object(2, channel_of(walk()))});
    const Programme out = with_edits(
        master, project_of(R"({"AO_1001": {"gain_db": -6}, "AO_1002": {"mute": true}})"));
    EXPECT_DOUBLE_EQ(out.sources[0]->gain, std::pow(10, -6.0 / 20));
    EXPECT_FALSE(out.sources[0]->mute);
    EXPECT_TRUE(out.sources[1]->mute);
    EXPECT_EQ(out.sources[1]->gain, 1);
    EXPECT_EQ(master.sources[0]->gain, 1);
    const Programme silent = with_edits(master, project_of(R"({"AO_1001": {"gain_db": null}})"));
    EXPECT_EQ(silent.sources[0]->gain, 0);
}

TEST(ProjectEdits, WhatTheMasterMutesCanBeUnmuted) {
    auto source = object(1, channel_of(walk()));
    source->mute = true;
    const Programme master = programme_of({source});
    EXPECT_TRUE(with_edits(master, project_of(R"({"AO_1001": {"gain_db": 1}})")).sources[0]->mute);
    EXPECT_FALSE(
        with_edits(master, project_of(R"({"AO_1001": {"mute": false}})")).sources[0]->mute);
}

TEST(ProjectEdits, ASourceIsNamedByItsOwnIdBeforeItsObjects) {
    auto twin = object(2, channel_of(walk()));
    twin->object = "AO_1001";
    twin->id = "AO_1001 ATU_00000009";
    const Programme master = programme_of({object(1, channel_of(walk())), twin});
    const Programme out = with_edits(master, project_of(R"({"AO_1001": {"mute": true},
                                          "AO_1001 ATU_00000009": {"gain_db": -20}})"));
    EXPECT_TRUE(out.sources[0]->mute);
    EXPECT_FALSE(out.sources[1]->mute);
    EXPECT_NEAR(out.sources[1]->gain, 0.1, 1e-15);
}

TEST(ProjectEdits, SizeIsInTheUnitsOfTheBlock) {
    const Programme master =
        programme_of({object(1, channel_of(walk())), object(2, channel_of(polar_walk()))});
    const Programme out =
        with_edits(master, project_of(R"({"AO_1001": {"size": 0.25}, "AO_1002": {"size": 0.25}})"));
    const auto& room = std::get<ObjectsSource>(out.sources[0]->metadata).channel->attributes;
    const auto& polar = std::get<ObjectsSource>(out.sources[1]->metadata).channel->attributes;
    for (const ObjectAttributes& a : room) {
        EXPECT_EQ(a.width, 0.25);
        EXPECT_EQ(a.height, 0.25);
        EXPECT_EQ(a.depth, 0.25);
    }
    for (const ObjectAttributes& a : polar) {
        EXPECT_EQ(a.width, 90);
        EXPECT_EQ(a.height, 90);
        EXPECT_EQ(a.depth, 0.25);
    }
}

TEST(ProjectEdits, RefusesEditsOfWhatIsNotThere) {
    const Programme master = programme_of({object(1, channel_of(walk()))});
    Programme bed = programme::bed(*layout::find("0+2+0"), kRate, 1000);
    const auto refused = [](const Programme& programme, const std::string& objects) {
        try {
            static_cast<void>(with_edits(programme, project_of(objects)));
        } catch (const Error& error) {
            EXPECT_EQ(error.code(), ErrorCode::Refused);
            return std::string(error.what());
        }
        return std::string();
    };
    EXPECT_NE(refused(master, R"({"AO_1009": {}})").find("mix.cavea: /objects/AO_1009"),
              std::string::npos);
    EXPECT_NE(refused(bed, R"({"M+030": {"size": 1}})").find("/objects/M+030/size"),
              std::string::npos);
    EXPECT_NE(refused(bed, R"({"M+030": {"moves": [{"coordinates": "polar",
                               "points": [[0, 0, 0, 1], [1, 0, 0, 1]]}]}})")
                  .find("/objects/M+030/moves"),
              std::string::npos);
    EXPECT_EQ(refused(bed, R"({"M+030": {"gain_db": -3}})"), "");
}

TEST(ProjectEdits, AMoveReplacesThePositionFromItsFirstToItsLastPoint) {
    const auto source = object(1, channel_of(walk()));
    Programme out;
    const auto& edited = moved(
        out, *source, {move_of(true, {{Rational(3), {0, 0, 1}}, {Rational(5), {0, 0.5, 0}}})});
    for (double t = 0.01; t < 8; t += 0.0137) {
        const Moment was = at(*source, t);
        const Moment is = at(edited, t);
        ASSERT_TRUE(is.sounds);
        layout::Cartesian want = was.state.position;
        if (t >= 3 && t < 5) want = {0, (t - 3) / 2 * 0.5, 1 - (t - 3) / 2};
        EXPECT_LT(distance(is.state.position, want), 1e-9) << t;
        EXPECT_NEAR(is.state.gain, was.state.gain, 1e-12) << t;
    }
}

TEST(ProjectEdits, BlocksThatNoMoveTouchesStayAsTheyAre) {
    const auto source = object(1, channel_of(walk()));
    const auto& before = *std::get<ObjectsSource>(source->metadata).channel;
    Programme out;
    const auto& edited = moved(
        out, *source, {move_of(true, {{Rational(9, 2), {0, 0, 1}}, {Rational(5), {0, 0.5, 0}}})});
    const auto& after = *std::get<ObjectsSource>(edited.metadata).channel;
    for (const std::size_t i : {0U, 1U}) {
        EXPECT_EQ(after.blocks[i].rtime_s(), before.blocks[i].rtime_s());
        EXPECT_EQ(after.blocks[i].duration_s(), before.blocks[i].duration_s());
        EXPECT_EQ(after.blocks[i].attributes, before.blocks[i].attributes);
    }
    EXPECT_EQ(after.blocks.back().rtime_s(), Rational(6));
    EXPECT_EQ(after.blocks.back().attributes, before.blocks.back().attributes);
}

// What the ear gets. Panning is no straight line of the position, so a cut block must not be panned
// at the cut: it goes on along the gains that it had.
TEST(ProjectEdits, OutsideAMoveTheGainsAreThoseOfTheMasterToTheBit) {
    for (const auto& blocks : {walk(), polar_walk()}) {
        const auto source = object(1, channel_of(blocks));
        const auto before = planner_of(programme_of({source}));
        for (const auto& [from, to] :
             std::vector<std::pair<Rational, Rational>>{{Rational(27, 10), Rational(31, 10)},
                                                        {Rational(2), Rational(3)},
                                                        {Rational(3), Rational(4)},
                                                        {Rational(1), Rational(5)},
                                                        {Rational(1, 3), Rational(7, 3)}}) {
            Programme out;
            static_cast<void>(
                moved(out, *source, {move_of(true, {{from, {0, 0, 1}}, {to, {0, 0, 0}}})}));
            const auto after = planner_of(out);
            for (Frame frame = 0; frame < 6 * kRate; frame += 1201) {
                const double time = static_cast<double>(frame) / kRate;
                if (time >= from.to_double() && time < to.to_double()) continue;
                EXPECT_EQ(gains_at(before, frame), gains_at(after, frame)) << time;
            }
        }
    }
}

TEST(ProjectEdits, AHeldPositionIsReachedAtOnceAndKeptExactly) {
    const auto source = object(1, channel_of(polar_walk()));
    const std::array<double, 3> place{90, 0, 1};
    Programme out;
    static_cast<void>(
        moved(out, *source, {move_of(false, {{Rational(1), place}, {Rational(3), place}})}));
    const auto planner = planner_of(out);
    const Frame first = kRate;
    const std::size_t left_side = *planner.outputs()[0].layout.index_of("M+090");
    EXPECT_LT(gains_at(planner, first - 1)[left_side], 1e-9);
    for (const Frame frame : {first, first + 1, 2 * first, 2 * first + 777, 3 * first - 1}) {
        const auto gains = gains_at(planner, frame);
        EXPECT_NEAR(gains[left_side], 1, 1e-12) << frame;
    }
    EXPECT_LT(gains_at(planner, 3 * first)[left_side], 1e-9);
}

TEST(ProjectEdits, MovesKeepTheCoordinatesOfTheBlocks) {
    const auto polar = object(1, channel_of(polar_walk()));
    Programme out;
    const auto& edited =
        moved(out, *polar, {move_of(true, {{Rational(1), {1, 1, 0}}, {Rational(3), {1, -1, 0}}})});
    const auto& channel = *std::get<ObjectsSource>(edited.metadata).channel;
    for (const auto& block : channel.blocks) EXPECT_FALSE(channel.of(block).cartesian);
    EXPECT_LT(distance(at(edited, 1).state.position, {1, 1, 0}), 1e-9);
    EXPECT_LT(distance(at(edited, 2.9999999).state.position, {1, -1, 0}), 1e-6);
}

TEST(ProjectEdits, JumpsAndInterpolationAreCutWhereTheyAre) {
    ObjectAttributes jump = cartesian();
    jump.jump = true;
    ObjectAttributes slide = jump;
    slide.interpolation_s = Rational(1);
    const auto source = object(1, channel_of({{0, 2, {-1, 1, 0}, cartesian()},
                                              {2, 2, {1, 1, 0}, jump},
                                              {4, 4, {1, -1, 0}, slide}}));
    for (const auto& [from, to] :
         std::vector<std::pair<Rational, Rational>>{{Rational(1), Rational(3)},
                                                    {Rational(17, 4), Rational(9, 2)},
                                                    {Rational(3), Rational(5)},
                                                    {Rational(9, 2), Rational(6)}}) {
        Programme out;
        const auto& edited =
            moved(out, *source, {move_of(true, {{from, {0, 0, 0}}, {to, {0, 0, 1}}})});
        for (double t = 0.003; t < 8; t += 0.01) {
            const double begin = from.to_double();
            const double end = to.to_double();
            layout::Cartesian want = at(*source, t).state.position;
            if (t >= begin && t < end) want = {0, 0, (t - begin) / (end - begin)};
            EXPECT_LT(distance(at(edited, t).state.position, want), 1e-9)
                << t << " in " << begin << ".." << end;
        }
    }
}

TEST(ProjectEdits, ExtentAndDiffusenessGoOnUnderAMove) {
    ObjectAttributes wide = cartesian();
    wide.width = 1;
    wide.diffuse = 0.5;
    const auto source =
        object(1, channel_of({{0, 2, {-1, 1, 0}, cartesian()}, {2, 2, {1, 1, 0}, wide}}));
    Programme out;
    const auto& edited =
        moved(out, *source, {move_of(true, {{Rational(1), {0, 0, 0}}, {Rational(3), {0, 0, 0}}})});
    for (double t = 0.05; t < 4; t += 0.1) {
        EXPECT_NEAR(at(edited, t).state.width, at(*source, t).state.width, 1e-12) << t;
        EXPECT_NEAR(at(edited, t).state.diffuse, at(*source, t).state.diffuse, 1e-12) << t;
    }
}

TEST(ProjectEdits, AMoveBeginsOnItsSampleAtAnyRateAndStart) {
    for (const std::int64_t rate : {44100, 48000, 96000}) {
        for (const Rational start : {Rational(0), Rational(1, 3), Rational(12345, 44100)}) {
            auto source =
                object(1, channel_of({{0, Rational(100001, 10000), {-1, 1, 0}, cartesian()}}));
            source->start_s = start;
            Programme in = programme_of({source}, 12 * rate);
            in.rate_hz = static_cast<std::uint32_t>(rate);
            const Frame first = rate + 17;
            Project project;
            const Rational time(
                std::llround(static_cast<double>(first) / static_cast<double>(rate) * 1e9),
                1'000'000'000);
            project.objects["AO_1001"].moves = {
                move_of(true, {{time, {1, 1, 0}}, {Rational(5), {1, 1, 0}}})};
            const auto planner = planner_of(with_edits(in, project));
            const std::size_t right = *planner.outputs()[0].layout.index_of("M-030");
            // A time of nine digits may lie a hair before or behind the sample.
            EXPECT_LT(gains_at(planner, first - 1)[right], 1e-9) << rate;
            EXPECT_NEAR(gains_at(planner, first + 1)[right], 1, 1e-9) << rate;
        }
    }
}

TEST(ProjectEdits, AnUntimedBlockIsCutToo) {
    const auto source = object(1, channel_of({{0, -1, {-1, 1, 0}, cartesian()}}));
    Programme out;
    const auto& edited =
        moved(out, *source, {move_of(true, {{Rational(1), {1, 1, 0}}, {Rational(3), {0, 0, 0}}})});
    EXPECT_LT(distance(at(edited, 0.5).state.position, {-1, 1, 0}), 1e-12);
    EXPECT_LT(distance(at(edited, 2).state.position, {0.5, 0.5, 0}), 1e-9);
    EXPECT_LT(distance(at(edited, 9.9).state.position, {-1, 1, 0}), 1e-12);
    EXPECT_TRUE(at(edited, 9.9).sounds);
}

TEST(ProjectEdits, WhereAnObjectDoesNotSoundAMoveAddsNothing) {
    auto source =
        object(1, channel_of({{1, 1, {-1, 1, 0}, cartesian()}, {5, 1, {1, 1, 0}, cartesian()}}));
    source->duration_s = Rational(11, 2);
    Programme out;
    const auto& edited = moved(
        out, *source, {move_of(true, {{Rational(-3), {0, 0, 0}}, {Rational(90), {0, 0, 0}}})});
    for (double t = 0.05; t < 8; t += 0.1) {
        EXPECT_EQ(at(edited, t).sounds, at(*source, t).sounds) << t;
        if (at(edited, t).sounds) {
            EXPECT_LT(distance(at(edited, t).state.position, {0, 0, 0}), 1e-12) << t;
        }
    }
}

TEST(ProjectEdits, ThePositionOffsetIsInTheNewCoordinates) {
    auto source = object(1, channel_of(polar_walk()));
    source->position_offset = programme::PositionOffset{false, {10, 0, 0}};
    Programme out;
    const auto& edited =
        moved(out, *source, {move_of(false, {{Rational(3), {0, 0, 1}}, {Rational(5), {0, 0, 1}}})});
    EXPECT_FALSE(edited.position_offset);
    for (double t = 0.05; t < 6; t += 0.1) {
        const Moment is = at(edited, t);
        if (t > 3 && t < 5) {
            EXPECT_LT(distance(is.state.position, {0, 1, 0}), 1e-9);
        } else {
            EXPECT_LT(distance(is.state.position, at(*source, t).state.position), 1e-9) << t;
        }
    }
}

TEST(ProjectEdits, RefusesTimesTooFineToCut) {
    // Two blocks whose grids have no common one of 32 bits.
    const auto source = object(
        1, channel_of({{0, Rational(1, 4294967291), {0, 1, 0}, cartesian()},
                       {Rational(1, 4294967291), Rational(1, 65521), {0, 1, 0}, cartesian()}}));
    Programme out;
    EXPECT_THROW(
        static_cast<void>(moved(
            out, *source, {move_of(true, {{Rational(0), {0, 0, 0}}, {Rational(1), {0, 0, 0}}})})),
        Error);
}

// Any moves on any blocks against the obvious: sampled, the edited object is at the move inside and
// where it was outside.
TEST(ProjectEdits, AnyMovesOnAnyBlocksAreWhatTheySay) {
    std::mt19937_64 engine(31);
    const auto pick = [&](std::int64_t low, std::int64_t high) {
        return low +
               static_cast<std::int64_t>(engine() % static_cast<std::uint64_t>(high - low + 1));
    };
    const auto place = [&](bool is_cartesian) -> std::array<double, 3> {
        if (!is_cartesian) {
            return {static_cast<double>(pick(-180, 180)), static_cast<double>(pick(-90, 90)),
                    static_cast<double>(pick(1, 10)) / 10};
        }
        return {static_cast<double>(pick(-10, 10)) / 10, static_cast<double>(pick(-10, 10)) / 10,
                static_cast<double>(pick(-10, 10)) / 10};
    };
    for (int round = 0; round < 60; ++round) {
        std::vector<Block> blocks;
        Rational time(pick(0, 48000), 48000);
        for (int i = 0; i < 6; ++i) {
            ObjectAttributes attributes;
            attributes.cartesian = pick(0, 1) == 1;
            attributes.jump = pick(0, 2) == 0;
            const Rational length(pick(0, 96000), 48000);
            if (attributes.jump) attributes.interpolation_s = length * Rational(pick(0, 4), 4);
            blocks.push_back({time, length, place(attributes.cartesian), attributes,
                              static_cast<double>(pick(0, 10)) / 10});
            time = time + length + (pick(0, 3) == 0 ? Rational(1, 10) : Rational(0));
        }
        const auto source = object(1, channel_of(blocks));
        std::vector<Move> moves;
        for (int i = 0; i < 3; ++i) {
            Move move;
            move.cartesian = pick(0, 1) == 1;
            std::int64_t at_ns = pick(0, 9'000'000'000);
            for (int k = 0; k < 4; ++k) {
                move.points.push_back({Rational(at_ns, 1'000'000'000), place(move.cartesian)});
                at_ns += pick(1, 800'000'000);
            }
            write_move(moves, move);
        }
        Programme out;
        const auto& edited = moved(out, *source, moves);
        for (double t = 0.0001; t < 12; t += 0.00731) {
            const Moment was = at(*source, t);
            const Moment is = at(edited, t);
            ASSERT_EQ(is.sounds, was.sounds) << "round " << round << " at " << t;
            if (!is.sounds) continue;
            layout::Cartesian want = was.state.position;
            for (const Move& move : moves) {
                const auto& points = move.points;
                for (std::size_t k = 0; k + 1 < points.size(); ++k) {
                    const double from = points[k].time_s.to_double();
                    const double to = points[k + 1].time_s.to_double();
                    if (t < from || t >= to) continue;
                    const double part = (t - from) / (to - from);
                    const auto a = room_position(move.cartesian, points[k].coordinate);
                    const auto b = room_position(move.cartesian, points[k + 1].coordinate);
                    want = {a.x + (b.x - a.x) * part, a.y + (b.y - a.y) * part,
                            a.z + (b.z - a.z) * part};
                }
            }
            ASSERT_LT(distance(is.state.position, want), 1e-6) << "round " << round << " at " << t;
            ASSERT_NEAR(is.state.gain, was.state.gain, 1e-6) << "round " << round << " at " << t;
        }
        static_cast<void>(planner_of(out, "0+2+0").plan({0, kRate}));
    }
}

TEST(ProjectEdits, ManyMovesInManyBlocksTakeNoSquareOfTime) {
    constexpr int kMany = 50'000;
    std::vector<Block> blocks;
    std::vector<Move> moves;
    for (int i = 0; i < kMany; ++i) {
        blocks.push_back({Rational(i), 1, {0, 1, 0}, cartesian()});
        moves.push_back(move_of(
            true, {{Rational(4 * i + 1, 4), {1, 0, 0}}, {Rational(2 * i + 1, 2), {1, 0, 0}}}));
    }
    moves.push_back({true, {}});
    for (int i = 0; i < kMany; ++i) {
        moves.back().points.push_back({Rational(kMany + i), {i % 2 * 1.0, 0, 0}});
        blocks.push_back({Rational(kMany + i), 1, {0, 1, 0}, cartesian()});
    }
    const auto source = object(1, channel_of(blocks));
    const auto channel = moved_channel(*source, *std::get<ObjectsSource>(source->metadata).channel,
                                       moves, Rational(2 * kMany));
    // Of each of the first: before the move, in it, and behind it with where its ramp comes from.
    EXPECT_GE(channel->blocks.size(), 4U * kMany);
}

TEST(WriteMove, CutsWhatItOverlaps) {
    std::vector<Move> moves;
    write_move(moves, move_of(true, {{Rational(0), {0, 0, 0}}, {Rational(10), {1, 0, 0}}}));
    write_move(moves, move_of(true, {{Rational(4), {0, 1, 0}}, {Rational(6), {0, 1, 0}}}));
    ASSERT_EQ(moves.size(), 3U);
    EXPECT_EQ(moves[0].points.back().time_s, Rational(4));
    EXPECT_NEAR(moves[0].points.back().coordinate[0], 0.4, 1e-15);
    EXPECT_EQ(moves[2].points.front().time_s, Rational(6));
    EXPECT_NEAR(moves[2].points.front().coordinate[0], 0.6, 1e-15);
    // All of it: nothing of the others is left.
    write_move(moves, move_of(false, {{Rational(0), {0, 0, 1}}, {Rational(10), {0, 0, 1}}}));
    ASSERT_EQ(moves.size(), 1U);
    EXPECT_FALSE(moves[0].cartesian);
}

TEST(WriteMove, KeepsOrderWhereverItIsPut) {
    std::vector<Move> moves;
    for (const std::int64_t begin : {6, 0, 3, 9}) {
        write_move(moves,
                   move_of(true, {{Rational(begin), {0, 0, 0}}, {Rational(begin + 2), {1, 0, 0}}}));
    }
    ASSERT_EQ(moves.size(), 4U);
    for (std::size_t i = 0; i + 1 < moves.size(); ++i) {
        EXPECT_LE(moves[i].points.back().time_s, moves[i + 1].points.front().time_s);
    }
}

}  // namespace
}  // namespace cavea::session
