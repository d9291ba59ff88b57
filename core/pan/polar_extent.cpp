// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pan/polar_extent.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "core/base/assert.h"
#include "core/layout/geometry.h"
#include "core/pan/extent_shape.h"
#include "core/pan/interpolate.h"
#include "core/pan/vector_clones.h"

namespace cavea::pan {
namespace {

using layout::Cartesian;
using layout::radians;

constexpr double kPi = std::numbers::pi;
constexpr std::size_t kRows = 37;       // every 5 degrees of elevation
constexpr std::size_t kSources = 1652;  // sum of the rows
constexpr double kNoShare = 1e-10;      // smaller parts of point or spread are left out

/// acos to 7e-5 (Abramowitz and Stegun 4.4.45): enough to choose which sources to look at.
double rough_acos(double x) {
    const double a = std::abs(x);
    const double poly = 1.5707288 + a * (-0.2121144 + a * (0.0742610 - a * 0.0187293));
    const double angle = std::sqrt(std::max(0.0, 1 - a)) * poly;
    return x < 0 ? kPi - angle : angle;
}
constexpr double kRough = 1e-3;

}  // namespace

/// Virtual sources to look at, and their weights.
struct PolarExtent::Candidates {
    double x[kSources], y[kSources], z[kSources];
    double weight[kSources];
    std::uint16_t source[kSources];
    std::size_t count = 0;
};

PolarExtent::PolarExtent(const PointSource& point)
    : point_(&point), stride_((point.channels() + 1) / 2 * 2) {
    for (std::size_t i = 0; i < kRows; ++i) {
        const double elevation_deg = -90.0 + 180.0 * static_cast<double>(i) / (kRows - 1);
        Row row{};
        row.elevation_rad = radians(elevation_deg);
        row.sin_elevation = std::sin(row.elevation_rad);
        row.cos_elevation = std::cos(row.elevation_rad);
        row.first = x_.size();
        row.count = static_cast<std::size_t>(
            std::max(1.0, std::round(row.cos_elevation * 2 * (kRows - 1))));
        rows_.push_back(row);
        for (std::size_t k = 0; k < row.count; ++k) {
            const double azimuth = 360.0 * static_cast<double>(k) / static_cast<double>(row.count);
            const Cartesian v = layout::vector_of({azimuth, elevation_deg, 1});
            x_.push_back(v.x);
            y_.push_back(v.y);
            z_.push_back(v.z);
        }
    }
    CAVEA_ASSERT(x_.size() == kSources);
    gains_.assign(x_.size() * stride_, 0.0);
    for (std::size_t i = 0; i < x_.size(); ++i) {
        point.pan({x_[i], y_[i], z_[i]}, gains_.data() + i * stride_);
    }
}

double PolarExtent::apparent_size(double size_deg, double distance) noexcept {
    // At a distance of 1 the two arctangents below are one, and the size is itself. The length of
    // a unit vector is off by rounding; the 5e-11 degrees it makes would be left out as no share.
    if (std::abs(distance - 1) < 1e-12) return size_deg;
    const double opposite = interpolate<2>(size_deg, {0, 360}, {0.2, 1});
    const double at_one = 4 * layout::degrees(std::atan(opposite));
    const double here = 4 * layout::degrees(std::atan2(opposite, distance));
    return interpolate<3>(here, {0, at_one, 360}, {0, size_deg, 360});
}

bool PolarExtent::is_point(double distance, const Size& size) noexcept {
    if (size.width_deg != 0 || size.height_deg != 0 || size.depth != 0) return false;
    if (distance >= 1) return true;
    return apparent_size(0, distance) / kExtentFadeDeg <= kNoShare;
}

void PolarExtent::collect(std::size_t first, std::size_t count, Candidates& out) const noexcept {
    std::copy_n(x_.data() + first, count, out.x + out.count);
    std::copy_n(y_.data() + first, count, out.y + out.count);
    std::copy_n(z_.data() + first, count, out.z + out.count);
    for (std::size_t i = 0; i < count; ++i) {
        out.source[out.count + i] = static_cast<std::uint16_t>(first + i);
    }
    out.count += count;
}

void PolarExtent::collect_near(const Cartesian& d, double shape_reach,
                               Candidates& out) const noexcept {
    const double reach = shape_reach + kRough;
    const double cos_reach = std::cos(reach);
    const double across = std::sqrt(d.x * d.x + d.y * d.y);
    const double elevation = kPi / 2 - rough_acos(d.z);
    double azimuth = across > 0 ? rough_acos(std::clamp(d.y / across, -1.0, 1.0)) : 0;
    if (d.x > 0) azimuth = -azimuth;
    for (const Row& row : rows_) {
        if (std::abs(row.elevation_rad - elevation) > reach + kRough) continue;
        // Sides of the spherical triangle pole, middle, source: how far the row goes each way.
        const double scale = row.cos_elevation * across;
        const double side = cos_reach - row.sin_elevation * d.z;
        if (side <= -scale || row.count < 8) {
            collect(row.first, row.count, out);
            continue;
        }
        const double half = (side >= scale ? 0.0 : rough_acos(side / scale)) + 2 * kRough;
        const double per_radian = static_cast<double>(row.count) / (2 * kPi);
        const auto count = static_cast<std::int64_t>(row.count);
        const auto begin = static_cast<std::int64_t>(std::ceil((azimuth - half) * per_radian));
        const auto end = static_cast<std::int64_t>(std::floor((azimuth + half) * per_radian)) + 1;
        if (end - begin >= count) {
            collect(row.first, row.count, out);
            continue;
        }
        // begin is within one and a half turns of 0; the stretch may go over the end of the row.
        const std::int64_t wrapped = (begin + 2 * count) % count;
        const std::int64_t head = std::min(end - begin, count - wrapped);
        if (head <= 0) continue;
        const auto size = [](std::int64_t n) { return static_cast<std::size_t>(n); };
        collect(row.first + size(wrapped), size(head), out);
        collect(row.first, size(end - begin - head), out);
    }
}

void PolarExtent::keep_weighted(Candidates& c) noexcept {
    std::size_t kept = 0;
    for (std::size_t i = 0; i < c.count; ++i) {
        c.weight[kept] = c.weight[i];
        c.source[kept] = c.source[i];
        kept += c.weight[i] > 0 ? 1 : 0;
    }
    c.count = kept;
}

namespace {

/// total[c] = sum of weight * gains over sources. Width is a constant so that the sums stay in
/// registers; each channel is added in the order of the sources whatever the width.
template <std::size_t Width>
void accumulate_rows(const double* gains, std::size_t stride, const double* weight,
                     const std::uint16_t* source, std::size_t count, double* total) {
    double sum[Width] = {};
    for (std::size_t i = 0; i < count; ++i) {
        const double* row = gains + source[i] * stride;
        for (std::size_t c = 0; c < Width; ++c) sum[c] += weight[i] * row[c];
    }
    std::copy_n(sum, Width, total);
}

}  // namespace

void PolarExtent::accumulate(const Candidates& w, double* total) const noexcept {
    for (std::size_t c = 0; c < stride_;) {
        const double* gains = gains_.data() + c;
        const std::size_t left = stride_ - c;
        const auto run = [&](auto width) {
            accumulate_rows<decltype(width)::value>(gains, stride_, w.weight, w.source, w.count,
                                                    total + c);
            c += decltype(width)::value;
        };
        if (left >= 12) {
            run(std::integral_constant<std::size_t, 12>{});
        } else if (left >= 8) {
            run(std::integral_constant<std::size_t, 8>{});
        } else if (left >= 4) {
            run(std::integral_constant<std::size_t, 4>{});
        } else {
            run(std::integral_constant<std::size_t, 2>{});
        }
    }
}

void PolarExtent::add_spread(const Cartesian& direction, double width_deg, double height_deg,
                             double share, double* power) const noexcept {
    const ExtentShape shape(direction, std::max(width_deg, kExtentFadeDeg / 2),
                            std::max(height_deg, kExtentFadeDeg / 2));
    Candidates candidates;
    constexpr double kMostOfTheSphere = 2.5;  // radians; beyond, choosing costs more than it saves
    if (shape.reach_rad() > kMostOfTheSphere) {
        collect(0, kSources, candidates);
    } else {
        collect_near(direction, shape.reach_rad(), candidates);
    }
    shape.weigh(candidates.x, candidates.y, candidates.z, candidates.count, candidates.weight);
    keep_weighted(candidates);
    double total[kMaxChannels];
    accumulate(candidates, total);
    double energy = 0;
    for (std::size_t c = 0; c < point_->channels(); ++c) energy += total[c] * total[c];
    const double scale = share / energy;
    for (std::size_t c = 0; c < point_->channels(); ++c) power[c] += total[c] * total[c] * scale;
}

void PolarExtent::add_point(const Cartesian& direction, double share,
                            double* power) const noexcept {
    double gains[kMaxChannels];
    point_->pan(direction, gains);
    for (std::size_t c = 0; c < point_->channels(); ++c) power[c] += share * gains[c] * gains[c];
}

void PolarExtent::pan_power(const Cartesian& position, const Size& size,
                            double* power) const noexcept {
    std::fill_n(power, point_->channels(), 0.0);
    const double distance = layout::length(position);
    // At the listener every direction is as good; the spread is all around anyway.
    const Cartesian direction = distance < 1e-10 ? Cartesian{0, 1, 0} : position * (1 / distance);
    // Depth: the near and the far end, each with half the power.
    const double ends[2] = {distance + size.depth / 2, std::max(0.0, distance - size.depth / 2)};
    const std::size_t count = size.depth != 0 ? 2 : 1;
    for (std::size_t i = 0; i < count; ++i) {
        const double width = apparent_size(size.width_deg, ends[i]);
        const double height =
            size.height_deg == size.width_deg ? width : apparent_size(size.height_deg, ends[i]);
        // Shapes smaller than the fade are part point, part the smallest spread.
        const double spread = std::min(std::max(width, height) / kExtentFadeDeg, 1.0);
        const double share = 1.0 / static_cast<double>(count);
        if (1 - spread > kNoShare) add_point(direction, share * (1 - spread), power);
        if (spread > kNoShare) add_spread(direction, width, height, share * spread, power);
    }
}

}  // namespace cavea::pan
