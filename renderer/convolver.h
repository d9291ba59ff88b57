// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The wet stage of both engines: inputs through a matrix of impulse responses to outputs. It knows
// nothing of objects, layouts or rooms: decorrelators (N x N, diagonal), binaural (N x 2) and rooms
// (sends x channels) are the same operation with other shapes.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/base/frame.h"
#include "core/base/planar.h"
#include "core/plan/conv_plan.h"
#include "renderer/engine.h"

namespace cavea {

using ConvolverPath = plan::ConvPath;

struct ConvolverSetup {
    std::uint32_t inputs = 0;
    std::uint32_t outputs = 0;
    std::vector<ConvolverPath> paths;
    plan::ConvPlan plan;

    /// Taps of the longest path, its delay included.
    [[nodiscard]] std::size_t longest_frames() const {
        std::size_t longest = 0;
        for (const ConvolverPath& path : paths) {
            longest = std::max(longest, path.response->size() + path.delay_frames);
        }
        return longest;
    }
    /// Frames in front of a stretch that have to be convolved again for it to come out with the
    /// same bytes: every transform window that reaches into it.
    [[nodiscard]] Frame history_frames() const {
        return static_cast<Frame>(plan::partitions(longest_frames(), plan.block)) *
               static_cast<Frame>(plan.block);
    }
};

/// Convolves a stream, one unit of plan.unit() frames after the other; no latency beyond the unit.
/// The result of a unit depends on the units of history_frames() before it and on nothing else: not
/// on threads, nor on where the stream began.
class Convolver {
 public:
    Convolver() = default;
    Convolver(const Convolver&) = delete;
    Convolver& operator=(const Convolver&) = delete;
    virtual ~Convolver() = default;

    /// Transform the responses and allocate everything; history is empty afterwards.
    ///
    /// \throws Error{Machine}  no memory (how much is missing), no device, device lost
    virtual void prepare(const ConvolverSetup& setup) = 0;

    /// Forget what was convolved so far. Nothing may be under way.
    virtual void reset() = 0;

    /// Start one unit. One unit at most is under way.
    ///
    /// \param in  [inputs][unit frames]; stays as it is until collected
    /// \return nothing when a unit is under way or the engine is lost
    [[nodiscard]] virtual std::optional<Ticket> submit(Planar<const float> in) noexcept = 0;

    /// \param out  [outputs][unit frames], overwritten when Done
    [[nodiscard]] virtual State collect(Ticket ticket, Wait wait, Planar<float> out) noexcept = 0;

    [[nodiscard]] virtual std::string lost_reason() const = 0;
    /// Costs of this engine, for the planner.
    [[nodiscard]] virtual plan::CostTable costs() const = 0;
    /// Same key, same bytes.
    [[nodiscard]] virtual std::string plan_key() const = 0;
};

}  // namespace cavea
