// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The last step of a render: gain and delay of each delivered channel. Samples are only moved and
// multiplied, so that a channel without either stays as it is to the bit.
#pragma once

#include <cstddef>
#include <vector>

#include "core/base/frame.h"
#include "core/base/planar.h"
#include "core/plan/output.h"

namespace cavea {

class TrimStage {
 public:
    explicit TrimStage(const std::vector<plan::Output>& outputs);

    /// Frames after a reset until the result no longer depends on it.
    [[nodiscard]] Frame history_frames() const { return history_frames_; }
    /// As after silence.
    void reset();
    /// \param columns  [delivered channels of all outputs][frames], changed in place
    void process(Planar<float> columns);

 private:
    struct Channel {
        std::size_t column = 0;
        float gain = 1;
        std::vector<float> ring;  ///< the last samples, as many as the delay
        std::size_t at = 0;
    };
    std::vector<Channel> channels_;  ///< those that have something to do
    Frame history_frames_ = 0;
};

}  // namespace cavea
