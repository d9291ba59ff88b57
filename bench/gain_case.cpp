// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/gain_case.h"

#include <cstdint>
#include <string>
#include <vector>

#include "bench/stopwatch.h"
#include "bench/workload.h"
#include "core/layout/layout.h"
#include "core/pan/object_panner.h"

namespace cavea::bench {
namespace {

constexpr std::size_t kPositions = 1024;
constexpr double kRoundSeconds = 0.1;
constexpr int kRounds = 7;

struct Kind {
    const char* name;
    programme::ObjectAttributes attributes;
};

std::vector<Kind> kinds() {
    std::vector<Kind> out(4);
    out[0].name = "polar_point_us";
    out[1].name = "polar_extent_30_us";
    out[1].attributes.width = out[1].attributes.height = 30;
    out[2].name = "cartesian_point_us";
    out[2].attributes.cartesian = true;
    out[3].name = "cartesian_extent_us";
    programme::ObjectAttributes& box = out[3].attributes;
    box.cartesian = true;
    box.width = box.height = box.depth = 0.3;
    return out;
}

/// Positions all over the sphere, or the room.
std::vector<programme::ObjectsBlock> positions(bool cartesian) {
    std::vector<programme::ObjectsBlock> out(kPositions);
    for (std::size_t i = 0; i < kPositions; ++i) {
        const auto unit = [i](std::uint64_t axis) {
            return static_cast<double>(noise(500 + axis, i));
        };
        double* c = out[i].coordinate;
        c[0] = unit(0) * (cartesian ? 1 : 180);
        c[1] = unit(1) * (cartesian ? 1 : 90);
        c[2] = cartesian ? unit(2) : 1;
    }
    return out;
}

/// Microseconds of CPU time per block, the median of some rounds.
double time_kind(const pan::ObjectPanner& panner, const Kind& kind) {
    const std::vector<programme::ObjectsBlock> blocks = positions(kind.attributes.cartesian);
    const programme::Source source;
    std::vector<double> direct(panner.channels());
    std::vector<double> diffuse(panner.channels());
    std::vector<double> rounds;
    double checksum = 0;
    for (int round = 0; round < kRounds; ++round) {
        std::size_t done = 0;
        const Stopwatch watch(true);
        while (watch.seconds() < kRoundSeconds) {
            for (const programme::ObjectsBlock& block : blocks) {
                panner.gains(block, kind.attributes, source, direct, diffuse);
                checksum += direct[0];
            }
            done += blocks.size();
        }
        rounds.push_back(watch.seconds() / static_cast<double>(done) * 1e6);
    }
    // The sum has to be used, or the loop could be left out.
    return checksum == 1e300 ? 0 : median(rounds);
}

}  // namespace

Result run_gains(const Settings&) {
    const pan::ObjectPanner panner(*layout::find("4+7+0"));
    Result result;
    result.id = "B6";
    result.workload = "Objects blocks to 4+7+0, one core";
    for (const Kind& kind : kinds()) {
        result.figures.emplace_back(kind.name, time_kind(panner, kind));
    }
    return result;
}

}  // namespace cavea::bench
