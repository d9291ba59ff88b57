// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A room as a picture: the level of its response over time, the decay of every octave and the
// reverberation times.
#pragma once

#include <string>

#include "core/dsp/ir_set.h"
#include "core/room/analysis.h"

namespace cavea::cli {

/// \param title  over the picture
/// \return       an SVG document
[[nodiscard]] std::string room_plot(const room::RoomAnalysis& analysis, const dsp::IrSet& set,
                                    const std::string& title);

}  // namespace cavea::cli
