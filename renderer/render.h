// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Offline rendering: feed, plan, dry stage, wet stage and sinks as one pipeline. While rooms are
// convolved for one block the next one is read, planned and panned and the one before is written
// and measured. An engine that is lost is replaced and the stretch it owed is done again.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/base/frame.h"
#include "core/base/interrupt.h"
#include "core/base/planar.h"
#include "core/plan/feed.h"
#include "core/plan/planner.h"
#include "renderer/convolver.h"
#include "renderer/engine.h"

namespace cavea {

/// Takes finished columns in order: a file, a meter, a recorder. Each sink is called by one thread
/// at a time, different sinks by different threads.
class Sink {
 public:
    Sink() = default;
    Sink(const Sink&) = delete;
    Sink& operator=(const Sink&) = delete;
    virtual ~Sink() = default;
    /// \param columns  everything that is delivered, one output after the other, [columns][frames]
    virtual void write(Planar<const float> columns) = 0;
};

/// How to make the engines of a render; called once per engine that it needs.
struct EngineSource {
    std::function<std::unique_ptr<Engine>()> dry;
    std::function<std::unique_ptr<Convolver>()> wet;
    std::function<std::unique_ptr<Convolver>()> post = {};  ///< of binaural outputs; empty = wet
};

struct RenderProgress {
    Frame done = 0;  ///< frames written
    Frame total = 0;
};

struct RenderSettings {
    Span range;  ///< programme frames to write; may go on behind its end
    plan::Grid grid;
    std::optional<plan::ConvPlan> conv_plan;  ///< of the rooms; none = the cheapest
    std::size_t threads = 0;                  ///< for planning and sinks; 0 = one per core
    std::string required_plan_key;            ///< refuse to render by another one; empty = any
    const Interrupt* interrupt = nullptr;
    std::function<void(const RenderProgress&)> progress;  ///< called from the rendering thread
    /// What takes over when an engine is lost, given the reason. Empty, or returning nothing: the
    /// render fails with that reason.
    std::function<std::optional<EngineSource>(const std::string& reason)> replace_lost;
};

struct RenderResult {
    std::string engine;  ///< "cpu", "vulkan", or "mixed" after a loss
    std::string device;
    std::string plan_key;
    double setup_s = 0;   ///< preparing the engine
    double render_s = 0;  ///< wall time of the rest
};

/// Render \p settings.range into \p sinks.
///
/// \throws Error{Refused}      the media or metadata are bad at some frame
/// \throws Error{Machine}      a sink failed, or the engine was lost and not replaced
/// \throws Error{Interrupted}  the interrupt was requested
[[nodiscard]] RenderResult render(const plan::Planner& planner, plan::Feed& feed,
                                  const EngineSource& engines, const std::vector<Sink*>& sinks,
                                  const RenderSettings& settings);

/// The grid for a render of this many feed rows: chunks as large as memory and a single GPU binding
/// allow. Pure, since the grid is part of the plan key.
[[nodiscard]] plan::Grid choose_grid(std::uint32_t rows);

}  // namespace cavea
