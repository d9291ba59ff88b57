// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Opening what a person names, in a window or on the command line: masters, projects and plain
// files to a programme, names of layouts to outputs.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/adm/adm.h"
#include "core/base/diagnostics.h"
#include "core/io/audio_file.h"
#include "core/layout/layout.h"
#include "core/plan/output.h"
#include "core/programme/programme.h"
#include "core/session/project.h"

namespace cavea::session {

/// A built-in layout, or that of a layout file.
///
/// \throws Error{Usage}    no layout has that name; lists those that exist
/// \throws Error{Refused}  the layout file is bad
[[nodiscard]] layout::Layout layout_named(const std::string& name);

/// \throws  as output_named(), for names that mean nothing; looks at no impulse responses
void check_output_name(const std::string& name);

/// What the name of a layout renders to: loudspeakers, those of a layout file (.json) with their
/// gains and delays, "binaural" by way of virtual loudspeakers 9+10+3, or the spherical harmonics
/// of "ambix1" to "ambix7".
///
/// \param sofa  head-related impulse responses for binaural; empty = the set that libmysofa brings
/// \throws Error{Usage}    no layout has that name
/// \throws Error{Refused}  the SOFA file cannot be used
[[nodiscard]] plan::Output output_named(const std::string& name, const std::string& sofa,
                                        std::uint32_t rate_hz, Diagnostics& diagnostics);

/// A file to render, opened.
struct Input {
    std::unique_ptr<io::AudioFile> media;
    std::shared_ptr<const programme::Programme> programme;
    /// The same as the master alone has it: without the rooms and edits of a project.
    std::shared_ptr<const programme::Programme> master;
    std::optional<Project> project;  ///< when a project was opened
    /// Everything it is made of; none may be overwritten.
    std::vector<std::filesystem::path> files;
};

struct InputChoice {
    std::string path;  ///< master, project or plain file
    adm::Selection selection;
    std::string input_layout;  ///< of a plain file
    std::string room;          ///< quick room; empty = none
    double send_db = 0;
    std::vector<std::string> room_labels = {};  ///< of its channels; empty = told by the file
};

/// \throws Error{Refused}  see load_programme() and core/session
[[nodiscard]] Input open_input(const InputChoice& choice, Diagnostics& diagnostics);

/// The ADM programme of a master; for a plain file its channels as loudspeakers of \p input_layout
/// or, when that is empty, of the only layout that its channel mask or channel count means.
///
/// \throws Error{Refused}  see adm.h; or a plain file whose layout cannot be told
[[nodiscard]] std::shared_ptr<const programme::Programme> load_programme(
    io::AudioFile& media, const adm::Selection& selection, const std::string& input_layout,
    Diagnostics& diagnostics);

}  // namespace cavea::session
