// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pan/gain_case.h"

#include <optional>
#include <utility>

#include "core/pan/json_values.h"

namespace cavea::pan {
namespace {

using namespace json;
using programme::Source;

/// Whether a position is Cartesian, by its keys.
bool is_cartesian(const Json& position) {
    const bool room = position.contains("X") || position.contains("Y") || position.contains("Z");
    const bool sphere = position.contains("azimuth") || position.contains("elevation") ||
                        position.contains("distance");
    if (room && sphere) refuse("position", "mixes polar and Cartesian coordinates; use one kind");
    return room;
}

constexpr double kFar = 1e9;  // no position of any room is farther

layout::Screen screen(const Json& in) {
    layout::Screen out;
    out.aspect_ratio = bounded(in, "aspectRatio", 1e-3, 1e3, out.aspect_ratio);
    const Json& centre = part(in, "centrePosition");
    out.cartesian = in.contains("widthX") || is_cartesian(centre);
    if (out.cartesian) {
        out.width = bounded(in, "widthX", 0, kFar);
        out.centre_cartesian = {bounded(centre, "X", -kFar, kFar),
                                bounded(centre, "Y", -kFar, kFar),
                                bounded(centre, "Z", -kFar, kFar, 0.0)};
    } else {
        out.width = bounded(in, "widthAzimuth", 0, 360, out.width);
        out.centre_polar = {bounded(centre, "azimuth", -180, 180, 0.0),
                            bounded(centre, "elevation", -90, 90, 0.0),
                            bounded(centre, "distance", 0, kFar, 1.0)};
    }
    return out;
}

/// What a case says outside of its block.
Source source(const Json& in) {
    Source out;
    if (const Json* reference = find(in, "referenceScreen")) {
        out.reference_screen = screen(object(*reference, "referenceScreen"));
    }
    if (const Json* version = find(in, "bs2076Version")) {
        out.bs2076_version = integer(*version, "bs2076Version");
    }
    const Json& audio_object = part(in, "object");
    out.gain = number(audio_object, "gain", 1);
    out.mute = flag(audio_object, "mute", false);
    if (const Json* offset = find(audio_object, "positionOffset")) {
        const Json& o = object(*offset, "positionOffset");
        programme::PositionOffset position;
        position.cartesian = is_cartesian(o);
        const char* const keys[2][3] = {{"azimuth", "elevation", "distance"}, {"X", "Y", "Z"}};
        for (std::size_t i = 0; i < 3; ++i) {
            position.coordinate[i] = number(o, keys[position.cartesian ? 1 : 0][i], 0);
        }
        out.position_offset = position;
    }
    return out;
}

programme::ScreenEdgeLock screen_edge_lock(const Json& block) {
    using programme::HorizontalEdge;
    using programme::VerticalEdge;
    programme::ScreenEdgeLock out;
    const Json& in = part(block, "screenEdgeLock");
    if (const Json* edge = find(in, "horizontal")) {
        const std::string side = text(*edge, "horizontal");
        if (side != "left" && side != "right") refuse("horizontal", "is neither left nor right");
        out.horizontal = side == "left" ? HorizontalEdge::Left : HorizontalEdge::Right;
    }
    if (const Json* edge = find(in, "vertical")) {
        const std::string side = text(*edge, "vertical");
        if (side != "top" && side != "bottom") refuse("vertical", "is neither top nor bottom");
        out.vertical = side == "top" ? VerticalEdge::Top : VerticalEdge::Bottom;
    }
    return out;
}

programme::Zone zone(const Json& in) {
    const bool polar = in.contains("minAzimuth") || in.contains("minElevation");
    if (polar) {
        return programme::PolarZone{
            bounded(in, "minAzimuth", -180, 180), bounded(in, "maxAzimuth", -180, 180),
            bounded(in, "minElevation", -90, 90), bounded(in, "maxElevation", -90, 90)};
    }
    return programme::CartesianZone{
        bounded(in, "minX", -kFar, kFar), bounded(in, "maxX", -kFar, kFar),
        bounded(in, "minY", -kFar, kFar), bounded(in, "maxY", -kFar, kFar),
        bounded(in, "minZ", -kFar, kFar), bounded(in, "maxZ", -kFar, kFar)};
}

void read_divergence(const Json& block, programme::ObjectAttributes& out) {
    const Json* divergence = find(block, "objectDivergence");
    if (divergence == nullptr) return;
    const Json& in = object(*divergence, "objectDivergence");
    out.divergence = bounded(in, "value", 0, 1);
    out.divergence_azimuth_range_deg = optional_number(in, "azimuthRange");
    out.divergence_position_range = optional_number(in, "positionRange");
}

programme::ObjectAttributes attributes(const Json& block) {
    programme::ObjectAttributes out;
    out.cartesian = is_cartesian(part(block, "position"));
    if (flag(block, "cartesian", out.cartesian) != out.cartesian) {
        refuse("cartesian", "disagrees with the coordinates of position; change one of them");
    }
    const double largest = out.cartesian ? 1 : 360;
    out.width = bounded(block, "width", 0, largest, 0.0);
    out.height = bounded(block, "height", 0, largest, 0.0);
    out.depth = bounded(block, "depth", 0, 1, 0.0);
    out.diffuse = bounded(block, "diffuse", 0, 1, 0.0);
    if (const Json* lock = find(block, "channelLock")) {
        out.channel_lock = true;
        out.channel_lock_max_distance =
            optional_number(object(*lock, "channelLock"), "maxDistance");
    }
    read_divergence(block, out);
    out.screen_ref = flag(block, "screenRef", false);
    out.screen_edge_lock = screen_edge_lock(block);
    if (const Json* zones = find(block, "zoneExclusion")) {
        for (const Json& in : list(*zones, "zoneExclusion")) {
            out.zones.push_back(zone(object(in, "zoneExclusion")));
        }
    }
    return out;
}

ObjectsCase objects_case(const Json& in, const Json& block) {
    ObjectsCase out;
    out.source = source(in);
    out.attributes = attributes(block);
    const Json& position = part(block, "position");
    if (out.attributes.cartesian) {
        out.block.coordinate[0] = bounded(position, "X", -kFar, kFar);
        out.block.coordinate[1] = bounded(position, "Y", -kFar, kFar);
        out.block.coordinate[2] = bounded(position, "Z", -kFar, kFar, 0.0);
    } else {
        out.block.coordinate[0] = bounded(position, "azimuth", -180, 180);
        out.block.coordinate[1] = bounded(position, "elevation", -90, 90);
        out.block.coordinate[2] = bounded(position, "distance", 0, kFar, 1.0);
    }
    out.block.gain = number(block, "gain", 1);
    return out;
}

programme::Bounded bounded_coordinate(const Json& position, const char* key,
                                      std::optional<double> missing) {
    programme::Bounded out;
    const Json* value = find(position, key);
    if (value == nullptr) {
        if (!missing) refuse(key, "is missing; add it");
        out.value = *missing;
    } else if (value->is_object()) {
        out.value = bounded(*value, "value", -kFar, kFar);
        out.min = optional_number(*value, "min");
        out.max = optional_number(*value, "max");
    } else {
        out.value = number(*value, key);
    }
    return out;
}

DirectSpeakersCase direct_speakers_case(const Json& in, const Json& block) {
    DirectSpeakersCase out;
    out.source = source(in);
    const Json& position = part(block, "position");
    out.block.cartesian = is_cartesian(position);
    const char* const keys[2][3] = {{"azimuth", "elevation", "distance"}, {"X", "Y", "Z"}};
    for (std::size_t i = 0; i < 3; ++i) {
        std::optional<double> missing;
        if (i == 2) missing = out.block.cartesian ? 0 : 1;
        out.block.coordinate[i] =
            bounded_coordinate(position, keys[out.block.cartesian ? 1 : 0][i], missing);
    }
    if (const Json* labels = find(block, "speakerLabel")) {
        for (const Json& label : list(*labels, "speakerLabel")) {
            out.block.labels.push_back(text(label, "speakerLabel"));
        }
    }
    out.block.screen_edge_lock = screen_edge_lock(block);
    out.block.gain = number(block, "gain", 1);
    const Json& frequency = part(block, "frequency");
    out.channel.low_pass_hz = optional_number(frequency, "lowPass");
    out.channel.high_pass_hz = optional_number(frequency, "highPass");
    programme::DirectSpeakersSource context;
    if (const Json* pack = find(block, "audioPackFormatID")) {
        context.pack_ids.push_back(text(*pack, "audioPackFormatID"));
    }
    out.source.metadata = std::move(context);
    return out;
}

HoaCase hoa_case(const Json& in, const Json& block) {
    HoaCase out;
    const Json& orders = list(required(block, "orders"), "orders");
    const Json& degrees = list(required(block, "degrees"), "degrees");
    if (orders.size() != degrees.size() || orders.empty()) {
        refuse("orders", "orders and degrees differ in length or are empty; list each component");
    }
    constexpr std::size_t kMost = (kMaxHoaOrder + 1) * (kMaxHoaOrder + 1);
    if (orders.size() > kMost) refuse("orders", "has more components than order 10; shorten it");
    for (std::size_t i = 0; i < orders.size(); ++i) {
        out.components.push_back({integer(orders[i], "orders"), integer(degrees[i], "degrees")});
    }
    out.gains.assign(orders.size(), 1.0);
    if (const Json* gains = find(block, "gains")) {
        if (list(*gains, "gains").size() != orders.size()) {
            refuse("gains", "differs from orders in length; list one for each component");
        }
        for (std::size_t i = 0; i < orders.size(); ++i) out.gains[i] = number((*gains)[i], "gains");
    }
    if (const Json* name = find(block, "normalization")) {
        const std::string normalisation = text(*name, "normalization");
        if (normalisation == "N3D") {
            out.normalisation = programme::Normalisation::N3d;
        } else if (normalisation == "FuMa") {
            out.normalisation = programme::Normalisation::FuMa;
        } else if (normalisation != "SN3D") {
            refuse("normalization", "is not SN3D, N3D or FuMa; use one of them");
        }
    }
    const Source context = source(in);
    if (context.position_offset) {
        refuse("positionOffset", "BS.2127 does not define it for HOA; remove it");
    }
    out.gain = context.mute ? 0 : context.gain;
    return out;
}

GainCase::Operation operation(const Json& in) {
    const Json* value = find(in, "op");
    const std::string name = value == nullptr ? "gains" : text(*value, "op");
    if (name == "gains") return GainCase::Operation::Gains;
    if (name == "to_cartesian") return GainCase::Operation::ToCartesian;
    if (name == "to_polar") return GainCase::Operation::ToPolar;
    refuse("op", "is not gains, to_cartesian or to_polar; use one of them");
}

GainCase read_case(const Json& in) {
    GainCase out;
    const Json* id = find(in, "id");
    if (id == nullptr) refuse("id", "is missing; name the case");
    out.id = text(*id, "id");
    out.operation = operation(in);
    const Json* block = find(in, "block");
    if (block == nullptr) refuse("block", "is missing; add the metadata block");
    const Json* type_value = find(object(*block, "block"), "type");
    const std::string type = type_value == nullptr ? "" : text(*type_value, "type");
    if (out.operation != GainCase::Operation::Gains) {
        if (type != "Objects") refuse("type", "only Objects blocks can be converted");
    } else if (const Json* layout = find(in, "layout")) {
        out.layout = text(*layout, "layout");
    } else {
        refuse("layout", "is missing; name one");
    }
    if (type == "Objects") {
        out.metadata = objects_case(in, *block);
    } else if (type == "DirectSpeakers") {
        out.metadata = direct_speakers_case(in, *block);
    } else if (type == "HOA") {
        out.metadata = hoa_case(in, *block);
    } else {
        refuse("type", "is not Objects, DirectSpeakers or HOA; use one of them");
    }
    return out;
}

}  // namespace

Json parse_json(std::string_view line) {
    try {
        return Json::parse(line);
    } catch (const Json::exception& error) {
        refuse("", std::string("is not JSON; ") + error.what());
    }
}

GainCase read_gain_case(const Json& in) { return read_case(in); }

GainCase parse_gain_case(std::string_view json_line) {
    return read_case(object(parse_json(json_line), "case"));
}

}  // namespace cavea::pan
