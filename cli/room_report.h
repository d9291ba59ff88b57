// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What `cavea room` tells about an impulse response, as text and as JSON.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "core/dsp/hrtf.h"
#include "core/dsp/ir_set.h"
#include "core/room/analysis.h"
#include "core/room/shoebox.h"

namespace cavea::cli {

using RoomJson = nlohmann::ordered_json;

[[nodiscard]] RoomJson to_json(const room::RoomAnalysis& analysis, const dsp::IrSet& set);
[[nodiscard]] std::string to_text(const room::RoomAnalysis& analysis, const dsp::IrSet& set);

/// Size, mixing time and the reverberation time that the walls should give.
[[nodiscard]] RoomJson to_json(const room::ShoeboxSettings& settings);
[[nodiscard]] std::string to_text(const room::ShoeboxSettings& settings);

/// What a SOFA set holds.
[[nodiscard]] RoomJson to_json(const dsp::HrtfSet& set);
[[nodiscard]] std::string to_text(const dsp::HrtfSet& set);

}  // namespace cavea::cli
