// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pan/screen.h"

#include <cmath>

#include "core/base/error.h"
#include "core/layout/conversion.h"
#include "core/layout/geometry.h"
#include "core/pan/interpolate.h"

namespace cavea::pan {
namespace {

using layout::Cartesian;
using layout::Polar;
using programme::HorizontalEdge;
using programme::VerticalEdge;

/// Azimuth that makes a Cartesian pan go straight up: layouts with U+045 above M+030 draw sources
/// outwards as they rise (BS.2127-0, screen processing of Cartesian blocks).
double compensated_azimuth(double azimuth, double elevation) {
    const double edge = interpolate<3>(elevation, {0, 30, 90}, {30, 30.0 * (30.0 / 45.0), 30});
    return interpolate<4>(azimuth, {-180, -30, 30, 180}, {-180, -edge, edge, 180});
}

}  // namespace

ScreenEdges screen_edges(const layout::Screen& screen) {
    // The screen is centre + s * across + t * up for s and t in [-1, 1].
    Cartesian centre, across, up;
    if (screen.cartesian) {
        centre = screen.centre_cartesian;
        across = {screen.width / 2, 0, 0};
        up = {0, 0, screen.width / 2 / screen.aspect_ratio};
    } else {
        const Polar& p = screen.centre_polar;
        centre = layout::vector_of(p);
        const double half = p.distance * std::tan(layout::radians(screen.width / 2));
        const layout::Axes axes = layout::local_axes(p.azimuth_deg, p.elevation_deg);
        across = axes.right * half;
        up = axes.up * (half / screen.aspect_ratio);
    }
    using namespace layout;
    ScreenEdges out;
    out.left_deg = azimuth_deg(centre - across);
    out.right_deg = azimuth_deg(centre + across);
    out.bottom_deg = elevation_deg(centre - up);
    out.top_deg = elevation_deg(centre + up);
    // Written so that NaN fails too.
    if (!(out.right_deg <= out.left_deg)) {
        throw refused("", "screen", "it extends behind the listener; make it narrower");
    }
    if (!(std::abs(azimuth_deg(centre - up) - azimuth_deg(centre + up)) <= 1e-3) ||
        !(out.bottom_deg <= out.top_deg)) {
        throw refused("", "screen", "it extends over a pole; make it lower");
    }
    return out;
}

ScreenProcessor::ScreenProcessor(const layout::Layout& layout)
    : compensate_(layout.index_of("U+045").has_value()) {
    if (layout.screen) screen_ = screen_edges(*layout.screen);
}

template <class Change>
Cartesian ScreenProcessor::change(const Cartesian& position, bool cartesian, Change change) const {
    Polar p;
    if (cartesian) {
        p = layout::to_polar(position);
        change(p.azimuth_deg, p.elevation_deg);
        if (compensate_) p.azimuth_deg = compensated_azimuth(p.azimuth_deg, p.elevation_deg);
        return layout::to_cartesian(p);
    }
    p = {layout::azimuth_deg(position), layout::elevation_deg(position), layout::length(position)};
    change(p.azimuth_deg, p.elevation_deg);
    return layout::vector_of(p);
}

Cartesian ScreenProcessor::scale(const Cartesian& position, const layout::Screen& reference,
                                 bool cartesian) const {
    if (!screen_) return position;
    const ScreenEdges from = screen_edges(reference);
    const ScreenEdges& to = *screen_;
    return change(position, cartesian, [&](double& azimuth, double& elevation) {
        azimuth = interpolate<4>(azimuth, {-180, from.right_deg, from.left_deg, 180},
                                 {-180, to.right_deg, to.left_deg, 180});
        elevation = interpolate<4>(elevation, {-90, from.bottom_deg, from.top_deg, 90},
                                   {-90, to.bottom_deg, to.top_deg, 90});
    });
}

bool ScreenProcessor::locks(const programme::ScreenEdgeLock& edges) const {
    return screen_ && edges != programme::ScreenEdgeLock{};
}

void ScreenProcessor::lock(double& azimuth, double& elevation,
                           const programme::ScreenEdgeLock& edges) const {
    if (!locks(edges)) return;
    if (edges.horizontal == HorizontalEdge::Left) azimuth = screen_->left_deg;
    if (edges.horizontal == HorizontalEdge::Right) azimuth = screen_->right_deg;
    if (edges.vertical == VerticalEdge::Top) elevation = screen_->top_deg;
    if (edges.vertical == VerticalEdge::Bottom) elevation = screen_->bottom_deg;
}

Cartesian ScreenProcessor::lock(const Cartesian& position, const programme::ScreenEdgeLock& edges,
                                bool cartesian) const {
    if (!locks(edges)) return position;
    return change(position, cartesian,
                  [&](double& azimuth, double& elevation) { lock(azimuth, elevation, edges); });
}

}  // namespace cavea::pan
