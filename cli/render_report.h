// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The result of a render for people and for programs.
#pragma once

#include <string>
#include <vector>

#include "cli/output_sinks.h"
#include "core/base/diagnostics.h"
#include "core/base/frame.h"
#include "renderer/render.h"

namespace cavea::cli {

struct RenderReport {
    std::string input;
    std::string programme;
    std::uint32_t rate_hz = 0;
    Span range;
    std::size_t sources = 0;
    RenderResult result;
    std::vector<OutputReport> outputs;
};

/// One JSON object on one line.
[[nodiscard]] std::string to_json(const RenderReport& report, const Diagnostics& diagnostics);

/// A few lines of text: per output the loudness and true peak, then speed and engine.
[[nodiscard]] std::string to_text(const RenderReport& report);

}  // namespace cavea::cli
