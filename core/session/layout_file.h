// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Layout files: the loudspeakers of a real room, as JSON. Either a built-in layout with real
// positions, or loudspeakers of one's own. The format is in docs/layouts.md.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/diagnostics.h"
#include "core/layout/layout.h"

namespace cavea::session {

/// What a loudspeaker is to get at the end of a render.
struct SpeakerTrim {
    double gain = 1;      ///< linear
    double delay_ms = 0;  ///< 0..kMaxSpeakerDelayMs
};

inline constexpr double kMaxSpeakerDelayMs = 1000;

struct LayoutFile {
    layout::Layout layout;
    std::vector<SpeakerTrim> trims;  ///< [channels of layout]
};

/// \param diagnostics  positions outside the ranges of BS.2051
/// \throws Error{Refused}  names the file, the place in it and what is wrong; also when the
///                         loudspeakers cannot be panned over
[[nodiscard]] LayoutFile read_layout_file(const std::filesystem::path& path,
                                          Diagnostics& diagnostics);

/// The same from text.
///
/// \param file  its name, for messages
[[nodiscard]] LayoutFile parse_layout_file(std::string_view text, const std::string& file,
                                           Diagnostics& diagnostics);

}  // namespace cavea::session
