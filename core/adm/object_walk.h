// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// From the programme down to the audioObjects that sound, with what the way there does to them
// (BS.2127-1 §5.2): gains, mute, importance, the values of an alternativeValueSet.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "core/adm/adm.h"
#include "core/adm/document.h"
#include "core/adm/element_reader.h"

namespace cavea::adm {

/// Ways to audioObjects that one programme may have: objects that share children are reached
/// several times, and 2^24 ways take a page of XML.
inline constexpr std::size_t kMaxObjectVisits = 65'535;

/// An audioObject on one of the ways to it.
struct Visit {
    const AudioObject* object = nullptr;
    const AudioContent* content = nullptr;  ///< none without an audioProgramme
    double gain = 1;                        ///< product of the way, this object included
    bool mute = false;                      ///< of any object on the way
    std::optional<int> importance;          ///< lowest on the way; none when no object has one
    std::optional<programme::PositionOffset> position_offset;
    std::optional<Rational> end_s;  ///< where the objects above it end
};

/// The selected programme, or the one with the lowest id; null when the document has none.
///
/// \throws Error{Usage}  the selected one does not exist
[[nodiscard]] const AudioProgramme* select_programme(const Document& document,
                                                     const Selection& selection,
                                                     ElementReader& reader);

/// Every visit in the order of the file, objects above before those below.
///
/// \param programme  null: all objects that no other object refers to
/// \throws Error{Refused}  too many ways, values that only leaves may have: names the object
/// \throws Error{Usage}    a complementary object that does not exist or does not fit
[[nodiscard]] std::vector<Visit> walk_objects(const Document& document, const Selection& selection,
                                              const AudioProgramme* programme,
                                              ElementReader& reader);

}  // namespace cavea::adm
