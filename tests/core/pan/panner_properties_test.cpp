// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What holds of the gains of Objects whatever the parameters: a mirrored object gives mirrored
// gains, and where BS.2127 has no step a small move is a small change.
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <string>
#include <vector>

#include "core/pan/object_panner.h"
#include "tests/core/pan/pan_test_support.h"

namespace cavea::pan {
namespace {

using layout::Layout;
using programme::HorizontalEdge;
using programme::ObjectAttributes;
using programme::ObjectsBlock;

struct Object {
    ObjectsBlock block;
    ObjectAttributes attributes;
};

std::vector<double> gains_of(const ObjectPanner& panner, const Object& object) {
    std::vector<double> direct(panner.channels());
    std::vector<double> diffuse(panner.channels());
    panner.gains(object.block, object.attributes, {}, direct, diffuse);
    return direct;
}

double largest_difference(const std::vector<double>& a, const std::vector<double>& b) {
    double out = 0;
    for (std::size_t i = 0; i < a.size(); ++i) out = std::max(out, std::abs(a[i] - b[i]));
    return out;
}

/// Place of each channel's mirror image; empty when the layout has none for one of them.
std::vector<std::size_t> mirror_of(const Layout& layout) {
    std::vector<std::size_t> out;
    for (std::size_t i = 0; i < layout.size(); ++i) {
        const layout::Channel& channel = layout.channels[i];
        const auto found = std::find_if(
            layout.channels.begin(), layout.channels.end(), [&](const layout::Channel& other) {
                const double turn = channel.nominal.azimuth_deg + other.nominal.azimuth_deg;
                return !other.lfe && std::abs(std::remainder(turn, 360)) < 1e-9 &&
                       other.nominal.elevation_deg == channel.nominal.elevation_deg;
            });
        if (channel.lfe) {
            out.push_back(i);
        } else if (found != layout.channels.end()) {
            out.push_back(static_cast<std::size_t>(found - layout.channels.begin()));
        } else {
            return {};
        }
    }
    return out;
}

Object random_object(bool cartesian, Random& random) {
    Object object;
    double* c = object.block.coordinate;
    if (cartesian) {
        for (std::size_t i = 0; i < 3; ++i) c[i] = random(-1, 1);
    } else {
        c[0] = random(-180, 180);
        c[1] = random(-90, 90);
        c[2] = random(0.2, 1.5);
    }
    object.attributes.cartesian = cartesian;
    return object;
}

/// With what can be told apart from its mirror image: zones, an edge of the screen, divergence.
void add_features(unsigned bits, Object& object, Random& random) {
    ObjectAttributes& a = object.attributes;
    const double largest = a.cartesian ? 1 : 360;
    if ((bits & 1) != 0) {
        a.width = random(0, largest);
        a.height = random(0, largest);
        a.depth = random(0, 1);
    }
    if ((bits & 2) != 0) {
        a.divergence = random(0, 1);
        a.divergence_azimuth_range_deg = random(0, 80);
        a.divergence_position_range = random(0, 1);
    }
    if ((bits & 4) != 0) a.zones.push_back(programme::CartesianZone{0.3, 1, -1, 1, -1, 1});
    if ((bits & 8) != 0) a.screen_edge_lock.horizontal = HorizontalEdge::Left;
    a.screen_ref = (bits & 16) != 0;
}

Object mirrored(Object object) {
    object.block.coordinate[0] = -object.block.coordinate[0];
    for (programme::Zone& zone : object.attributes.zones) {
        auto& box = std::get<programme::CartesianZone>(zone);
        std::swap(box.min_x, box.max_x);
        box.min_x = -box.min_x;
        box.max_x = -box.max_x;
    }
    if (object.attributes.screen_edge_lock.horizontal == HorizontalEdge::Left) {
        object.attributes.screen_edge_lock.horizontal = HorizontalEdge::Right;
    }
    return object;
}

TEST(PannerProperties, AMirroredObjectGivesMirroredGains) {
    Random random(41);
    std::size_t layouts = 0;
    for (const Layout& layout : all_layouts()) {
        const std::vector<std::size_t> mirror = mirror_of(layout);
        if (mirror.empty()) continue;
        ++layouts;
        const ObjectPanner panner(layout);
        for (unsigned round = 0; round < 640; ++round) {
            const unsigned bits = round % 64;
            Object object = random_object((bits & 32) != 0, random);
            add_features(bits, object, random);
            const std::vector<double> here = gains_of(panner, object);
            const std::vector<double> there = gains_of(panner, mirrored(object));
            for (std::size_t c = 0; c < here.size(); ++c) {
                // A square root of what rounding leaves of nothing.
                ASSERT_NEAR(here[c], there[mirror[c]], 1e-6)
                    << layout.name << " " << layout.channels[c].name << " features " << bits;
            }
        }
    }
    EXPECT_GE(layouts, 10U);
}

/// Moves each number of an object by a little and returns the largest change of a gain for it. A
/// step is as large however small the move, so the smaller of two moves tells steps from slopes.
struct Move {
    double by_large = 0, by_small = 0;
};
constexpr double kLarge = 1e-4;
constexpr double kSmall = 1e-7;

Move moved(const ObjectPanner& panner, const Object& object,
           const std::function<void(Object&, double)>& shift) {
    const std::vector<double> here = gains_of(panner, object);
    const auto change = [&](double by) {
        Object other = object;
        shift(other, by);
        return largest_difference(here, gains_of(panner, other));
    };
    return {change(kLarge), change(kSmall)};
}

/// Every number that may move, in units of the whole range.
std::vector<std::function<void(Object&, double)>> numbers(bool cartesian, bool spread) {
    std::vector<std::function<void(Object&, double)>> out;
    const double scale[3] = {cartesian ? 1.0 : 90.0, cartesian ? 1.0 : 90.0, 1.0};
    for (std::size_t i = 0; i < 3; ++i) {
        out.push_back([i, by_one = scale[i]](Object& o, double by) {
            double& v = o.block.coordinate[i];
            v += (v > 0 ? -by : by) * by_one;
        });
    }
    if (!spread) return out;
    const double size = cartesian ? 1 : 180;
    out.push_back([size](Object& o, double by) { o.attributes.width += by * size; });
    out.push_back([size](Object& o, double by) { o.attributes.height += by * size; });
    out.push_back([](Object& o, double by) { o.attributes.depth += by; });
    return out;
}

void expect_small_changes(bool cartesian, bool spread, double slope) {
    Random random(42);
    for (const Layout& layout : all_layouts()) {
        const ObjectPanner panner(layout);
        for (int round = 0; round < 150; ++round) {
            Object object = random_object(cartesian, random);
            if (spread) {
                const double largest = cartesian ? 0.95 : 340;
                // BS.2127 has a step where the inside of a Cartesian extent begins to count, with
                // walls 0.4 and twice the size away. Sizes above 0.5, or a wall near by, avoid it.
                const bool large = cartesian && round % 2 == 0;
                const double least = large ? 0.51 : 0.01;
                object.attributes.width = random(least, largest);
                object.attributes.height = random(least, largest);
                object.attributes.depth = random(least, 0.95);
                if (cartesian && !large) object.block.coordinate[0] = random(0.62, 1);
            } else if (!cartesian) {
                object.block.coordinate[2] = random(1.01, 1.5);  // nearer it has a size
            }
            const auto shifts = numbers(cartesian, spread);
            for (std::size_t s = 0; s < shifts.size(); ++s) {
                const Move move = moved(panner, object, shifts[s]);
                ASSERT_LE(move.by_large, slope * kLarge) << layout.name << " number " << s;
                ASSERT_LE(move.by_small, slope * kSmall + 1e-9) << layout.name << " number " << s;
            }
        }
    }
}

TEST(PannerProperties, SmallMovesOfAPolarPointAreSmallChanges) {
    expect_small_changes(false, false, 20);
}

TEST(PannerProperties, SmallMovesOfAPolarExtentAreSmallChanges) {
    expect_small_changes(false, true, 20);
}

TEST(PannerProperties, SmallMovesOfACartesianPointAreSmallChanges) {
    expect_small_changes(true, false, 20);
}

TEST(PannerProperties, SmallMovesOfACartesianExtentAreSmallChanges) {
    expect_small_changes(true, true, 20);
}

TEST(PannerProperties, APolarExtentThatShrinksBecomesThePoint) {
    // The fade from point to spread begins at no size, in power: gains go by its square root. A
    // Cartesian extent has no such end, its grid has a smallest size.
    constexpr double kWidthDeg = 1e-6;
    const double bound = 2 * std::sqrt(kWidthDeg / 10);
    Random random(43);
    for (const Layout& layout : all_layouts()) {
        const ObjectPanner panner(layout);
        for (int round = 0; round < 200; ++round) {
            Object object = random_object(false, random);
            object.block.coordinate[2] = 1;
            const std::vector<double> point = gains_of(panner, object);
            object.attributes.width = kWidthDeg;
            ASSERT_LE(largest_difference(gains_of(panner, object), point), bound) << layout.name;
        }
    }
}

}  // namespace
}  // namespace cavea::pan
