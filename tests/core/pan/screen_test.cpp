// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pan/screen.h"

#include <gtest/gtest.h>

#include "core/base/error.h"
#include "core/layout/geometry.h"

namespace cavea::pan {
namespace {

layout::Screen screen(double azimuth, double elevation, double width) {
    layout::Screen out;
    out.centre_polar = {azimuth, elevation, 1};
    out.width = width;
    return out;
}

TEST(ScreenEdges, OfTheDefaultScreenAreSymmetric) {
    const ScreenEdges edges = screen_edges(layout::Screen{});
    EXPECT_NEAR(edges.left_deg, 29, 1e-12);
    EXPECT_NEAR(edges.right_deg, -29, 1e-12);
    EXPECT_NEAR(edges.top_deg, layout::degrees(std::atan(std::tan(layout::radians(29)) / 1.78)),
                1e-12);
    EXPECT_NEAR(edges.bottom_deg, -edges.top_deg, 1e-12);
}

TEST(ScreenEdges, RefuseScreensAroundTheListener) {
    EXPECT_THROW(static_cast<void>(screen_edges(screen(170, 0, 60))), Error);
    EXPECT_THROW(static_cast<void>(screen_edges(screen(0, 85, 60))), Error);
    layout::Screen nothing;
    nothing.aspect_ratio = std::numeric_limits<double>::quiet_NaN();
    EXPECT_THROW(static_cast<void>(screen_edges(nothing)), Error);
}

TEST(ScreenProcessor, ScalesEdgesToEdges) {
    layout::Layout layout = *layout::find("5.1");
    layout.screen = screen(0, 0, 40);
    const ScreenProcessor processor(layout);
    const layout::Screen reference = screen(0, 0, 60);
    const auto scaled = [&](double azimuth, double elevation) {
        return processor.scale(layout::vector_of({azimuth, elevation, 1}), reference, false);
    };
    EXPECT_NEAR(layout::azimuth_deg(scaled(30, 0)), 20, 1e-9);
    EXPECT_NEAR(layout::azimuth_deg(scaled(15, 0)), 10, 1e-9);
    EXPECT_NEAR(layout::azimuth_deg(scaled(180, 0)), 180, 1e-9);
    EXPECT_NEAR(layout::azimuth_deg(scaled(105, 0)), 100, 1e-9);
    EXPECT_NEAR(layout::length(scaled(105, 50)), 1, 1e-12);
}

TEST(ScreenProcessor, LocksToTheEdgesOfTheRoomsScreen) {
    const ScreenProcessor processor(*layout::find("7.1.4"));
    programme::ScreenEdgeLock edges;
    double azimuth = 3;
    double elevation = 4;
    processor.lock(azimuth, elevation, edges);
    EXPECT_EQ(azimuth, 3);
    edges.horizontal = programme::HorizontalEdge::Right;
    edges.vertical = programme::VerticalEdge::Bottom;
    processor.lock(azimuth, elevation, edges);
    EXPECT_NEAR(azimuth, -29, 1e-12);
    EXPECT_LT(elevation, -10);
}

}  // namespace
}  // namespace cavea::pan
