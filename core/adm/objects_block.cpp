// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <limits>

#include "core/adm/block_parser.h"
#include "core/adm/coordinates.h"

namespace cavea::adm {
namespace {

using programme::CartesianZone;
using programme::ObjectAttributes;
using programme::PolarZone;
using programme::Zone;

constexpr double kAny = std::numeric_limits<double>::max();

double zone_bound(const ElementReader& reader, const Element& zone, std::string_view name,
                  double limit) {
    const auto text = zone.attribute(name);
    if (!text) reader.fail("zone lacks " + std::string(name) + "; give every bound");
    return reader.number(*text, name, -limit, limit);
}

Zone read_zone(const ElementReader& reader, const Element& zone) {
    const bool polar = zone.attribute("minAzimuth").has_value();
    if (polar == zone.attribute("minX").has_value()) {
        reader.fail("a zone must be bounded in azimuth and elevation, or in X, Y and Z");
    }
    const auto bound = [&](std::string_view name, double limit) {
        return zone_bound(reader, zone, name, limit);
    };
    if (polar) {
        return PolarZone{bound("minAzimuth", 180), bound("maxAzimuth", 180),
                         bound("minElevation", 90), bound("maxElevation", 90)};
    }
    return CartesianZone{bound("minX", kMaxCoordinate), bound("maxX", kMaxCoordinate),
                         bound("minY", kMaxCoordinate), bound("maxY", kMaxCoordinate),
                         bound("minZ", kMaxCoordinate), bound("maxZ", kMaxCoordinate)};
}

void read_zones(ElementReader& reader, const Element& element, ObjectAttributes& out) {
    for (const Element zone : element.children()) {
        if (zone.name() == "zone") {
            out.zones.push_back(read_zone(reader, zone));
        } else {
            reader.unknown_element(zone);
        }
    }
}

void read_channel_lock(const ElementReader& reader, const Element& element, ObjectAttributes& out) {
    out.channel_lock = reader.flag(element.text(), "channelLock");
    if (const auto text = element.attribute("maxDistance")) {
        const double distance = reader.number(*text, "maxDistance", 0, kAny);
        if (out.channel_lock) out.channel_lock_max_distance = distance;
    }
}

void read_divergence(const ElementReader& reader, const Element& element, ObjectAttributes& out) {
    out.divergence = reader.number(element.text(), "objectDivergence", 0, 1);
    if (const auto text = element.attribute("azimuthRange")) {
        out.divergence_azimuth_range_deg = reader.number(*text, "azimuthRange", 0, 180);
    }
    if (const auto text = element.attribute("positionRange")) {
        out.divergence_position_range = reader.number(*text, "positionRange", 0, 1);
    }
}

void read_jump(const ElementReader& reader, const Element& element, ObjectAttributes& out) {
    out.jump = reader.flag(element.text(), "jumpPosition");
    if (const auto text = element.attribute("interpolationLength")) {
        const Rational length = reader.seconds(*text, "interpolationLength");
        if (out.jump) out.interpolation_s = length;
    }
}

// Elements of which a second one would be ambiguous.
class Once {
 public:
    enum Name : unsigned {
        Gain,
        Width,
        Height,
        Depth,
        Diffuse,
        Cartesian,
        ScreenRef,
        Importance,
        Lock,
        Jump,
        Divergence,
        Zones
    };
    void take(const ElementReader& reader, Name name, const Element& element) {
        const unsigned bit = 1U << name;
        if ((taken_ & bit) != 0) {
            reader.fail(std::string(element.name()) + " is given twice; keep one of them");
        }
        taken_ |= bit;
    }

 private:
    unsigned taken_ = 0;
};

class ObjectsReader {
 public:
    ObjectsReader(ElementReader& reader, ObjectsBlockParts& out) : reader_(reader), out_(out) {}

    void child(const Element& e) {
        const std::string_view name = e.name();
        if (name == "position") {
            position(e);
        } else if (!flag_or_feature(e, name) && !number(e, name)) {
            if (name != "headphoneVirtualise" && name != "headLocked") reader_.unknown_element(e);
        }
    }

    void finish() {
        const bool cartesian = given_.cartesian(reader_);
        if (cartesian != out_.attributes.cartesian) {
            reader_.fail(cartesian ? "X, Y and Z need <cartesian>1</cartesian>; add it"
                                   : "cartesian is 1, but the position is polar; make them agree");
        }
        if (cartesian && !given_.has(Coordinate::Z)) out_.block.coordinate[2] = 0;
        // BS.2076 gives sizes in degrees for polar and in parts of the room for Cartesian
        // positions.
        const double limit = cartesian ? 1 : 360;
        if (out_.attributes.width > limit || out_.attributes.height > limit) {
            reader_.fail("width or height is larger than " +
                         std::string(cartesian ? "1, the room" : "360 degrees") +
                         "; correct the metadata");
        }
    }

 private:
    void position(const Element& e) {
        const Coordinate coordinate = read_coordinate(reader_, e);
        if (given_.has(coordinate)) {
            reader_.fail("a coordinate of the position is given twice; keep one of them");
        }
        given_.add(coordinate);
        out_.block.coordinate[axis_of(coordinate)] = read_position(reader_, e, coordinate);
        read_edge_lock(reader_, e, coordinate, out_.attributes.screen_edge_lock);
    }

    bool number(const Element& e, std::string_view name) {
        ObjectAttributes& a = out_.attributes;
        const auto take = [&](Once::Name what, double max) {
            once_.take(reader_, what, e);
            return reader_.number(e.text(), name, 0, max);
        };
        if (name == "gain") {
            once_.take(reader_, Once::Gain, e);
            out_.block.gain = reader_.gain(e);
        } else if (name == "width") {
            a.width = take(Once::Width, 360);
        } else if (name == "height") {
            a.height = take(Once::Height, 360);
        } else if (name == "depth") {
            a.depth = take(Once::Depth, 1);
        } else if (name == "diffuse") {
            a.diffuse = take(Once::Diffuse, 1);
        } else if (name == "importance") {
            once_.take(reader_, Once::Importance, e);
            a.importance = reader_.integer(e.text(), name, 0, 10);
        } else {
            return false;
        }
        return true;
    }

    bool flag_or_feature(const Element& e, std::string_view name) {
        ObjectAttributes& a = out_.attributes;
        if (name == "cartesian") {
            once_.take(reader_, Once::Cartesian, e);
            a.cartesian = reader_.flag(e.text(), name);
        } else if (name == "jumpPosition") {
            once_.take(reader_, Once::Jump, e);
            read_jump(reader_, e, a);
        } else if (name == "screenRef") {
            once_.take(reader_, Once::ScreenRef, e);
            a.screen_ref = reader_.flag(e.text(), name);
        } else if (name == "channelLock") {
            once_.take(reader_, Once::Lock, e);
            read_channel_lock(reader_, e, a);
        } else if (name == "objectDivergence") {
            once_.take(reader_, Once::Divergence, e);
            read_divergence(reader_, e, a);
        } else if (name == "zoneExclusion") {
            once_.take(reader_, Once::Zones, e);
            read_zones(reader_, e, a);
        } else {
            return false;
        }
        return true;
    }

    ElementReader& reader_;
    ObjectsBlockParts& out_;
    CoordinateSet given_;
    Once once_;
};

}  // namespace

ObjectsBlockParts read_objects_block(ElementReader& reader, const Element& element) {
    ObjectsBlockParts out;
    ObjectsReader objects(reader, out);
    for (const Element child : element.children()) objects.child(child);
    objects.finish();
    return out;
}

}  // namespace cavea::adm
