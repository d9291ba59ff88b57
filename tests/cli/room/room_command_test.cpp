// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/room_command.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "cli/room_settings.h"
#include "core/base/error.h"
#include "core/io/impulse_response.h"
#include "tests/support/support.h"

namespace cavea::cli {
namespace {

RoomOptions small_room() {
    RoomOptions o;
    o.shoebox = "6x4x3";
    o.common.quiet = true;
    return o;
}

void usage(const RoomOptions& options, const std::string& part) {
    try {
        static_cast<void>(shoebox_settings(options));
        ADD_FAILURE() << part << " accepted";
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), ErrorCode::Usage);
        EXPECT_NE(std::string(error.what()).find(part), std::string::npos) << error.what();
    }
}

std::string bytes_of(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

TEST(RoomSettings, LengthIsToTheFrontAndWidthAcross) {
    const room::ShoeboxSettings s = shoebox_settings(small_room());
    EXPECT_EQ(s.box.size_m, (layout::Cartesian{4, 6, 3}));
    EXPECT_GT(s.source_m.y, s.receiver_m.y);
}

TEST(RoomSettings, LaterMaterialsCoverEarlierOnes) {
    RoomOptions o = small_room();
    o.materials = {"walls=glass", "left=panel", "ceiling=carpet"};
    const room::Box box = shoebox_settings(o).box;
    const auto at = [&](room::Wall wall) { return box.absorption[static_cast<std::size_t>(wall)]; };
    EXPECT_EQ(at(room::Wall::Left), room::find_material("panel")->absorption);
    EXPECT_EQ(at(room::Wall::Front), room::find_material("glass")->absorption);
    EXPECT_EQ(at(room::Wall::Ceiling), room::find_material("carpet")->absorption);
    EXPECT_EQ(at(room::Wall::Floor), room::find_material("wood")->absorption);
}

TEST(RoomSettings, TimesAreOneOrSeven) {
    RoomOptions o = small_room();
    o.rt60 = {0.7};
    EXPECT_NEAR(room::eyring_rt60_s(shoebox_settings(o).box, 3), 0.7, 1e-6);
    o.rt60 = {0.9, 0.8, 0.7, 0.6, 0.5, 0.45, 0.4};
    EXPECT_NEAR(room::eyring_rt60_s(shoebox_settings(o).box, 4), 0.5, 1e-6);
    o.rt60 = {1, 2};
    usage(o, "seven");
    o.rt60 = {-1};
    usage(o, "--rt60 -1");
}

TEST(RoomSettings, WhatCannotBeReadIsNamed) {
    for (const char* const size :
         {"6x4", "6x4x3x2", "6 x 4 x 3", "x", "6x4xinf", "6x4xnan", "0x6,4"}) {
        RoomOptions o = small_room();
        o.shoebox = size;
        usage(o, size);
    }
    RoomOptions o = small_room();
    o.source = "1,2";
    usage(o, "--source 1,2");
    o = small_room();
    o.materials = {"roof=wood"};
    usage(o, "roof");
    o.materials = {"floor=cheese"};
    usage(o, "cheese");
    o.materials = {"floor"};
    usage(o, "wall=material");
}

TEST(RoomCommand, MakesTheSameBytesForTheSameSeedAndMeasuresThem) {
    const test::TemporaryFolder folder;
    RoomOptions o = small_room();
    o.layout = "0+5+0";
    o.output = (folder / "a.wav").string();
    o.plot = (folder / "a.svg").string();
    EXPECT_EQ(run_room(o), 0);
    o.output = (folder / "b.wav").string();
    o.plot.clear();
    EXPECT_EQ(run_room(o), 0);
    EXPECT_EQ(bytes_of(folder / "a.wav"), bytes_of(folder / "b.wav"));
    EXPECT_NE(bytes_of(folder / "a.svg").find("Reverberation times"), std::string::npos);
    o.seed = 2;
    o.output = (folder / "c.wav").string();
    EXPECT_EQ(run_room(o), 0);
    EXPECT_NE(bytes_of(folder / "a.wav"), bytes_of(folder / "c.wav"));

    Diagnostics diagnostics;
    const dsp::IrSet set = io::load_impulse_response(folder / "a.wav", 48000, {}, diagnostics);
    EXPECT_EQ(set.labels.size(), 6U);
    EXPECT_TRUE(diagnostics.list().empty());
    RoomOptions measure;
    measure.common.quiet = true;
    measure.analyse = (folder / "a.wav").string();
    EXPECT_EQ(run_room(measure), 0);
}

TEST(RoomCommand, AsksForOneThingAtATime) {
    RoomOptions o = small_room();
    EXPECT_THROW(run_room(o), Error);  // no output
    o.analyse = "x.wav";
    EXPECT_THROW(run_room(o), Error);
    EXPECT_THROW(run_room(RoomOptions{}), Error);
}

TEST(RoomCommand, RefusesLeaveNothingBehind) {
    const test::TemporaryFolder folder;
    RoomOptions o = small_room();
    o.output = (folder / "a.wav").string();
    o.source = "9,9,9";
    EXPECT_THROW(run_room(o), Error);
    EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

}  // namespace
}  // namespace cavea::cli
