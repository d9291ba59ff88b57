// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The main elements of BS.2076 from XML to plain structs; audioChannelFormat is in
// channel_builder.h, since its blocks are too many to hold as XML.
#pragma once

#include <optional>
#include <string_view>

#include "core/adm/document.h"
#include "core/adm/element_reader.h"
#include "core/adm/fragment.h"

namespace cavea::adm {

/// Reads ELEMENTID (or UID), ELEMENTName and the line, and enters the element in the reader.
///
/// \throws Error{Refused}  no id
void read_identity(ElementReader& reader, const Element& element, std::string_view kind,
                   Identity& out);
/// Whether read_identity() reads this attribute.
[[nodiscard]] bool is_identity_attribute(std::string_view kind, std::string_view attribute);

/// typeLabel and typeDefinition, which must agree.
struct TypeAttributes {
    std::optional<Type> label;
    std::optional<Type> definition;
};
/// \return false when the attribute is neither
[[nodiscard]] bool read_type_attribute(const ElementReader& reader, std::string_view name,
                                       std::string_view value, TypeAttributes& out);
/// The type of an element; when no attribute says it, the digits of its id do.
[[nodiscard]] Type settled_type(ElementReader& reader, const TypeAttributes& type,
                                std::string_view id);

/// \throws Error{Refused}  for all of these: names the element and the line
[[nodiscard]] AudioProgramme read_programme(ElementReader& reader, const Element& element);
[[nodiscard]] AudioContent read_content(ElementReader& reader, const Element& element);
[[nodiscard]] AudioObject read_object(ElementReader& reader, const Element& element);
[[nodiscard]] AudioPackFormat read_pack(ElementReader& reader, const Element& element);
[[nodiscard]] AudioStreamFormat read_stream(ElementReader& reader, const Element& element);
[[nodiscard]] AudioTrackFormat read_track(ElementReader& reader, const Element& element);
[[nodiscard]] AudioTrackUid read_uid(ElementReader& reader, const Element& element);

}  // namespace cavea::adm
