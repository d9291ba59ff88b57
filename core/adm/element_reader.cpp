// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/adm/element_reader.h"

#include <fmt/core.h>

#include <cmath>

#include "core/adm/coordinates.h"
#include "core/adm/values.h"
#include "core/base/error.h"

namespace cavea::adm {

std::string ElementReader::place() const {
    const std::string id = id_.empty() ? "axml" : printable(id_, 60);
    return line_ == 0 ? id : fmt::format("{}, line {}", id, line_);
}

void ElementReader::fail(std::string_view what) const { throw refused(file_, place(), what); }

void ElementReader::warn(std::string_view code, std::string_view what) {
    diagnostics_.warn(code, located(file_, place(), what));
}

void ElementReader::unknown_attribute(const Element& element, std::string_view name) {
    if (name.starts_with("xmlns") || name.find(':') != std::string_view::npos) return;
    warn("adm-unknown-attribute", fmt::format("attribute {} of {} is not in BS.2076 and is ignored",
                                              printable(name, 60), element.name()));
}

void ElementReader::unknown_element(const Element& child) {
    warn("adm-unknown-element",
         fmt::format("element {} (line {}) does not belong here and is ignored",
                     printable(child.name(), 60), child.line()));
}

void ElementReader::needs_version_2(std::string_view feature) {
    if (version_ >= 2) return;
    warn("adm-version-2-feature",
         fmt::format("{} came with BS.2076-2, which the document does not claim; it is applied",
                     feature));
}

double ElementReader::number(std::string_view text, std::string_view what, double min,
                             double max) const {
    const auto value = parse_number(text);
    if (!value) {
        fail(fmt::format("{} \"{}\" is not a decimal number; correct the metadata", what,
                         printable(text, 60)));
    }
    if (*value < min || *value > max) {
        fail(
            fmt::format("{} {} is outside {} to {}; correct the metadata", what, *value, min, max));
    }
    return *value;
}

int ElementReader::integer(std::string_view text, std::string_view what, int min, int max) const {
    const auto value = parse_integer(text);
    if (!value || *value < min || *value > max) {
        fail(fmt::format("{} \"{}\" is not a whole number from {} to {}; correct the metadata",
                         what, printable(text, 60), min, max));
    }
    return static_cast<int>(*value);
}

bool ElementReader::flag(std::string_view text, std::string_view what) const {
    const auto value = parse_flag(text);
    if (!value) {
        fail(fmt::format("{} \"{}\" is neither 0 nor 1; correct the metadata", what,
                         printable(text, 60)));
    }
    return *value;
}

Rational ElementReader::time(std::string_view text, std::string_view what) {
    const auto value = parse_time(text);
    if (!value) {
        fail(fmt::format("{} \"{}\" is not a time hh:mm:ss.zzzzz; correct the metadata", what,
                         printable(text, 60)));
    }
    if (value->fractional) needs_version_2("a time as a fraction of samples");
    return value->seconds;
}

Rational ElementReader::seconds(std::string_view text, std::string_view what) const {
    const auto value = parse_seconds(text);
    if (!value) {
        fail(fmt::format("{} \"{}\" is not a number of seconds from 0; correct the metadata", what,
                         printable(text, 60)));
    }
    return *value;
}

Rational ElementReader::sum(Rational a, Rational b) const {
    try {
        return a + b;
    } catch (const Error& error) {
        fail(error.what());
    }
}

Rational ElementReader::difference(Rational a, Rational b) const {
    b.num = -b.num;
    return sum(a, b);
}

double ElementReader::gain(std::string_view text, std::optional<std::string_view> unit) {
    if (unit) needs_version_2("gainUnit");
    if (!unit || *unit == "linear") return number(text, "gain", -kMaxGain, kMaxGain);
    if (*unit != "dB") {
        fail(fmt::format("gainUnit \"{}\" is neither linear nor dB; correct the metadata",
                         printable(*unit, 60)));
    }
    if (trimmed(text) == "-inf") return 0;
    return std::pow(10.0, number(text, "gain in dB", -1000, 60) / 20.0);
}

double ElementReader::gain(const Element& element) {
    return gain(element.text(), element.attribute("gainUnit"));
}

std::string ElementReader::reference(const Element& element) const {
    if (element.text().empty()) {
        fail(fmt::format("{} (line {}) is empty; correct the metadata", element.name(),
                         element.line()));
    }
    return std::string(element.text());
}

void ElementReader::position_offset(const Element& element,
                                    std::optional<programme::PositionOffset>& offset) {
    needs_version_2("positionOffset");
    const Coordinate coordinate = read_coordinate(*this, element);
    const bool cartesian = is_cartesian(coordinate);
    if (!offset) offset.emplace().cartesian = cartesian;
    if (offset->cartesian != cartesian) {
        fail("positionOffset mixes polar and Cartesian coordinates; keep one kind");
    }
    const double limit = coordinate == Coordinate::Azimuth     ? 360
                         : coordinate == Coordinate::Elevation ? 180
                                                               : kMaxCoordinate;
    offset->coordinate[axis_of(coordinate)] =
        number(element.text(), "positionOffset", -limit, limit);
}

}  // namespace cavea::adm
