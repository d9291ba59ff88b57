// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// From an open BW64/WAV file with ADM metadata to a Programme: parse, validate, select, compile.
// The document itself is in document.h.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/adm/document.h"
#include "core/base/diagnostics.h"
#include "core/io/audio_file.h"
#include "core/programme/programme.h"

namespace cavea::adm {

/// Read axml and chna of a file and check everything that does not depend on what is selected.
///
/// \return nothing when the file has neither chunk: it is then a plain multichannel file
/// \throws Error{Refused}  names file, element id or chunk, and line
[[nodiscard]] std::unique_ptr<const Document> read_document(io::AudioFile& file,
                                                            Diagnostics& diagnostics);

/// What to render of a document.
struct Selection {
    std::optional<std::string> programme;  ///< APR_...; none = the lowest id
    /// AO_... to take instead of the root of their group.
    std::vector<std::string> complementary_objects;
    std::optional<int> importance;  ///< leave out what is below
};

/// Walk programme -> content -> object -> pack -> channel -> track UID and make the sources.
///
/// \param file  its path for messages, its rate, frames and tracks
/// \throws Error{Refused}  no track for a channel, values that contradict each other, a type that
/// is
///                         not rendered yet: named with its element id
/// \throws Error{Usage}    the selection names what the document does not have
[[nodiscard]] programme::Programme compile(const Document& document, const Selection& selection,
                                           const io::AudioFile& file, Diagnostics& diagnostics);

}  // namespace cavea::adm
