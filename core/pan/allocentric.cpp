// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pan/allocentric.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <tuple>
#include <vector>

#include "core/base/error.h"

namespace cavea::pan {
namespace {

/// A run [begin, end) of loudspeakers with one coordinate in common, and its gain.
struct Run {
    std::size_t begin = 0;
    std::size_t end = 0;
    double gain = 1;
};

/// The one or two runs of equal coordinate within [begin, end) on either side of a value.
struct Neighbours {
    Run run[2];
    std::size_t count = 1;
};

Neighbours neighbours(const double* coordinate, std::size_t begin, std::size_t end, double value) {
    Neighbours out;
    Run below;
    for (std::size_t i = begin; i < end;) {
        Run here{i, i + 1, 1};
        while (here.end < end && coordinate[here.end] == coordinate[i]) ++here.end;
        if (coordinate[i] >= value) {
            out.run[0] = here;
            // On a run, or outside of all: that run alone.
            if (coordinate[i] == value || i == begin) return out;
            const double low = coordinate[below.begin];
            const double angle = (value - low) / (coordinate[i] - low) * (std::numbers::pi / 2);
            below.gain = std::cos(angle);
            here.gain = std::sin(angle);
            out.run[0] = below;
            out.run[1] = here;
            out.count = 2;
            return out;
        }
        below = here;
        i = here.end;
    }
    out.run[0] = below;
    return out;
}

}  // namespace

void AllocentricRoom::add(double x, double y, double z, std::size_t channel) noexcept {
    x_[size_] = x;
    y_[size_] = y;
    z_[size_] = z;
    channel_[size_] = static_cast<std::uint8_t>(channel);
    ++size_;
}

AllocentricRoom::AllocentricRoom(std::span<const layout::Cartesian> positions) {
    std::vector<std::size_t> order(positions.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    const auto key = [&](std::size_t i) {
        return std::tuple(positions[i].z, positions[i].y, positions[i].x);
    };
    std::sort(order.begin(), order.end(),
              [&](std::size_t a, std::size_t b) { return key(a) < key(b); });
    for (std::size_t i = 0; i < order.size(); ++i) {
        if (i > 0 && key(order[i]) == key(order[i - 1])) {
            throw refused("", "layout",
                          "two loudspeakers stand at one place of the Cartesian room; move one");
        }
        const layout::Cartesian& p = positions[order[i]];
        add(p.x, p.y, p.z, order[i]);
    }
}

AllocentricRoom::AllocentricRoom(const AllocentricRoom& all, ChannelMask excluded) noexcept {
    for (std::size_t i = 0; i < all.size_; ++i) {
        if ((excluded >> all.channel_[i] & 1) == 0) {
            add(all.x_[i], all.y_[i], all.z_[i], all.channel_[i]);
        }
    }
}

void AllocentricRoom::pan(const layout::Cartesian& position, double* gains) const noexcept {
    for (std::size_t i = 0; i < size_; ++i) gains[channel_[i]] = 0;
    const Neighbours planes = neighbours(z_, 0, size_, position.z);
    for (std::size_t p = 0; p < planes.count; ++p) {
        const Run& plane = planes.run[p];
        const Neighbours rows = neighbours(y_, plane.begin, plane.end, position.y);
        for (std::size_t r = 0; r < rows.count; ++r) {
            const Run& row = rows.run[r];
            const Neighbours columns = neighbours(x_, row.begin, row.end, position.x);
            for (std::size_t c = 0; c < columns.count; ++c) {
                const Run& column = columns.run[c];
                gains[channel_[column.begin]] = plane.gain * row.gain * column.gain;
            }
        }
    }
}

}  // namespace cavea::pan
