// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/model/scene.h"

#include <gtest/gtest.h>

#include <cmath>
#include <set>

#include "core/layout/conversion.h"
#include "core/programme/bed.h"
#include "tests/core/session/session_support.h"
#include "tests/gui/model/model_support.h"

namespace cavea::gui {
namespace {

using programme::ObjectAttributes;
using programme::Programme;
using session::test::cartesian;
using session::test::channel_of;
using session::test::kRate;
using session::test::object;
using session::test::programme_of;

std::shared_ptr<const Programme> shared(Programme programme) {
    return std::make_shared<const Programme>(std::move(programme));
}

/// A bed as an audioObject.
Programme with_bed(Programme programme) {
    for (const auto& from : programme::bed(*layout::find("0+5+0"), kRate, kRate).sources) {
        auto source = std::make_shared<programme::Source>(*from);
        source->object = "AO_1009";
        source->id = "AO_1009 " + from->id;
        source->name = "Rain";
        programme.sources.push_back(std::move(source));
    }
    return programme;
}

TEST(Scene, AnObjectIsAnItemAndABedIsOne) {
    const auto programme =
        shared(with_bed(programme_of({object(1, channel_of({{0, -1, {0, 1, 0}, cartesian()}})),
                                      object(2, channel_of({{0, -1, {0, 1, 0}, cartesian()}}))})));
    const Scene scene(programme);
    ASSERT_EQ(scene.items().size(), 3U);
    EXPECT_EQ(scene.items()[0].id, "AO_1001");
    EXPECT_EQ(scene.items()[0].kind, ItemKind::Object);
    EXPECT_EQ(scene.items()[2].kind, ItemKind::Bed);
    EXPECT_EQ(scene.items()[2].id, "AO_1009");
    EXPECT_EQ(scene.items()[2].sources.size(), 6U);
    EXPECT_EQ(scene.items()[2].stem, Stem::Ambience);
    EXPECT_EQ(scene.state(2, 0.5).position, Vec3(0));
    EXPECT_EQ(scene.find("Rain"), 2U);
    EXPECT_FALSE(scene.find("Snow"));
    std::set<std::size_t> all;
    for (const Item& item : scene.items()) all.insert(item.sources.begin(), item.sources.end());
    EXPECT_EQ(all.size(), programme->sources.size());
}

TEST(Scene, SourcesThatShareAnAudioObjectAreItemsOfTheirOwn) {
    auto left = object(1, channel_of({{0, -1, {-1, 1, 0}, cartesian()}}));
    auto right = object(2, channel_of({{0, -1, {1, 1, 0}, cartesian()}}));
    right->object = left->object;
    right->id = "AO_1001 ATU_00000002";
    right->name = left->name;
    const Scene scene(shared(programme_of({left, right})));
    ASSERT_EQ(scene.items().size(), 2U);
    EXPECT_EQ(scene.items()[0].id, left->id);
    EXPECT_EQ(scene.items()[1].keys, std::vector<std::string>{right->id});
    EXPECT_EQ(scene.items()[1].name, "Object 1 2");
}

TEST(Scene, APlainFileIsOneBed) {
    const Scene scene(shared(programme::bed(*layout::find("4+7+0"), kRate, 2 * kRate)));
    ASSERT_EQ(scene.items().size(), 1U);
    EXPECT_EQ(scene.items()[0].name, "Bed");
    EXPECT_EQ(scene.items()[0].keys.size(), 12U);
    EXPECT_EQ(scene.length_s(), 2);
}

TEST(Scene, NamesAreUnique) {
    Programme programme;
    for (const char* name : {"Door", "Door", "Door 2", "Door", ""}) {
        const auto number = static_cast<int>(programme.sources.size() + 1);
        auto source = object(number, channel_of({{0, -1, {0, 0, 0}, cartesian()}}));
        source->name = name;
        programme.sources.push_back(source);
    }
    const Scene scene(shared(programme));
    std::set<std::string> names;
    for (const Item& item : scene.items()) names.insert(item.name);
    EXPECT_EQ(names.size(), 5U);
    EXPECT_EQ(scene.items()[0].name, "Door");
    EXPECT_EQ(scene.items()[1].name, "Door 2");
    EXPECT_FALSE(names.contains(""));
}

TEST(Scene, LongAndForeignNamesAreKept) {
    auto source = object(1, channel_of({{0, -1, {0, 0, 0}, cartesian()}}));
    for (const std::string& name :
         {std::string(10000, 'n'), std::string("\xe5\xa3\xb0\xe9\x9f\xb3"),
          std::string("\xd0\x94\xd0\xbe\xd0\xb6\xd0\xb4\xd1\x8c \xf0\x9f\x8e\xac")}) {
        source->name = name;
        EXPECT_EQ(Scene(shared(programme_of({source}))).find(name), 0U);
    }
}

TEST(Scene, WhatIsPolarStandsOnItsLoudspeaker) {
    for (const char* name : {"4+7+0", "4+9+0", "9+10+3", "0+5+0"}) {
        const auto layout = *layout::find(name);
        const auto speakers = speakers_of(layout);
        ASSERT_EQ(speakers.size(), layout.size());
        for (std::size_t i = 0; i < layout.size(); ++i) {
            // Loudspeakers whose direction the conversion of BS.2127 maps to their place.
            for (const char* exact : {"M+000", "M+030", "M-030", "M+110", "M-110", "U+030"}) {
                if (layout.channels[i].name != exact) continue;
                const layout::Polar p = layout.channels[i].nominal;
                const Scene scene(shared(programme_of(
                    {object(1, channel_of({{0, -1, {p.azimuth_deg, p.elevation_deg, 1}, {}}}))})));
                EXPECT_LT(glm::length(scene.state(0, 0).position - speakers[i].position), 1e-9)
                    << name << " " << exact;
            }
        }
    }
}

TEST(Scene, GoesStraightThroughTheRoomFromBlockToBlock) {
    ObjectAttributes jump = cartesian();
    jump.jump = true;
    jump.interpolation_s = Rational(1, 2);
    const Scene scene(
        shared(programme_of({object(1, channel_of({{0, 2, {-1, 1, 0}, cartesian()},
                                                   {2, 2, {1, 1, 0}, cartesian(), 0.5},
                                                   {4, 2, {1, -1, 1}, jump},
                                                   {7, 1, {0, 0, 0}, cartesian()}}))})));
    EXPECT_EQ(scene.state(0, 1).position, Vec3(-1, 1, 0));
    EXPECT_LT(glm::length(scene.state(0, 3).position - Vec3(0, 1, 0)), 1e-12);
    EXPECT_NEAR(scene.state(0, 3).gain, 0.75, 1e-12);
    EXPECT_LT(glm::length(scene.state(0, 4.25).position - Vec3(1, 0, 0.5)), 1e-12);
    EXPECT_EQ(scene.state(0, 5).position, Vec3(1, -1, 1));
    EXPECT_TRUE(scene.state(0, 5.999).sounds);
    EXPECT_FALSE(scene.state(0, 6.5).sounds);
    EXPECT_EQ(scene.state(0, 6.5).position, Vec3(1, -1, 1));
    EXPECT_EQ(scene.state(0, 7.5).position, Vec3(0, 0, 0));
    EXPECT_FALSE(scene.state(0, -1).sounds);
    EXPECT_FALSE(scene.state(0, 100).sounds);
}

TEST(Scene, ATrailIsItsStates) {
    const Scene scene(shared(programme_of({object(
        1, channel_of({{0, 1, {-1, 1, 0}, cartesian()}, {1, 2, {1, 1, 0}, cartesian()}}))})));
    const auto trail = scene.trail(0, 0.5, 2.5, 5);
    ASSERT_EQ(trail.size(), 5U);
    for (std::size_t i = 0; i < 5; ++i) {
        EXPECT_EQ(trail[i], scene.state(0, 0.5 + 0.5 * static_cast<double>(i)).position);
    }
    EXPECT_TRUE(scene.trail(0, 0, 1, 0).empty());
    EXPECT_EQ(scene.trail(0, 0, 1, 1).size(), 1U);
}

TEST(Scene, ExtentIsHalfSizesInTheRoom) {
    ObjectAttributes attributes = cartesian();
    attributes.width = 0.5;
    attributes.height = 0.25;
    attributes.depth = 1;
    ObjectAttributes all_round;
    all_round.width = all_round.height = 360;
    const Scene scene(shared(programme_of({object(1, channel_of({{0, -1, {0, 0, 0}, attributes}})),
                                           object(2, channel_of({{0, -1, {0, 0, 1}, all_round}})),
                                           object(3, channel_of({{0, -1, {0, 0, 1}, {}}}))})));
    EXPECT_EQ(scene.state(0, 0).extent, Vec3(0.5, 1, 0.25));
    EXPECT_LT(glm::length(scene.state(1, 0).extent - Vec3(1, 1, 1)), 1e-9);
    EXPECT_EQ(scene.state(2, 0).extent, Vec3(0));
}

TEST(Scene, NothingDegenerateGivesWhatIsNotFinite) {
    const double nan = std::numeric_limits<double>::quiet_NaN();
    for (const bool is_cartesian : {false, true}) {
        ObjectAttributes attributes;
        attributes.cartesian = is_cartesian;
        for (const std::array<double, 3> place : {std::array<double, 3>{0, 0, 0},
                                                  {0, 90, 1},
                                                  {0, -90, 0},
                                                  {180, 0, 1e6},
                                                  {1e300, 1e300, 1e300},
                                                  {nan, 0, 1},
                                                  {0, 0, nan}}) {
            attributes.width = place[0];
            const Scene scene(shared(programme_of({object(
                1, channel_of({{0, 1, place, attributes}, {1, 1, {0, 0, 0}, attributes}}))})));
            for (const double t : {0.0, 0.5, 1.0, 1.5, nan, 1e300, -1e300}) {
                const ItemState state = scene.state(0, t);
                EXPECT_TRUE(test::finite(state.position)) << place[0] << " at " << t;
                EXPECT_TRUE(test::finite(state.extent));
                EXPECT_LE(std::abs(state.position.x), 1);
            }
        }
    }
}

TEST(Scene, HasRoomForNoneAndForThousands) {
    const Scene none(shared(Programme{}));
    EXPECT_TRUE(none.items().empty());
    EXPECT_EQ(none.length_s(), 0);
    EXPECT_TRUE(Scene().items().empty());
    EXPECT_EQ(Scene().length_s(), 0);
    Programme programme;
    for (int i = 0; i < 2000; ++i) {
        auto source = object(1, channel_of({{0, -1, {0, 1, 0}, cartesian()}}));
        source->object = "AO_" + std::to_string(i + 5000);
        source->id = source->object + " ATU_00000001";
        source->name = "Same";
        programme.sources.push_back(std::move(source));
    }
    const Scene many(shared(programme));
    ASSERT_EQ(many.items().size(), 2000U);
    EXPECT_EQ(many.items().back().name, "Same 2000");
    EXPECT_EQ(many.find("Same 2000"), 1999U);
}

TEST(Speakers, CarryTheNamesThatMixersUse) {
    const auto names = [](const char* layout) {
        std::vector<std::string> out;
        for (const Speaker& s : speakers_of(*layout::find(layout))) out.push_back(s.short_name);
        return out;
    };
    EXPECT_EQ(names("0+5+0"), (std::vector<std::string>{"L", "R", "C", "LFE", "Ls", "Rs"}));
    EXPECT_EQ(names("4+7+0"), (std::vector<std::string>{"L", "R", "C", "LFE", "Lss", "Rss", "Lrs",
                                                        "Rrs", "Ltf", "Rtf", "Ltr", "Rtr"}));
    for (const layout::Name& name : layout::names()) {
        std::set<std::string> unique;
        for (const Speaker& s : speakers_of(*layout::find(name.name))) {
            unique.insert(s.short_name);
            EXPECT_TRUE(test::finite(s.position));
            EXPECT_EQ(s.lfe, s.short_name.starts_with("LFE")) << s.name;
        }
        EXPECT_EQ(unique.size(), name.channels) << name.name;
    }
}

}  // namespace
}  // namespace cavea::gui
