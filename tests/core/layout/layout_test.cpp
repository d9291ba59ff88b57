// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/layout/layout.h"

#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <set>
#include <tuple>

#include "core/layout/geometry.h"
#include "tests/support/support.h"

namespace cavea::layout {
namespace {

std::vector<Layout> all_layouts() {
    std::vector<Layout> out;
    for (const Name& name : names()) out.push_back(*find(name.name));
    return out;
}

TEST(Layout, AgreesWithTheTablesOfTheStandards) {
    std::ifstream file(test::data_folder() / "bs2127" / "layouts.json");
    const auto table = nlohmann::ordered_json::parse(file);
    ASSERT_EQ(table.size(), 10U);
    for (const auto& [name, channels] : table.items()) {
        const auto layout = find(name);
        ASSERT_TRUE(layout) << name;
        EXPECT_TRUE(layout->standard);
        ASSERT_EQ(layout->size(), channels.size()) << name;
        for (std::size_t i = 0; i < layout->size(); ++i) {
            const Channel& channel = layout->channels[i];
            const auto& row = channels[i];
            EXPECT_EQ(channel.name, row["name"]) << name;
            EXPECT_EQ(channel.lfe, row["lfe"]);
            EXPECT_EQ(channel.nominal, (Polar{row["azimuth"], row["elevation"], 1}));
            EXPECT_EQ(channel.real, channel.nominal);
            EXPECT_EQ(channel.azimuth_range_deg, (row["azimuth_range"]));
            EXPECT_EQ(channel.elevation_range_deg, (row["elevation_range"]));
            const auto& xyz = row["cartesian"];
            EXPECT_EQ(channel.allocentric, (Cartesian{xyz[0], xyz[1], xyz[2]})) << channel.name;
        }
    }
}

TEST(Layout, IsFoundByEveryNameInAnyCase) {
    std::set<std::string> seen;
    for (const Name& name : names()) {
        const auto layout = find(name.name);
        ASSERT_TRUE(layout);
        EXPECT_EQ(layout->name, name.name);
        EXPECT_EQ(layout->size(), name.channels);
        EXPECT_EQ(layout->standard, name.standard);
        EXPECT_TRUE(seen.insert(name.name).second) << name.name;
        for (const std::string& alias : name.aliases) {
            ASSERT_TRUE(find(alias)) << alias;
            EXPECT_EQ(find(alias)->name, name.name);
            EXPECT_TRUE(seen.insert(alias).second) << alias << " names two layouts";
        }
    }
    EXPECT_EQ(find("STEREO")->name, "0+2+0");
    EXPECT_EQ(find("7.1.4")->name, "4+7+0");
    EXPECT_EQ(find("22.2")->size(), 24U);
    EXPECT_FALSE(find(""));
    EXPECT_FALSE(find("6.1"));
    EXPECT_FALSE(find("5.1 "));
}

TEST(Layout, HasNoTwoLoudspeakersAtOnePlace) {
    for (const Layout& layout : all_layouts()) {
        std::set<std::string> labels;
        std::set<std::tuple<double, double, double>> places;
        for (const Channel& c : layout.channels) {
            EXPECT_TRUE(labels.insert(c.name).second) << layout.name << " " << c.name;
            if (c.lfe) continue;
            EXPECT_TRUE(places.insert({c.allocentric.x, c.allocentric.y, c.allocentric.z}).second)
                << layout.name << " " << c.name;
        }
    }
}

TEST(Layout, IsTheSameInAMirror) {
    for (const Layout& layout : all_layouts()) {
        for (const Channel& c : layout.channels) {
            if (c.lfe || c.nominal.azimuth_deg == 0 || c.nominal.azimuth_deg == 180) continue;
            std::string other = c.name;
            const std::size_t sign = other.find_first_of("+-");
            other[sign] = other[sign] == '+' ? '-' : '+';
            const auto index = layout.index_of(other);
            ASSERT_TRUE(index) << layout.name << " " << c.name;
            const Channel& m = layout.channels[*index];
            EXPECT_EQ(m.nominal.azimuth_deg, -c.nominal.azimuth_deg);
            EXPECT_EQ(m.nominal.elevation_deg, c.nominal.elevation_deg);
            EXPECT_EQ(m.allocentric,
                      (Cartesian{-c.allocentric.x, c.allocentric.y, c.allocentric.z}));
            EXPECT_EQ(m.azimuth_range_deg[0], -c.azimuth_range_deg[1]);
        }
    }
}

TEST(Layout, HasNominalPositionsWithinTheAllowedRanges) {
    for (const Layout& layout : all_layouts()) {
        for (const Channel& c : layout.channels) {
            EXPECT_TRUE(inside_angle_range(c.nominal.azimuth_deg, c.azimuth_range_deg[0],
                                           c.azimuth_range_deg[1]))
                << layout.name << " " << c.name;
            EXPECT_GE(c.nominal.elevation_deg, c.elevation_range_deg[0]) << c.name;
            EXPECT_LE(c.nominal.elevation_deg, c.elevation_range_deg[1]) << c.name;
        }
    }
}

TEST(Layout, KnowsItsChannelsByLabel) {
    const Layout layout = *find("5.1");
    EXPECT_EQ(layout.index_of("LFE1"), 3U);
    EXPECT_EQ(layout.index_of("M-110"), 5U);
    EXPECT_FALSE(layout.index_of("LFE2"));
    EXPECT_FALSE(layout.index_of("m-110"));
}

TEST(WaveMask, ExistsOnlyWhereTheFileOrderIsTheLayoutsOrder) {
    EXPECT_EQ(wave_mask(*find("stereo")), 0x3U);
    EXPECT_EQ(wave_mask(*find("5.1")), 0x60FU);
    EXPECT_EQ(wave_mask(*find("5.1.2")), 0x560FU);
    EXPECT_EQ(wave_mask(*find("5.1.4")), 0x2D60FU);
    // Sides in front of backs, against the order of the bits.
    EXPECT_FALSE(wave_mask(*find("7.1")));
    EXPECT_FALSE(wave_mask(*find("7.1.4")));
    // A label without a bit.
    EXPECT_FALSE(wave_mask(*find("4+5+1")));
    EXPECT_FALSE(wave_mask(*find("22.2")));
    EXPECT_FALSE(wave_mask(Layout{}));
}

}  // namespace
}  // namespace cavea::layout
