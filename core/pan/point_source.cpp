// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pan/point_source.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <string_view>

#include "core/base/error.h"
#include "core/layout/geometry.h"
#include "core/pan/point_source_builder.h"

namespace cavea::pan {
namespace {

using layout::Cartesian;

// Tolerances of BS.2127: a direction on an edge belongs to the regions on both sides of it.
constexpr double kTripletEdge = 1e-11;
constexpr double kQuadEdge = 1e-10;
// Sine of the angle by which the gains of a quad may miss the direction: far above rounding, far
// below the mistake of a wrong pair of roots.
constexpr double kQuadDirection = 1e-4;

constexpr std::size_t kCellsPerEdge = 16;
constexpr std::size_t kCells = 6 * kCellsPerEdge * kCellsPerEdge;

double dot3(const double a[3], const double b[3]) {
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

/// The roots in [0, 1] of a x^2 + b x + c, give or take slack; clipped to it.
struct Roots {
    double x[2] = {};
    std::size_t count = 0;

    Roots(double a, double b, double c, double slack) {
        double discriminant = b * b - 4 * a * c;
        if (discriminant < 0) {
            // A double root that rounding pushed off the real axis.
            if (std::sqrt(-discriminant) >= 2 * std::abs(a) * kQuadEdge) return;
            discriminant = 0;
        }
        // The sum without cancellation; c / q stays finite as a goes to 0 (parallel edges).
        const double q = -0.5 * (b + std::copysign(std::sqrt(discriminant), b));
        if (q != 0) take(c / q, slack);
        if (a != 0) take(q / a, slack);
    }

 private:
    void take(double root, double slack) {
        if (root > -slack && root < 1 + slack) x[count++] = std::clamp(root, 0.0, 1.0);
    }
};

/// The channels that are not LFE, counted.
std::vector<layout::Channel> loudspeakers(const layout::Layout& layout) {
    std::vector<layout::Channel> out;
    for (const layout::Channel& channel : layout.channels) {
        if (!channel.lfe) out.push_back(channel);
    }
    if (out.empty() || out.size() > kMaxChannels) {
        throw refused("", "layout " + layout.name,
                      "the panner needs 1 to 64 loudspeakers besides LFE; choose another layout");
    }
    return out;
}

std::size_t index_of(const std::vector<layout::Channel>& speakers, std::string_view label) {
    for (std::size_t i = 0; i < speakers.size(); ++i) {
        if (speakers[i].name == label) return i;
    }
    throw refused("", "layout", "it has no loudspeaker " + std::string(label) + "; add it");
}

}  // namespace

bool PointSource::triplet_gains(const Region& region, const double d[3], double slack,
                                double* gains) {
    for (std::size_t i = 0; i < 3; ++i) gains[i] = dot3(region.matrix[i], d);
    if (gains[0] < -slack || gains[1] < -slack || gains[2] < -slack) return false;
    for (std::size_t i = 0; i < 3; ++i) gains[i] = std::max(gains[i], 0.0);
    return true;
}

bool PointSource::quad_gains(const Region& region, const double d[3], double slack, double* gains) {
    const auto roots = [&](const double poly[3][3]) {
        return Roots(dot3(poly[0], d), dot3(poly[1], d), dot3(poly[2], d), slack);
    };
    const Roots x = roots(region.across);
    if (x.count == 0) return false;
    const Roots y = roots(region.along);
    // The opposite direction solves the same equations, and so do pairs of roots that belong to two
    // different points where the real quad is skew. Departs from: BS.2127-0 section 6.1, which
    // rejects only the former; the latter would send a direction to loudspeakers far from it.
    const double tolerance = std::max(kQuadDirection, 4 * slack);
    for (std::size_t i = 0; i < x.count * y.count; ++i) {
        const double u = x.x[i / y.count];
        const double v = y.x[i % y.count];
        gains[0] = (1 - u) * (1 - v);
        gains[1] = u * (1 - v);
        gains[2] = u * v;
        gains[3] = (1 - u) * v;
        double p[3] = {};
        for (std::size_t axis = 0; axis < 3; ++axis) {
            for (std::size_t c = 0; c < 4; ++c) p[axis] += gains[c] * region.position[c][axis];
        }
        const double ahead = dot3(p, d);
        if (ahead > 0 && dot3(p, p) - ahead * ahead <= tolerance * tolerance * ahead * ahead) {
            return true;
        }
    }
    return false;
}

bool PointSource::region_gains(const Region& region, const double d[3], double slack,
                               double* gains) {
    return region.quad ? quad_gains(region, d, std::max(slack, kQuadEdge), gains)
                       : triplet_gains(region, d, std::max(slack, kTripletEdge), gains);
}

std::size_t PointSource::cell_of(const double d[3]) noexcept {
    const double size[3] = {std::abs(d[0]), std::abs(d[1]), std::abs(d[2])};
    const std::size_t axis =
        size[0] >= size[1] ? (size[0] >= size[2] ? 0U : 2U) : (size[1] >= size[2] ? 1U : 2U);
    const double scale = size[axis] > 0 ? 0.5 / size[axis] : 0.0;
    const auto step = [&](double v) {
        const auto i = static_cast<std::size_t>((v * scale + 0.5) * kCellsPerEdge);
        return std::min(i, kCellsPerEdge - 1);
    };
    const std::size_t face = 2 * axis + (d[axis] < 0 ? 1 : 0);
    return (face * kCellsPerEdge + step(d[(axis + 1) % 3])) * kCellsPerEdge +
           step(d[(axis + 2) % 3]);
}

bool PointSource::meets_cell(const Region& region, std::size_t cell) {
    // Whether it takes any of some directions of the cell, with room to spare for what lies between
    // them. find() does not rely on that: it falls back to all regions.
    constexpr double kSlack = 0.05;
    constexpr int kProbes = 1;  // steps to each side of the middle: edges and corners
    const std::size_t face = cell / (kCellsPerEdge * kCellsPerEdge);
    const auto at = [](std::size_t start, int step) {
        return (static_cast<double>(start) + 0.5 + 0.5 * step / kProbes) * (2.0 / kCellsPerEdge) -
               1.0;
    };
    double gains[4];
    for (int i = -kProbes; i <= kProbes; ++i) {
        for (int j = -kProbes; j <= kProbes; ++j) {
            double d[3] = {};
            d[face / 2] = face % 2 == 0 ? 1 : -1;
            d[(face / 2 + 1) % 3] = at(cell / kCellsPerEdge % kCellsPerEdge, i);
            d[(face / 2 + 2) % 3] = at(cell % kCellsPerEdge, j);
            const double size = std::sqrt(dot3(d, d));
            for (double& v : d) v /= size;
            if (region_gains(region, d, kSlack, gains)) return true;
        }
    }
    return false;
}

void PointSource::index_cells() {
    cell_begin_.assign(1, 0);
    for (std::size_t cell = 0; cell < kCells; ++cell) {
        for (std::size_t r = 0; r < regions_.size(); ++r) {
            if (meets_cell(regions_[r], cell)) {
                cell_regions_.push_back(static_cast<std::uint8_t>(r));
            }
        }
        cell_begin_.push_back(static_cast<std::uint32_t>(cell_regions_.size()));
    }
}

std::size_t PointSource::find(const double d[3], double gains[4]) const noexcept {
    const std::size_t cell = cell_of(d);
    for (std::size_t i = cell_begin_[cell]; i < cell_begin_[cell + 1]; ++i) {
        const std::size_t r = cell_regions_[i];
        if (region_gains(regions_[r], d, 0, gains)) return r;
    }
    // Next to an edge rounding can leave a crack between regions: allow ever more of it.
    for (double slack = 0; slack < 1; slack = slack == 0 ? 1e-9 : slack * 10) {
        for (std::size_t r = 0; r < regions_.size(); ++r) {
            if (region_gains(regions_[r], d, slack, gains)) return r;
        }
    }
    return regions_.size();
}

void PointSource::pan(const Cartesian& direction, double* gains) const noexcept {
    if (surround_ != nullptr) {
        pan_downmixed(direction, gains);
        return;
    }
    std::fill_n(gains, channels_, 0.0);
    const double d[3] = {direction.x, direction.y, direction.z};
    double corner[4] = {};
    const std::size_t found = find(d, corner);
    if (found == regions_.size()) return;  // only for a direction that is not a number
    const Region& region = regions_[found];
    // Corners can share a channel (an extra loudspeaker is fed to the one below it), so add.
    gains[region.corner[0]] += corner[0];
    gains[region.corner[1]] += corner[1];
    if (region.corner[2] == kSpread) {
        const double* downmix = spread_.data() + region.spread * channels_;
        for (std::size_t c = 0; c < channels_; ++c) gains[c] += corner[2] * downmix[c];
    } else {
        gains[region.corner[2]] += corner[2];
    }
    if (region.quad) gains[region.corner[3]] += corner[3];
    double energy = 0;
    for (std::size_t c = 0; c < channels_; ++c) energy += gains[c] * gains[c];
    const double scale = 1 / std::sqrt(energy);
    for (std::size_t c = 0; c < channels_; ++c) gains[c] *= scale;
}

void PointSource::pan_downmixed(const Cartesian& direction, double* gains) const noexcept {
    // 0+2+0 (BS.2127-0 section 6.1): 0+5+0 with the downmix of BS.775, but the centre at the
    // level that keeps its direction; 0 dB in front falls to -3 dB at the back.
    enum { L, R, C, Ls, Rs };
    double in[kMaxChannels];
    surround_->pan(direction, in);
    const double centre = std::sqrt(3.0) / 3 * in[C];
    const double left = in[L] + centre + std::sqrt(0.5) * in[Ls];
    const double right = in[R] + centre + std::sqrt(0.5) * in[Rs];
    const double front = std::max({in[L], in[R], in[C]});
    const double back = std::max(in[Ls], in[Rs]);
    const double level =
        std::pow(0.5, 0.5 * back / (front + back)) / std::sqrt(left * left + right * right);
    std::fill_n(gains, channels_, 0.0);
    gains[left_] = left * level;
    gains[right_] = right * level;
}

PointSource::PointSource(const layout::Layout& layout) {
    const std::vector<layout::Channel> speakers = loudspeakers(layout);
    channels_ = speakers.size();
    if (layout.name == "0+2+0") {
        left_ = index_of(speakers, "M+030");
        right_ = index_of(speakers, "M-030");
        surround_ = std::make_unique<const PointSource>(*layout::find("0+5+0"));
        return;
    }
    for (const RegionPlan& plan : plan_regions(layout, speakers)) add_region(plan);
    if (regions_.size() > 255) {
        throw refused("", "layout " + layout.name,
                      "the loudspeakers make more than 255 regions; use fewer of them");
    }
    index_cells();
}

void PointSource::add_region(const RegionPlan& plan) {
    Region region;
    region.quad = plan.corners.size() == 4;
    for (std::size_t i = 0; i < plan.corners.size(); ++i) {
        region.corner[i] = static_cast<std::uint8_t>(plan.corners[i].channel);
    }
    if (!plan.spread.empty()) {
        region.corner[2] = kSpread;
        region.spread = static_cast<std::uint16_t>(spread_.size() / channels_);
        spread_.insert(spread_.end(), plan.spread.begin(), plan.spread.end());
    }
    if (region.quad) {
        set_quad(plan, region.across, region.along, region.position);
    } else {
        set_triplet(plan, region.matrix);
    }
    regions_.push_back(region);
}

}  // namespace cavea::pan
