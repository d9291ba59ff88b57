// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Where objects were and will be: positions on a fixed grid of time, so that a frame computes only
// the few points that are new.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "gui/model/scene.h"

namespace cavea::gui {

class Trails {
 public:
    static constexpr double kSpanS = 2;  ///< behind and ahead
    static constexpr double kStepS = 1.0 / 16;
    static constexpr std::int64_t kReach = 32;  ///< steps of kSpanS

    struct Trail {
        std::int64_t first = 0;  ///< of points, in steps since the start of the mix
        std::vector<Vec3> points;
        bool moves = false;
    };

    /// Bring the trails around a moment up to date; at most some thousand points per call, the
    /// others in the next ones.
    ///
    /// \param generation  anything that changes with the scene
    void update(const Scene& scene, const void* generation, double seconds);
    [[nodiscard]] const std::vector<Trail>& all() const { return trails_; }
    [[nodiscard]] bool complete() const { return complete_; }
    /// Step that lies at or before a moment.
    [[nodiscard]] static std::int64_t step_at(double seconds);

 private:
    const void* generation_ = nullptr;
    std::vector<Trail> trails_;
    std::size_t next_ = 0;  ///< whose turn it is
    bool complete_ = true;
};

}  // namespace cavea::gui
