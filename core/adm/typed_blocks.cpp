// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Blocks of every type but Objects, and what the types share.
#include <fmt/core.h>

#include <charconv>
#include <cstdlib>
#include <limits>

#include "core/adm/block_parser.h"
#include "core/adm/coordinates.h"
#include "core/base/error.h"

namespace cavea::adm {
namespace {

constexpr double kAny = std::numeric_limits<double>::max();
// Loudspeakers, decoders and common definitions end far below.
constexpr int kMaxHoaOrder = 50;

std::optional<std::uint32_t> block_number(std::string_view id) {
    const std::size_t mark = id.rfind('_');
    if (mark == std::string_view::npos || id.size() != mark + 9) return std::nullopt;
    std::uint32_t number = 0;
    const char* end = id.data() + id.size();
    const auto [stop, error] = std::from_chars(id.data() + mark + 1, end, number, 16);
    if (error != std::errc{} || stop != end) return std::nullopt;
    return number;
}

// gain and importance of blocks of all types but Objects, which BS.2076-2 added.
bool read_common_child(ElementReader& reader, const Element& e, double& gain, int& importance) {
    if (e.name() == "gain") {
        reader.needs_version_2("gain of a block that is not of type Objects");
        gain = reader.gain(e);
    } else if (e.name() == "importance") {
        reader.needs_version_2("importance of a block that is not of type Objects");
        importance = reader.integer(e.text(), "importance", 0, 10);
    } else {
        return false;
    }
    return true;
}

class SpeakersReader {
 public:
    SpeakersReader(ElementReader& reader, programme::DirectSpeakersBlock& out)
        : reader_(reader), out_(out) {}

    void position(const Element& e) {
        const Coordinate coordinate = read_coordinate(reader_, e);
        const double value = read_position(reader_, e, coordinate);
        const std::string_view bound = e.attribute("bound").value_or("value");
        programme::Bounded& place = position_[static_cast<std::size_t>(coordinate)];
        if (bound == "min") {
            set_once(reader_, place.min, value, "the lower bound of a coordinate");
        } else if (bound == "max") {
            set_once(reader_, place.max, value, "the upper bound of a coordinate");
        } else if (bound != "value" || given_.has(coordinate)) {
            reader_.fail("a position needs one value per coordinate, and bounds named min and max");
        } else {
            given_.add(coordinate);
            place.value = value;
            read_edge_lock(reader_, e, coordinate, out_.screen_edge_lock);
        }
    }

    void finish() {
        out_.cartesian = given_.cartesian(reader_);
        const std::size_t first = out_.cartesian ? 3 : 0;
        for (std::size_t i = 0; i < 3; ++i) {
            const programme::Bounded& other = position_[3 - first + i];
            if (other.min || other.max) {
                reader_.fail("a bound is given for a coordinate that has no value; add the value");
            }
            out_.coordinate[i] = position_[first + i];
        }
        if (!out_.cartesian && !given_.has(Coordinate::Distance)) out_.coordinate[2].value = 1;
    }

 private:
    ElementReader& reader_;
    programme::DirectSpeakersBlock& out_;
    programme::Bounded position_[6];
    CoordinateSet given_;
};

MatrixCoefficient read_coefficient(ElementReader& reader, const Element& e) {
    MatrixCoefficient out;
    out.input_channel_id = reader.reference(e);
    for (std::size_t i = 0; i < e.attributes(); ++i) {
        const auto [name, value] = e.attribute(i);
        if (name == "gain") {
            out.gain = reader.gain(value, e.attribute("gainUnit"));
        } else if (name == "phase") {
            out.phase_deg = reader.number(value, name, -kAny, kAny);
        } else if (name == "delay") {
            out.delay_ms = reader.number(value, name, 0, 1e6);
        } else if (name == "gainVar" || name == "phaseVar" || name == "delayVar") {
            out.variable = true;
        } else if (name != "gainUnit") {
            reader.unknown_attribute(e, name);
        }
    }
    return out;
}

}  // namespace

BlockHead read_block_head(ElementReader& reader, const Element& element) {
    BlockHead head;
    for (std::size_t i = 0; i < element.attributes(); ++i) {
        const auto [name, value] = element.attribute(i);
        if (name == "audioBlockFormatID") {
            head.number = block_number(value);
        } else if (name == "rtime") {
            head.times.rtime_s = reader.time(value, name);
        } else if (name == "duration") {
            head.times.duration_s = reader.time(value, name);
        } else if (name == "lstart" || name == "lduration" || name == "initializeBlock") {
            // Serial ADM (BS.2125) repeats times within a frame; rtime and duration say the same.
        } else {
            reader.unknown_attribute(element, name);
        }
    }
    return head;
}

programme::DirectSpeakersBlock read_speakers_block(ElementReader& reader, const Element& element) {
    programme::DirectSpeakersBlock out;
    SpeakersReader speakers(reader, out);
    for (const Element e : element.children()) {
        if (e.name() == "position") {
            speakers.position(e);
        } else if (e.name() == "speakerLabel") {
            out.labels.emplace_back(e.text());
        } else if (!read_common_child(reader, e, out.gain, out.importance)) {
            // The coordinates of this type say themselves what they are.
            if (e.name() != "cartesian") reader.unknown_element(e);
        }
    }
    speakers.finish();
    return out;
}

programme::Normalisation read_normalisation(const ElementReader& reader, std::string_view text) {
    if (text == "SN3D") return programme::Normalisation::Sn3d;
    if (text == "N3D") return programme::Normalisation::N3d;
    if (text == "FuMa") return programme::Normalisation::FuMa;
    reader.fail(
        fmt::format("normalization \"{}\" is none of SN3D, N3D and FuMa; correct the metadata",
                    printable(text, 60)));
}

programme::HoaBlock read_hoa_block(ElementReader& reader, const Element& element) {
    programme::HoaBlock out;
    std::optional<int> order, degree;
    for (const Element e : element.children()) {
        const std::string_view name = e.name();
        if (name == "order") {
            set_once(reader, order, reader.integer(e.text(), name, 0, kMaxHoaOrder), name);
        } else if (name == "degree") {
            set_once(reader, degree, reader.integer(e.text(), name, -kMaxHoaOrder, kMaxHoaOrder),
                     name);
        } else if (name == "normalization") {
            out.normalisation = read_normalisation(reader, e.text());
        } else if (name == "nfcRefDist") {
            out.nfc_reference_distance = reader.number(e.text(), name, 0, kMaxCoordinate);
        } else if (name == "screenRef") {
            out.screen_ref = reader.flag(e.text(), name);
        } else if (name == "equation") {
            out.has_equation = true;
        } else if (!read_common_child(reader, e, out.gain, out.importance)) {
            if (name != "headphoneVirtualise" && name != "headLocked") reader.unknown_element(e);
        }
    }
    if (!out.has_equation && (!order || !degree)) {
        reader.fail("a HOA block needs order and degree; add them");
    }
    out.component = {order.value_or(0), degree.value_or(0)};
    if (std::abs(out.component.degree) > out.component.order) {
        reader.fail(
            fmt::format("degree {} does not exist at order {}; it goes from -order to order",
                        out.component.degree, out.component.order));
    }
    return out;
}

MatrixBlock read_matrix_block(ElementReader& reader, const Element& element) {
    MatrixBlock out;
    for (const Element e : element.children()) {
        // Editions of BS.2076 differ in the name of this reference.
        if (e.name() == "outputChannelFormatIDRef" || e.name() == "outputChannelIDRef") {
            set_once(reader, out.output_channel_id, reader.reference(e), e.name());
        } else if (e.name() == "matrix") {
            for (const Element c : e.children()) {
                if (c.name() != "coefficient") {
                    reader.unknown_element(c);
                    continue;
                }
                out.coefficients.push_back(read_coefficient(reader, c));
            }
        } else if (!read_common_child(reader, e, out.gain, out.importance)) {
            reader.unknown_element(e);
        }
    }
    return out;
}

BinauralBlock read_binaural_block(ElementReader& reader, const Element& element) {
    BinauralBlock out;
    for (const Element e : element.children()) {
        if (!read_common_child(reader, e, out.gain, out.importance)) reader.unknown_element(e);
    }
    return out;
}

}  // namespace cavea::adm
