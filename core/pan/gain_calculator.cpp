// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pan/gain_calculator.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <vector>

#include "core/layout/conversion.h"
#include "core/pan/direct_speakers_panner.h"
#include "core/pan/json_values.h"
#include "core/pan/object_panner.h"

namespace cavea::pan {
namespace {

/// Section 10 conversion; a block that is in the wanted coordinates already stays as it is.
Json converted(const ObjectsCase& in, GainCase::Operation operation) {
    const programme::ObjectAttributes& a = in.attributes;
    const double* c = in.block.coordinate;
    double width = a.width;
    double height = a.height;
    double depth = a.depth;
    Json position;
    if (operation == GainCase::Operation::ToCartesian) {
        layout::Cartesian p{c[0], c[1], c[2]};
        if (!a.cartesian) {
            const layout::Polar polar{c[0], c[1], c[2]};
            const auto extent = layout::to_cartesian(polar, {width, height, depth});
            p = layout::to_cartesian(polar);
            width = extent.x;
            depth = extent.y;
            height = extent.z;
        }
        position = {{"X", p.x}, {"Y", p.y}, {"Z", p.z}};
    } else {
        layout::Polar p{c[0], c[1], c[2]};
        if (a.cartesian) {
            const layout::Cartesian room{c[0], c[1], c[2]};
            const auto extent = layout::to_polar(room, {width, depth, height});
            p = layout::to_polar(room);
            width = extent.width_deg;
            height = extent.height_deg;
            depth = extent.depth;
        }
        position = {
            {"azimuth", p.azimuth_deg}, {"elevation", p.elevation_deg}, {"distance", p.distance}};
    }
    return {{"position", position}, {"width", width}, {"height", height}, {"depth", depth}};
}

bool is_finite(const Json& in) {
    if (in.is_structured()) return std::all_of(in.begin(), in.end(), is_finite);
    return !in.is_number_float() || std::isfinite(in.get<double>());
}

}  // namespace

struct GainCalculator::Panners {
    layout::Layout layout;
    ObjectPanner objects;
    DirectSpeakersPanner direct_speakers;
    std::optional<HoaDecoder> hoa;

    explicit Panners(const layout::Layout& to) : layout(to), objects(to), direct_speakers(to) {}

    Json answer(const ObjectsCase& in) const {
        std::vector<double> direct(layout.size());
        std::vector<double> diffuse(layout.size());
        objects.gains(in.block, in.attributes, in.source, direct, diffuse);
        return {{"direct", direct}, {"diffuse", diffuse}};
    }
    Json answer(const DirectSpeakersCase& in) const {
        std::vector<double> direct(layout.size());
        direct_speakers.gains(in.block, in.channel, in.source, direct);
        return {{"direct", direct}};
    }
    Json answer(const HoaCase& in) {
        if (!hoa) hoa.emplace(layout);
        const std::vector<double> matrix = hoa->matrix(in.components, in.normalisation);
        Json rows = Json::array();
        const std::size_t width = in.components.size();
        for (std::size_t l = 0; l < layout.size(); ++l) {
            Json row = Json::array();
            for (std::size_t c = 0; c < width; ++c) {
                row.push_back(matrix[l * width + c] * in.gains[c] * in.gain);
            }
            rows.push_back(std::move(row));
        }
        return {{"matrix", std::move(rows)}};
    }
};

GainCalculator::GainCalculator() = default;
GainCalculator::~GainCalculator() = default;

GainCalculator::Panners& GainCalculator::panners(const std::string& name) {
    const std::optional<layout::Layout> layout = layout::find(name);
    if (!layout)
        json::refuse("layout",
                     "'" + name + "' is not known; use a name of ITU-R BS.2051 such as 4+7+0");
    std::unique_ptr<Panners>& out = panners_[layout->name];
    if (out == nullptr) out = std::make_unique<Panners>(*layout);
    return *out;
}

GainAnswer GainCalculator::answer(std::string_view json_line) {
    Json id;  // null until one is read
    try {
        const Json in = parse_json(json_line);
        if (in.is_object() && in.contains("id") && in["id"].is_string()) id = in["id"];
        const GainCase gain_case = read_gain_case(json::object(in, "case"));
        Json out = {{"id", id}};
        if (gain_case.operation == GainCase::Operation::Gains) {
            Panners& to = panners(gain_case.layout);
            out.update(std::visit([&](const auto& m) { return to.answer(m); }, gain_case.metadata));
        } else {
            out.update(converted(std::get<ObjectsCase>(gain_case.metadata), gain_case.operation));
        }
        if (!is_finite(out)) json::refuse("gain", "leads beyond all numbers; write a smaller one");
        return {out.dump(), true};
    } catch (const Error& error) {
        const Json out = {{"id", id}, {"error", error.what()}};
        return {out.dump(-1, ' ', false, Json::error_handler_t::replace), false};
    }
}

}  // namespace cavea::pan
