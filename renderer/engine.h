// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The dry stage of both engines: play a plan over feeds into columns. A column is one channel of
// one output, or one input of the wet stage (convolver.h). No Vulkan type appears here. Offline
// rendering, live playback and tests drive engines only through these two headers.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/base/diagnostics.h"
#include "core/base/frame.h"
#include "core/base/planar.h"
#include "core/plan/plan.h"

namespace cavea {

/// Everything that sizes an engine. Fixed between two prepare() calls.
struct EngineSetup {
    std::uint32_t rows = 0;     ///< feed rows
    std::uint32_t columns = 0;  ///< output columns
    plan::Grid grid;
    std::uint32_t rate_hz = 48000;
};

/// One submitted chunk.
struct Ticket {
    std::uint64_t value = 0;
};

enum class Wait { No, Yes };

enum class State {
    Done,  ///< the columns were written
    Late,  ///< not finished yet (only with Wait::No)
    Lost,  ///< the engine cannot go on: prepare another one and redo from needs()
};

class Engine {
 public:
    Engine() = default;
    Engine(const Engine&) = delete;
    Engine& operator=(const Engine&) = delete;
    virtual ~Engine() = default;

    /// Allocate everything for this shape; may be called again with another.
    ///
    /// \throws Error{Machine}  no memory, no device, device lost while preparing
    virtual void prepare(const EngineSetup& setup) = 0;

    /// The frames that have to be fed so that \p wanted comes out: whole chunks of the grid.
    [[nodiscard]] virtual Span needs(Span wanted) const = 0;

    /// Frames by which the columns lag the feeds.
    [[nodiscard]] virtual Frame latency_frames() const = 0;

    /// Start one chunk. At most kInFlight chunks are under way; each ticket is collected once, in
    /// order.
    ///
    /// \param feeds  [rows][span frames]; stay as they are until the ticket was collected
    /// \param span   whole chunk, or the last stretch of the programme, beginning on a chunk edge
    /// \return nothing when kInFlight chunks are under way or the engine is lost
    [[nodiscard]] virtual std::optional<Ticket> submit(Span span, Planar<const float> feeds,
                                                       const plan::SpanPlan& plan) noexcept = 0;

    /// Take the result of the oldest ticket.
    ///
    /// \param columns  [columns][span frames] of that ticket; overwritten when Done
    [[nodiscard]] virtual State collect(Ticket ticket, Wait wait,
                                        Planar<float> columns) noexcept = 0;

    /// Why the engine was lost, for one line to the user; empty while it is well.
    [[nodiscard]] virtual std::string lost_reason() const = 0;

    /// "cpu" or "vulkan".
    [[nodiscard]] virtual std::string name() const = 0;
    /// The device and driver, or the instruction set level.
    [[nodiscard]] virtual std::string device() const = 0;
    /// Same key, same input, same bytes: version, engine, device and driver or ISA level, grid.
    [[nodiscard]] virtual std::string plan_key() const = 0;

    static constexpr std::size_t kInFlight = 2;
};

}  // namespace cavea
