// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pan/object_panner.h"

#include <gtest/gtest.h>

#include <limits>

#include "core/base/error.h"
#include "tests/core/pan/allocation_count.h"
#include "tests/core/pan/pan_test_support.h"

namespace cavea::pan {
namespace {

using layout::Layout;
using programme::ObjectAttributes;
using programme::ObjectsBlock;
using programme::Source;

struct Gains {
    std::vector<double> direct, diffuse;
    friend bool operator==(const Gains&, const Gains&) = default;
};

ObjectsBlock block_at(double a, double b, double c) {
    ObjectsBlock block;
    block.coordinate[0] = a;
    block.coordinate[1] = b;
    block.coordinate[2] = c;
    return block;
}

Gains pan(const ObjectPanner& panner, const ObjectsBlock& block,
          const ObjectAttributes& attributes = {}, const Source& source = {}) {
    Gains out{std::vector<double>(panner.channels(), 7), std::vector<double>(panner.channels(), 7)};
    panner.gains(block, attributes, source, out.direct, out.diffuse);
    return out;
}

/// A block with everything that can be switched on, by the bits of a number.
ObjectAttributes attributes_of(unsigned bits, Random& random) {
    ObjectAttributes a;
    a.cartesian = (bits & 1) != 0;
    const double largest = a.cartesian ? 1 : 360;
    if ((bits & 2) != 0) {
        a.width = random(0, largest);
        a.height = random(0, largest);
        a.depth = random(0, 1);
    }
    if ((bits & 4) != 0) a.diffuse = random(0, 1);
    a.channel_lock = (bits & 8) != 0;
    if ((bits & 16) != 0) {
        a.divergence = random(0, 1);
        a.divergence_azimuth_range_deg = random(0, 90);
        a.divergence_position_range = random(0, 1);
    }
    a.screen_ref = (bits & 32) != 0;
    if ((bits & 64) != 0) {
        a.zones.push_back(programme::PolarZone{-180, 0, -10, 10});
        a.zones.push_back(programme::CartesianZone{-1, 1, 0.5, 1, 0.2, 1});
    }
    return a;
}

ObjectsBlock random_block(const ObjectAttributes& a, Random& random) {
    return a.cartesian ? block_at(random(-1, 1), random(-1, 1), random(-1, 1))
                       : block_at(random(-180, 180), random(-90, 90), random(0, 2));
}

TEST(ObjectPanner, KeepsThePowerWithEveryCombinationOfFeatures) {
    Random random(11);
    Source source;
    source.reference_screen.width = 40;
    for (const Layout& layout : all_layouts()) {
        const ObjectPanner panner(layout);
        for (unsigned bits = 0; bits < 128; ++bits) {
            const ObjectAttributes a = attributes_of(bits, random);
            const Gains gains = pan(panner, random_block(a, random), a, source);
            for (std::size_t i = 0; i < layout.size(); ++i) {
                ASSERT_GE(gains.direct[i], 0) << layout.name << " " << bits;
                ASSERT_GE(gains.diffuse[i], 0) << layout.name << " " << bits;
                if (layout.channels[i].lfe) {
                    ASSERT_EQ(gains.direct[i] + gains.diffuse[i], 0);
                }
            }
            const double power = energy(gains.direct) + energy(gains.diffuse);
            ASSERT_LE(power, 1 + 1e-9) << layout.name << " " << bits;
            // Polar panning on 0+2+0 loses up to 3 dB at the back.
            ASSERT_GE(power, (layout.name == "0+2+0" && !a.cartesian ? 0.5 : 1) - 1e-9)
                << layout.name << " " << bits;
        }
    }
}

TEST(ObjectPanner, GivesTheSameBitsWhateverCameBefore) {
    Random random(12);
    const Layout layout = *layout::find("9+10+3");
    const ObjectPanner panner(layout);
    std::vector<ObjectAttributes> attributes;
    std::vector<ObjectsBlock> blocks;
    std::vector<Gains> first;
    for (unsigned i = 0; i < 256; ++i) {
        attributes.push_back(attributes_of(i % 128, random));
        blocks.push_back(random_block(attributes.back(), random));
        first.push_back(pan(panner, blocks.back(), attributes.back()));
    }
    const ObjectPanner fresh(layout);
    for (std::size_t i = blocks.size(); i-- > 0;) {
        EXPECT_EQ(pan(panner, blocks[i], attributes[i]), first[i]);
        EXPECT_EQ(pan(fresh, blocks[i], attributes[i]), first[i]);
    }
}

TEST(ObjectPanner, AllocatesNothing) {
    Random random(13);
    const ObjectPanner panner(*layout::find("9.1.6"));
    std::vector<double> direct(panner.channels());
    std::vector<double> diffuse(panner.channels());
    const Source source;
    for (unsigned bits = 0; bits < 128; ++bits) {
        const ObjectAttributes a = attributes_of(bits, random);
        const ObjectsBlock block = random_block(a, random);
        const std::size_t before = test::allocation_count();
        panner.gains(block, a, source, direct, diffuse);
        EXPECT_EQ(test::allocation_count(), before) << bits;
    }
}

TEST(ObjectPanner, SplitsPowerBetweenDirectAndDiffuse) {
    const ObjectPanner panner(*layout::find("5.1"));
    ObjectAttributes a;
    const Gains whole = pan(panner, block_at(15, 0, 1), a);
    EXPECT_EQ(energy(whole.diffuse), 0);
    a.diffuse = 0.25;
    const Gains split = pan(panner, block_at(15, 0, 1), a);
    for (std::size_t i = 0; i < panner.channels(); ++i) {
        EXPECT_NEAR(split.direct[i], whole.direct[i] * std::sqrt(0.75), 1e-15);
        EXPECT_NEAR(split.diffuse[i], whole.direct[i] * 0.5, 1e-15);
    }
    a.diffuse = 1;
    EXPECT_EQ(energy(pan(panner, block_at(15, 0, 1), a).direct), 0);
}

TEST(ObjectPanner, AppliesGainOfBlockAndObjectAndMute) {
    const ObjectPanner panner(*layout::find("5.1"));
    ObjectsBlock block = block_at(30, 0, 1);
    block.gain = 0.5;
    Source source;
    source.gain = -3;  // a gain may turn the phase
    EXPECT_NEAR(pan(panner, block, {}, source).direct[0], -1.5, 1e-12);
    source.mute = true;
    EXPECT_EQ(energy(pan(panner, block, {}, source).direct), 0);
}

TEST(ObjectPanner, MakesSilenceOfWhatIsNotANumber) {
    const double bad[] = {std::numeric_limits<double>::quiet_NaN(),
                          std::numeric_limits<double>::infinity()};
    const ObjectPanner panner(*layout::find("7.1.4"));
    for (double value : bad) {
        for (bool cartesian : {false, true}) {
            ObjectAttributes a;
            a.cartesian = cartesian;
            for (int i = 0; i < 3; ++i) {
                ObjectsBlock block = block_at(0.5, 0.5, 0.5);
                block.coordinate[i] = value;
                for (double g : pan(panner, block, a).direct) EXPECT_TRUE(std::isfinite(g));
            }
            a.width = value;
            for (double g : pan(panner, block_at(0.5, 0, 1), a).direct) {
                EXPECT_TRUE(std::isfinite(g));
            }
        }
    }
}

TEST(ObjectPanner, MovesByThePositionOffsetWithinTheRange) {
    const ObjectPanner panner(*layout::find("7.1.4"));
    Source source;
    source.position_offset = programme::PositionOffset{false, {-20, 10, 0}};
    EXPECT_EQ(pan(panner, block_at(30, -10, 1), {}, source), pan(panner, block_at(10, 0, 1)));
    // Beyond the range there is no going round.
    EXPECT_THROW(pan(panner, block_at(-170, 0, 1), {}, source), Error);
    EXPECT_THROW(pan(panner, block_at(0, 85, 1), {}, source), Error);
    source.position_offset->coordinate[2] = -2;
    EXPECT_THROW(pan(panner, block_at(30, 0, 1), {}, source), Error);
    ObjectAttributes a;
    a.cartesian = true;
    EXPECT_THROW(pan(panner, block_at(0, 0, 0), a, source), Error);
    // Cartesian positions stop at the walls.
    source.position_offset = programme::PositionOffset{true, {5, 0, 0}};
    EXPECT_EQ(pan(panner, block_at(0, 1, 0), a, source), pan(panner, block_at(1, 1, 0), a));
}

TEST(ObjectPanner, DivergesInPower) {
    const Layout layout = *layout::find("5.1");
    const ObjectPanner panner(layout);
    ObjectAttributes a;
    a.divergence = 1;
    a.divergence_azimuth_range_deg = 30;
    const Gains sides = pan(panner, block_at(0, 0, 1), a);
    EXPECT_NEAR(sides.direct[0], std::sqrt(0.5), 1e-9);
    EXPECT_NEAR(sides.direct[1], std::sqrt(0.5), 1e-9);
    EXPECT_NEAR(sides.direct[2], 0, 1e-5);  // square root of the rounding of an angle
    a.divergence = 0.5;
    const Gains thirds = pan(panner, block_at(0, 0, 1), a);
    EXPECT_NEAR(thirds.direct[2], std::sqrt(1.0 / 3), 1e-9);
    // Without a range it is 45 degrees in version 1 of BS.2076 and none from version 2 on.
    a.divergence_azimuth_range_deg.reset();
    Source source;
    source.bs2076_version = 2;
    EXPECT_NEAR(pan(panner, block_at(0, 0, 1), a, source).direct[2], 1, 1e-9);
    source.bs2076_version = 1;
    EXPECT_LT(pan(panner, block_at(0, 0, 1), a, source).direct[2], 0.9);
}

TEST(ObjectPanner, LocksPolarObjectsToTheNearestLoudspeaker) {
    const Layout layout = *layout::find("7.1.4");
    const ObjectPanner panner(layout);
    ObjectAttributes a;
    a.channel_lock = true;
    const std::size_t upper = *layout.index_of("U+045");
    EXPECT_NEAR(pan(panner, block_at(50, 25, 1), a).direct[upper], 1, 1e-9);
    a.channel_lock_max_distance = 0.01;
    EXPECT_LT(pan(panner, block_at(50, 25, 1), a).direct[upper], 0.999);
}

TEST(ObjectPanner, KeepsExcludedLoudspeakersSilent) {
    Random random(14);
    for (const Layout& layout : all_layouts()) {
        const ObjectPanner panner(layout);
        ObjectAttributes a;
        a.zones.push_back(programme::PolarZone{1, 179, -90, 89});  // the left side
        for (int i = 0; i < 200; ++i) {
            a.cartesian = i % 2 == 0;
            a.width = i % 3 == 0 ? 0.7 : 0;
            const Gains gains = pan(panner, random_block(a, random), a);
            for (std::size_t c = 0; c < layout.size(); ++c) {
                const double azimuth = layout.channels[c].nominal.azimuth_deg;
                if (azimuth > 0 && azimuth < 180) {
                    ASSERT_EQ(gains.direct[c], 0) << layout.name;
                }
            }
        }
    }
}

TEST(ObjectPanner, IgnoresTheScreenInARoomWithout) {
    Layout layout = *layout::find("5.1");
    ObjectAttributes a;
    a.screen_edge_lock.horizontal = programme::HorizontalEdge::Left;
    const Gains locked = pan(ObjectPanner(layout), block_at(-10, 0, 1), a);
    const Gains edge = pan(ObjectPanner(layout), block_at(29, 0, 1));
    for (std::size_t i = 0; i < layout.size(); ++i) {
        EXPECT_NEAR(locked.direct[i], edge.direct[i], 1e-9);
    }
    layout.screen.reset();
    EXPECT_EQ(pan(ObjectPanner(layout), block_at(-10, 0, 1), a),
              pan(ObjectPanner(layout), block_at(-10, 0, 1)));
}

}  // namespace
}  // namespace cavea::pan
