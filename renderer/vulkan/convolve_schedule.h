// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the device has to do for one unit of a convolver: which windows to transform, which runs to
// sum and which outputs to bring back, silence being left out. Keeps the books of the ring of
// windows. Pure; no device.
#pragma once

#include <cstdint>
#include <vector>

#include "renderer/vulkan/response_layout.h"
#include "shaders/convolve_io.h"

namespace cavea::gpu {

struct ScheduleShape {
    std::uint32_t inputs = 0;
    std::uint32_t outputs = 0;
    std::uint32_t batch = 1;           ///< windows of a unit
    std::uint32_t slots = 1;           ///< of the ring; depth - 1 + batch or more
    std::uint32_t inputs_at_once = 1;  ///< in one buffer of windows, and of samples
    std::uint32_t pairs_at_once = 1;   ///< whose sums one binding shows
};

/// Elements first .. first + count - 1 of a list, all in one buffer or stretch \p where.
struct WorkRange {
    std::uint32_t where = 0;
    std::uint32_t first = 0;
    std::uint32_t count = 0;
};

class ConvolveSchedule {
 public:
    static constexpr std::uint32_t kSilent = 0xFFFFFFFF;

    ConvolveSchedule() = default;
    /// \pre layout.depth - 1 + shape.batch <= shape.slots
    ConvolveSchedule(ResponseLayout layout, const ScheduleShape& shape);

    /// Every window is silent, the ring all zeros.
    void reset();

    /// Lists for the next unit.
    ///
    /// \param sounding  [inputs][batch + 1]: whether a block has a sample that is not zero, the
    /// block
    ///                  before the unit first
    void plan(const std::vector<char>& sounding);

    /// Forward transforms, then inverse ones.
    [[nodiscard]] const std::vector<FftJob>& jobs() const { return jobs_; }
    /// Of jobs, by buffer of windows. Samples lie [inputs_at_once][batch + 1][block].
    [[nodiscard]] const std::vector<WorkRange>& forward() const { return forward_; }
    /// Of jobs, by stretch of pairs_at_once pairs. Results lie [rows][batch][block].
    [[nodiscard]] const std::vector<WorkRange>& inverse() const { return inverse_; }
    /// Runs are numbered behind the groups, as both lie in one buffer.
    [[nodiscard]] const std::vector<MultiplyGroup>& groups() const { return groups_; }
    [[nodiscard]] const std::vector<MultiplyRun>& runs() const { return runs_; }

    /// Of groups, all in one part and one stretch.
    struct Sums {
        std::uint32_t part = 0;
        WorkRange groups;
    };
    /// In the order in which they have to add up.
    [[nodiscard]] const std::vector<Sums>& sums() const { return sums_; }

    /// Rows of the result in use.
    [[nodiscard]] std::uint32_t rows() const { return 2 * active_; }
    /// Row of an output in the result, or kSilent.
    [[nodiscard]] std::uint32_t row(std::uint32_t output) const { return row_[output]; }
    /// Slot of the unit's first window.
    [[nodiscard]] std::uint32_t head() const { return head_; }

    [[nodiscard]] const ResponseLayout& layout() const { return layout_; }
    /// The most that jobs() will ever have, and groups() and runs() together.
    [[nodiscard]] std::size_t most_jobs() const;
    [[nodiscard]] std::size_t most_work() const;

 private:
    void transform_inputs(const std::vector<char>& sounding);
    [[nodiscard]] bool active(const ResponseRun& run) const;
    void number_pairs();
    void sum_part(std::uint32_t part);
    void transform_outputs();

    ResponseLayout layout_;
    ScheduleShape shape_;
    std::vector<char> ring_;        ///< [inputs][slots] whether the window is not all zeros
    std::vector<char> run_active_;  ///< [runs]
    std::vector<std::uint32_t> pair_number_;  ///< among the pairs in use, or kSilent
    std::vector<char> pair_summed_;           ///< whether an earlier part wrote the pair's sums
    std::vector<FftJob> jobs_;
    std::vector<WorkRange> forward_;
    std::vector<WorkRange> inverse_;
    std::vector<MultiplyGroup> groups_;
    std::vector<MultiplyRun> runs_;
    std::vector<Sums> sums_;
    std::vector<std::uint32_t> row_;
    std::uint32_t active_ = 0;
    std::uint32_t head_ = 0;
};

}  // namespace cavea::gpu
