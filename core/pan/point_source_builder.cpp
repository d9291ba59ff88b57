// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pan/point_source_builder.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "core/base/error.h"
#include "core/layout/geometry.h"
#include "core/pan/convex_hull.h"

namespace cavea::pan {
namespace {

using layout::Cartesian;
using layout::Channel;
using layout::cross;
using layout::dot;

/// A corner of the triangulation: a loudspeaker, an extra one above or below it, or a virtual one.
struct Vertex {
    std::size_t channel = 0;
    Cartesian nominal;
    Cartesian real;
    bool upper = false;  ///< a loudspeaker of the upper layer
};

/// M+SC and M-SC may stand inside or outside M+030 and M-030; the triangulation follows.
void place_screen_speakers(std::vector<Channel>& speakers) {
    for (Channel& c : speakers) {
        if (c.name != "M+SC" && c.name != "M-SC") continue;
        const double wide = std::abs(c.real.azimuth_deg);
        if (!((wide >= 5 && wide <= 25) || (wide >= 35 && wide <= 60))) {
            throw refused("", "loudspeaker " + c.name,
                          "its azimuth is outside 5 to 25 and 35 to 60 degrees; move it");
        }
        c.nominal = {std::copysign(wide > 30 ? 45.0 : 15.0, c.real.azimuth_deg), 0, 1};
    }
}

Cartesian on_sphere(layout::Polar p) {
    p.distance = 1;
    return layout::vector_of(p);
}

struct Layer {
    double elevation, lowest, highest;
};
constexpr Layer kLower = {-30, -70, -10};
constexpr Layer kUpper = {30, 10, 70};

bool in_layer(const Channel& c, const Layer& layer) {
    return c.nominal.elevation_deg >= layer.lowest && c.nominal.elevation_deg <= layer.highest;
}

/// Copies of mid-layer loudspeakers at the height of a layer, wherever that layer leaves a gap.
void add_extra(std::span<const Channel> speakers, const Layer& layer,
               std::vector<Vertex>& vertices) {
    constexpr double kTolerance = 1e-5;
    constexpr double kSpace = 40;  // keeps horizontal moves from rising suddenly
    // Departs from: BS.2127-0 section 6.1, which only looks behind the layer, because all its
    // layouts have upper loudspeakers in front. A layer that begins at the side (7.1.2) leaves the
    // same gap in front and is filled by the same rule.
    constexpr double kBeginsAtSide = 60;
    double widest = 0;
    double narrowest = 180;
    double elevation_sum = 0;
    std::size_t count = 0;
    for (const Channel& c : speakers) {
        if (!in_layer(c, layer)) continue;
        widest = std::max(widest, std::abs(c.nominal.azimuth_deg));
        narrowest = std::min(narrowest, std::abs(c.nominal.azimuth_deg));
        elevation_sum += c.real.elevation_deg;
        ++count;
    }
    const bool empty = count == 0;
    const double behind = empty ? 0 : widest + kSpace;
    const double before = !empty && narrowest > kBeginsAtSide ? narrowest - kSpace : -1;
    const double elevation = empty ? layer.elevation : elevation_sum / static_cast<double>(count);
    for (std::size_t i = 0; i < speakers.size(); ++i) {
        const Channel& c = speakers[i];
        if (std::abs(c.nominal.elevation_deg) > 10) continue;
        const double azimuth = std::abs(c.nominal.azimuth_deg);
        if (azimuth < behind - kTolerance && azimuth > before + kTolerance) continue;
        vertices.push_back({i, on_sphere({c.nominal.azimuth_deg, layer.elevation, 1}),
                            on_sphere({c.real.azimuth_deg, elevation, 1}), false});
    }
}

/// What a virtual loudspeaker with the ring around it sends to the channels: equal power.
std::vector<double> spread_over(const std::vector<Vertex>& vertices,
                                const std::vector<std::size_t>& ring, bool only_upper,
                                std::size_t channels) {
    std::vector<std::size_t> to;
    for (std::size_t v : ring) {
        if (!only_upper || vertices[v].upper) to.push_back(v);
    }
    std::vector<double> out(channels, 0.0);
    for (std::size_t v : to) {
        out[vertices[v].channel] += 1 / std::sqrt(static_cast<double>(to.size()));
    }
    return out;
}

/// Triangles between a virtual loudspeaker and the corners around it.
void add_fan(const std::vector<Vertex>& vertices, std::size_t centre,
             const std::vector<std::vector<std::size_t>>& facets, bool only_upper,
             std::size_t channels, std::vector<RegionPlan>& regions) {
    std::set<std::size_t> neighbours;
    for (const auto& facet : facets) {
        if (std::find(facet.begin(), facet.end(), centre) == facet.end()) continue;
        neighbours.insert(facet.begin(), facet.end());
    }
    neighbours.erase(centre);
    const std::vector<std::size_t> ring(neighbours.begin(), neighbours.end());
    const auto is_upper = [&](std::size_t v) { return vertices[v].upper; };
    only_upper = only_upper && std::any_of(ring.begin(), ring.end(), is_upper);
    const std::vector<double> spread = spread_over(vertices, ring, only_upper, channels);
    std::vector<Cartesian> positions;
    positions.reserve(ring.size());
    for (std::size_t v : ring) positions.push_back(vertices[v].real);
    const std::vector<std::size_t> order = polygon_order(positions);
    for (std::size_t i = 0; i < order.size(); ++i) {
        const Vertex& a = vertices[ring[order[i]]];
        const Vertex& b = vertices[ring[order[(i + 1) % order.size()]]];
        regions.push_back(
            {{{a.channel, a.real}, {b.channel, b.real}, {0, vertices[centre].real}}, spread});
    }
}

RegionPlan facet_region(const std::vector<Vertex>& vertices, const std::vector<std::size_t>& facet,
                        const std::string& layout_name) {
    if (facet.size() > 4) {
        throw refused("", "layout " + layout_name,
                      "more than four loudspeakers lie in one plane of the hull; the panner of "
                      "BS.2127 cannot use them");
    }
    std::vector<Cartesian> positions;
    positions.reserve(facet.size());
    for (std::size_t v : facet) positions.push_back(vertices[v].real);
    std::vector<std::size_t> order = {0, 1, 2};
    if (facet.size() == 4) order = polygon_order(positions);
    RegionPlan out;
    for (std::size_t i : order) out.corners.push_back({vertices[facet[i]].channel, positions[i]});
    return out;
}

}  // namespace

std::vector<RegionPlan> plan_regions(const layout::Layout& layout,
                                     std::span<const Channel> all_speakers) {
    std::vector<Channel> speakers(all_speakers.begin(), all_speakers.end());
    place_screen_speakers(speakers);
    std::vector<Vertex> vertices;
    bool has_top = false;
    for (std::size_t i = 0; i < speakers.size(); ++i) {
        const Channel& c = speakers[i];
        vertices.push_back(
            {i, layout::vector_of(c.nominal), on_sphere(c.real), in_layer(c, kUpper)});
        // UH+180 can stand right above the listener, where a virtual one would make a step.
        // In a layout of one's own anything above the upper layer is a top.
        has_top |=
            c.name == "T+000" || c.name == "UH+180" || c.nominal.elevation_deg > kUpper.highest;
    }
    add_extra(speakers, kLower, vertices);
    add_extra(speakers, kUpper, vertices);
    const std::size_t bottom = vertices.size();
    vertices.push_back({0, {0, 0, -1}, {0, 0, -1}, false});
    if (!has_top) vertices.push_back({0, {0, 0, 1}, {0, 0, 1}, false});

    std::vector<Cartesian> nominal;
    nominal.reserve(vertices.size());
    for (const Vertex& v : vertices) nominal.push_back(v.nominal);
    const auto facets = convex_hull_facets(nominal);

    std::vector<RegionPlan> regions;
    for (std::size_t centre = bottom; centre < vertices.size(); ++centre) {
        // In a layout of our own, straight above is for those loudspeakers that stand above.
        add_fan(vertices, centre, facets, !layout.standard && centre > bottom, speakers.size(),
                regions);
    }
    for (const auto& facet : facets) {
        if (facet.back() < bottom) regions.push_back(facet_region(vertices, facet, layout.name));
    }
    return regions;
}

void set_triplet(const RegionPlan& plan, double matrix[3][3]) {
    const Cartesian& a = plan.corners[0].position;
    const Cartesian& b = plan.corners[1].position;
    const Cartesian& c = plan.corners[2].position;
    const double volume = dot(a, cross(b, c));
    if (std::abs(volume) < 1e-6) {
        throw refused("", "layout",
                      "three neighbouring loudspeakers lie in a plane with the listener; move one");
    }
    const Cartesian rows[3] = {cross(b, c), cross(c, a), cross(a, b)};
    for (std::size_t i = 0; i < 3; ++i) {
        matrix[i][0] = rows[i].x / volume;
        matrix[i][1] = rows[i].y / volume;
        matrix[i][2] = rows[i].z / volume;
    }
}

void set_quad(const RegionPlan& plan, double across[3][3], double along[3][3],
              double position[4][3]) {
    // A direction p lies in the plane of the listener and the line between a + x (b - a) and
    // d + x (c - d) when p . ((a + x (b - a)) x (d + x (c - d))) = 0: a square equation in x.
    const auto polynomial = [](const Cartesian& a, const Cartesian& b, const Cartesian& c,
                               const Cartesian& d, double out[3][3]) {
        const Cartesian rows[3] = {cross(b - a, c - d), cross(a, c - d) + cross(b - a, d),
                                   cross(a, d)};
        for (std::size_t i = 0; i < 3; ++i) {
            out[i][0] = rows[i].x;
            out[i][1] = rows[i].y;
            out[i][2] = rows[i].z;
        }
    };
    const auto at = [&](std::size_t i) { return plan.corners[i % 4].position; };
    polynomial(at(0), at(1), at(2), at(3), across);
    polynomial(at(1), at(2), at(3), at(0), along);
    for (std::size_t i = 0; i < 4; ++i) {
        position[i][0] = at(i).x;
        position[i][1] = at(i).y;
        position[i][2] = at(i).z;
    }
}

}  // namespace cavea::pan
