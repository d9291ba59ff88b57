// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Rules that a profile lays on a document beyond BS.2076. They decide who else will open the file;
// rendering does not ask for them.
#pragma once

#include "core/adm/document.h"
#include "core/base/diagnostics.h"
#include "core/io/audio_file.h"

namespace cavea::adm {

/// What does not fit a profile, with the rule as the code of each message.
struct Findings {
    Diagnostics errors;
    Diagnostics warnings;
};

/// Dolby Atmos Master ADM Profile 1.0 and 1.1, as far as its rules are public. The boxes that
/// zoneExclusion may have are not checked.
void check_dolby_profile(const Document& document, io::AudioFile& file, Findings& findings);

/// What EBU tools and BS.2168-0 ask of broadcast files: the edition, languages, and how much of
/// what an emission decoder takes.
void check_ebu_profile(const Document& document, io::AudioFile& file, Findings& findings);

}  // namespace cavea::adm
