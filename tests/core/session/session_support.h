// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Small programmes with objects for tests of projects.
#pragma once

#include <array>
#include <initializer_list>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "core/plan/planner.h"
#include "core/programme/programme.h"

namespace cavea::session::test {

inline constexpr std::int64_t kRate = 48000;

struct Block {
    Rational begin_s, length_s;
    std::array<double, 3> coordinate{};
    programme::ObjectAttributes attributes;
    double gain = 1;
};

inline std::shared_ptr<programme::ObjectsChannel> channel_of(const std::vector<Block>& blocks) {
    auto out = std::make_shared<programme::ObjectsChannel>();
    out->id = "AC_00031001";
    for (const Block& from : blocks) {
        programme::ObjectsBlock block;
        block.number = static_cast<std::uint32_t>(out->blocks.size() + 1);
        std::copy(from.coordinate.begin(), from.coordinate.end(), block.coordinate);
        block.gain = from.gain;
        block.attributes = static_cast<std::uint32_t>(out->attributes.size());
        out->attributes.push_back(from.attributes);
        if (from.length_s >= Rational(0)) {
            static_cast<void>(block.set_times(from.begin_s, from.length_s));
        }
        out->blocks.push_back(block);
    }
    return out;
}

inline programme::ObjectAttributes cartesian() {
    programme::ObjectAttributes out;
    out.cartesian = true;
    return out;
}

/// Object "AO_100N", called "Object N", on track N - 1.
inline std::shared_ptr<programme::Source> object(
    int number, std::shared_ptr<const programme::ObjectsChannel> channel) {
    auto out = std::make_shared<programme::Source>();
    const std::string digits = std::to_string(number);
    out->object = "AO_100";
    out->object += digits;
    out->id = out->object;
    out->id.append(" ATU_0000000").append(digits);
    out->name = "Object ";
    out->name += digits;
    out->taps = {{static_cast<std::uint32_t>(number - 1), 1.0F, 0}};
    out->metadata = programme::ObjectsSource{std::move(channel)};
    return out;
}

inline programme::Programme programme_of(
    std::initializer_list<std::shared_ptr<programme::Source>> sources, Frame length = 10 * kRate) {
    programme::Programme out;
    out.name = "test";
    out.rate_hz = kRate;
    out.length = length;
    out.sources.assign(sources.begin(), sources.end());
    out.tracks = static_cast<std::uint32_t>(out.sources.size());
    return out;
}

/// Gains of every column at one frame, as the planner has them; sends included.
inline std::vector<double> gains_at(const plan::Planner& planner, Frame frame) {
    std::vector<double> out(planner.columns() * planner.rows().rows);
    for (const plan::Segment& s : planner.plan({frame, frame + 1}).direct) {
        out[s.row * planner.columns() + s.column] += s.gain_begin;
    }
    return out;
}

inline plan::Planner planner_of(programme::Programme programme,
                                const std::string& layout = "4+7+0") {
    return plan::Planner(std::make_shared<programme::Programme>(std::move(programme)),
                         {plan::Output::speakers(*layout::find(layout))}, "test.wav");
}

}  // namespace cavea::session::test
