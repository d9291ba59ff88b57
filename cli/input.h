// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Opening what a person names on the command line and making a programme of it.
#pragma once

#include <memory>
#include <string>

#include "core/adm/adm.h"
#include "core/base/diagnostics.h"
#include "core/io/audio_file.h"
#include "core/layout/layout.h"
#include "core/programme/programme.h"

namespace cavea::cli {

/// \throws Error{Usage}  no layout has that name; lists those that exist
[[nodiscard]] layout::Layout layout_named(const std::string& name);

/// The ADM programme of a master; for a plain file its channels as loudspeakers of \p input_layout
/// or, when that is empty, of the only layout that its channel mask or channel count means.
///
/// \throws Error{Refused}  see adm.h; or a plain file whose layout cannot be told
[[nodiscard]] std::shared_ptr<const programme::Programme> load_programme(
    io::AudioFile& media, const adm::Selection& selection, const std::string& input_layout,
    Diagnostics& diagnostics);

}  // namespace cavea::cli
