// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pan/zone_exclusion.h"

#include <gtest/gtest.h>

#include <bit>

#include "core/pan/speakers.h"
#include "tests/core/pan/pan_test_support.h"

namespace cavea::pan {
namespace {

class Zones {
 public:
    explicit Zones(const std::string& layout)
        : speakers_(*layout::find(layout)), zones(speakers_.channels, speakers_.room) {}
    [[nodiscard]] ChannelMask mask(std::initializer_list<std::string_view> labels) const {
        ChannelMask out = 0;
        for (std::string_view label : labels) out |= ChannelMask{1} << index(label);
        return out;
    }
    [[nodiscard]] std::size_t index(std::string_view label) const {
        std::size_t i = 0;
        while (speakers_.channels.at(i).name != label) ++i;
        return i;
    }
    [[nodiscard]] std::size_t size() const { return speakers_.channels.size(); }

 private:
    Speakers speakers_;

 public:
    ZoneExclusion zones;
};

TEST(ZoneExclusion, FindsLoudspeakersByAngle) {
    const Zones z("9+10+3");
    const programme::Zone front[] = {programme::PolarZone{-30, 30, 0, 0}};
    EXPECT_EQ(z.zones.excluded(front), z.mask({"M+000", "M+030", "M-030"}));
    // Straight above has every azimuth.
    const programme::Zone above[] = {programme::PolarZone{100, 110, 80, 90}};
    EXPECT_EQ(z.zones.excluded(above), z.mask({"T+000"}));
    const programme::Zone behind[] = {programme::PolarZone{130, -130, 0, 30}};
    EXPECT_EQ(z.zones.excluded(behind),
              z.mask({"M+135", "M-135", "M+180", "U+135", "U-135", "U+180"}));
}

TEST(ZoneExclusion, TestsCartesianZonesOnTheSphere) {
    const Zones z("5.1");
    // M+110 is at (-0.94, -0.34, 0) there, not in the corner of the room.
    const programme::Zone corner[] = {programme::CartesianZone{-1, -0.97, -1, -0.9, -1, 1}};
    EXPECT_EQ(z.zones.excluded(corner), 0U);
    const programme::Zone sphere[] = {programme::CartesianZone{-1, -0.9, -0.4, -0.3, -1, 1}};
    EXPECT_EQ(z.zones.excluded(sphere), z.mask({"M+110"}));
}

TEST(ZoneExclusion, WidensByTheRowOfASideWall) {
    const Zones z("7.1");
    EXPECT_EQ(z.zones.widened(z.mask({"M+090"})), z.mask({"M+090", "M-090"}));
    EXPECT_EQ(z.zones.widened(z.mask({"M+135"})), z.mask({"M+135"}));
    EXPECT_EQ(z.zones.widened(0), 0U);
    const ChannelMask all = (ChannelMask{1} << z.size()) - 1;
    EXPECT_EQ(z.zones.widened(all), 0U);
}

TEST(ZoneExclusion, MovesPowerToTheNearestOnTheSameSide) {
    const Zones z("5.1");
    std::vector<double> power(z.size(), 0.0);
    power[z.index("M+000")] = 1;
    z.zones.downmix(z.mask({"M+000"}), power.data());
    EXPECT_EQ(power[z.index("M+030")], 0.5);
    EXPECT_EQ(power[z.index("M-030")], 0.5);
    z.zones.downmix(z.mask({"M+030", "M+000"}), power.data());
    EXPECT_EQ(power[z.index("M-030")], 1);  // in front, though M+110 is on its side
}

TEST(ZoneExclusion, KeepsThePowerAndLeavesNothingExcluded) {
    Random random(15);
    for (const layout::Layout& layout : all_layouts()) {
        const Zones z(layout.name);
        for (int i = 0; i < 200; ++i) {
            const auto excluded =
                static_cast<ChannelMask>(random(0, std::pow(2.0, static_cast<double>(z.size()))));
            std::vector<double> power(z.size());
            double before = 0;
            for (double& p : power) before += p = random(0, 1);
            z.zones.downmix(excluded, power.data());
            double after = 0;
            for (std::size_t c = 0; c < z.size(); ++c) {
                after += power[c];
                const bool all = static_cast<std::size_t>(std::popcount(excluded)) == z.size();
                if (!all && (excluded >> c & 1) != 0) {
                    ASSERT_EQ(power[c], 0);
                }
            }
            ASSERT_NEAR(after, before, 1e-12);
        }
    }
}

}  // namespace
}  // namespace cavea::pan
