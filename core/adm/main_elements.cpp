// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the main elements share, and those of the format side; programme, content and object are in
// content_elements.cpp.
#include "core/adm/main_elements.h"

#include <fmt/core.h>

#include "core/adm/block_parser.h"
#include "core/base/error.h"

namespace cavea::adm {
namespace {

constexpr Type kTypes[] = {Type::DirectSpeakers, Type::Matrix, Type::Objects, Type::Hoa,
                           Type::Binaural};

std::optional<Type> type_of_label(std::string_view label) {
    for (const Type type : kTypes) {
        if (label == fmt::format("{:04X}", static_cast<unsigned>(type))) return type;
    }
    return std::nullopt;
}

// Coded audio in a track would be played as noise.
bool read_format_attribute(const ElementReader& reader, std::string_view name,
                           std::string_view value) {
    if (name != "formatDefinition" && name != "formatLabel") return false;
    if (value != "PCM" && value != "0001") {
        reader.fail(fmt::format("{} \"{}\" is not PCM; coded audio is not read", name,
                                printable(value, 60)));
    }
    return true;
}

bool read_pack_reference(ElementReader& reader, const Element& e, AudioPackFormat& out) {
    const std::string_view name = e.name();
    if (name == "audioChannelFormatIDRef") {
        out.channel_ids.push_back(reader.reference(e));
    } else if (name == "audioPackFormatIDRef") {
        out.pack_ids.push_back(reader.reference(e));
    } else if (name == "encodePackFormatIDRef") {
        out.encode_pack_ids.push_back(reader.reference(e));
    } else if (name == "decodePackFormatIDRef") {
        out.decode_pack_ids.push_back(reader.reference(e));
    } else if (name == "inputPackFormatIDRef") {
        set_once(reader, out.input_pack_id, reader.reference(e), name);
    } else if (name == "outputPackFormatIDRef") {
        set_once(reader, out.output_pack_id, reader.reference(e), name);
    } else {
        return false;
    }
    return true;
}

void read_pack_value(ElementReader& reader, const Element& e, AudioPackFormat& out) {
    const std::string_view name = e.name();
    if (name == "absoluteDistance") {
        // BS.2076 uses a negative value for "not given".
        const double distance = reader.number(e.text(), name, -kMaxCoordinate, kMaxCoordinate);
        if (distance >= 0) out.absolute_distance_m = distance;
    } else if (name == "normalization") {
        out.normalisation = read_normalisation(reader, e.text());
    } else if (name == "nfcRefDist") {
        out.nfc_reference_distance = reader.number(e.text(), name, 0, kMaxCoordinate);
    } else if (name == "screenRef") {
        out.screen_ref = reader.flag(e.text(), name);
    } else {
        reader.unknown_element(e);
    }
}

}  // namespace

void read_identity(ElementReader& reader, const Element& element, std::string_view kind,
                   Identity& out) {
    const std::string prefix(kind);
    const auto id = element.attribute(kind == "audioTrackUID" ? "UID" : prefix + "ID");
    out.line = element.line();
    if (!id || id->empty()) {
        reader.enter(kind, out.line);
        reader.fail(fmt::format("{} has no id; export the file again", kind));
    }
    out.id = *id;
    reader.enter(*id, out.line);
    if (const auto name = element.attribute(prefix + "Name")) out.name = *name;
}

bool is_identity_attribute(std::string_view kind, std::string_view attribute) {
    if (kind == "audioTrackUID") return attribute == "UID";
    if (!attribute.starts_with(kind)) return false;
    const std::string_view rest = attribute.substr(kind.size());
    return rest == "ID" || rest == "Name";
}

bool read_type_attribute(const ElementReader& reader, std::string_view name, std::string_view value,
                         TypeAttributes& out) {
    if (name == "typeLabel") {
        out.label = type_of_label(value);
        if (out.label) return true;
    } else if (name == "typeDefinition") {
        for (const Type type : kTypes) {
            if (value == type_name(type)) out.definition = type;
        }
        if (out.definition) return true;
    } else {
        return false;
    }
    reader.fail(fmt::format("{} \"{}\" is not a type of BS.2076; custom types are not rendered",
                            name, printable(value, 60)));
}

Type settled_type(ElementReader& reader, const TypeAttributes& type, std::string_view id) {
    if (type.label && type.definition && type.label != type.definition) {
        reader.fail(fmt::format("typeLabel says {} and typeDefinition {}; make them agree",
                                type_name(*type.label), type_name(*type.definition)));
    }
    if (type.label) return *type.label;
    if (type.definition) return *type.definition;
    const auto from_id = id.size() >= 7 ? type_of_label(id.substr(3, 4)) : std::nullopt;
    if (!from_id) reader.fail("neither typeLabel nor typeDefinition is given; add one");
    reader.warn("adm-type-from-id",
                fmt::format("no typeLabel is given; the id says {}", type_name(*from_id)));
    return *from_id;
}

AudioPackFormat read_pack(ElementReader& reader, const Element& element) {
    AudioPackFormat out;
    read_identity(reader, element, "audioPackFormat", out);
    TypeAttributes type;
    for (std::size_t i = 0; i < element.attributes(); ++i) {
        const auto [name, value] = element.attribute(i);
        if (is_identity_attribute("audioPackFormat", name) ||
            read_type_attribute(reader, name, value, type)) {
            continue;
        }
        if (name == "importance") {
            out.importance = reader.integer(value, name, 0, 10);
        } else {
            reader.unknown_attribute(element, name);
        }
    }
    out.type = settled_type(reader, type, out.id);
    for (const Element e : element.children()) {
        if (!read_pack_reference(reader, e, out)) read_pack_value(reader, e, out);
    }
    return out;
}

AudioStreamFormat read_stream(ElementReader& reader, const Element& element) {
    AudioStreamFormat out;
    read_identity(reader, element, "audioStreamFormat", out);
    for (std::size_t i = 0; i < element.attributes(); ++i) {
        const auto [name, value] = element.attribute(i);
        if (!is_identity_attribute("audioStreamFormat", name) &&
            !read_format_attribute(reader, name, value)) {
            reader.unknown_attribute(element, name);
        }
    }
    for (const Element e : element.children()) {
        if (e.name() == "audioChannelFormatIDRef") {
            set_once(reader, out.channel_id, reader.reference(e), e.name());
        } else if (e.name() == "audioPackFormatIDRef") {
            set_once(reader, out.pack_id, reader.reference(e), e.name());
        } else if (e.name() == "audioTrackFormatIDRef") {
            out.track_ids.push_back(reader.reference(e));
        } else {
            reader.unknown_element(e);
        }
    }
    if (out.channel_id && out.pack_id) {
        // Dolby masters do this; BS.2076 keeps the pack reference for coded streams.
        reader.warn("adm-dolby-stream-pack",
                    "audioStreamFormat refers to a channel and to a pack; the pack was dropped");
        out.pack_id.reset();
    }
    if (!out.channel_id && !out.pack_id) {
        reader.fail("audioStreamFormat refers to no audioChannelFormat; add the reference");
    }
    return out;
}

AudioTrackFormat read_track(ElementReader& reader, const Element& element) {
    AudioTrackFormat out;
    read_identity(reader, element, "audioTrackFormat", out);
    for (std::size_t i = 0; i < element.attributes(); ++i) {
        const auto [name, value] = element.attribute(i);
        if (!is_identity_attribute("audioTrackFormat", name) &&
            !read_format_attribute(reader, name, value)) {
            reader.unknown_attribute(element, name);
        }
    }
    for (const Element e : element.children()) {
        if (e.name() == "audioStreamFormatIDRef") {
            set_once(reader, out.stream_id, reader.reference(e), e.name());
        } else {
            reader.unknown_element(e);
        }
    }
    return out;
}

AudioTrackUid read_uid(ElementReader& reader, const Element& element) {
    AudioTrackUid out;
    read_identity(reader, element, "audioTrackUID", out);
    if (id_key(out.id) == "ATU_00000000") {
        reader.fail("ATU_00000000 means silence and cannot be defined; remove the element");
    }
    for (std::size_t i = 0; i < element.attributes(); ++i) {
        const auto [name, value] = element.attribute(i);
        if (name == "sampleRate") {
            out.rate_hz = static_cast<std::uint32_t>(reader.integer(value, name, 0, 10'000'000));
        } else if (name == "bitDepth") {
            out.bits = static_cast<std::uint32_t>(reader.integer(value, name, 0, 1024));
        } else if (name != "UID") {
            reader.unknown_attribute(element, name);
        }
    }
    for (const Element e : element.children()) {
        if (e.name() == "audioTrackFormatIDRef") {
            set_once(reader, out.track_format_id, reader.reference(e), e.name());
        } else if (e.name() == "audioChannelFormatIDRef") {
            reader.needs_version_2("audioChannelFormatIDRef of an audioTrackUID");
            set_once(reader, out.channel_id, reader.reference(e), e.name());
        } else if (e.name() == "audioPackFormatIDRef") {
            set_once(reader, out.pack_id, reader.reference(e), e.name());
        } else if (e.name() != "audioMXFLookUp") {
            reader.unknown_element(e);
        }
    }
    return out;
}

}  // namespace cavea::adm
