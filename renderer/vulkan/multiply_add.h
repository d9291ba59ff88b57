// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The sums of the convolver: spectra of windows times spectra of responses, added up over
// partitions and inputs. The pipeline of one block size and batch; what is summed is said by the
// work buffer.
#pragma once

#include <cstdint>

#include "renderer/vulkan/kernel.h"
#include "shaders/convolve_io.h"

namespace cavea::gpu {

struct MultiplyBuffers {
    Binding responses;
    Binding windows;
    Binding work;  ///< MultiplyGroups and MultiplyRuns
    Binding sums;
};

class MultiplyAdd {
 public:
    /// \param block      bins of a spectrum
    /// \param batch      windows of a unit
    /// \param workgroup  0 chooses
    /// \throws vk::SystemError, Error{Machine}
    MultiplyAdd(const Device& device, const vk::raii::PipelineCache& cache, std::uint32_t block,
                std::uint32_t batch, std::uint32_t workgroup);

    /// Windows that one invocation sums; a unit takes whole steps of them.
    [[nodiscard]] std::uint32_t step() const { return step_; }
    /// Windows of a unit rounded up to whole steps: what a ring has to have beside the history,
    /// since those behind the unit are read too, though nothing comes of them.
    [[nodiscard]] std::uint32_t windows_read() const {
        return (batch_ + step_ - 1) / step_ * step_;
    }
    /// Groups that one record() may have.
    [[nodiscard]] std::uint32_t most_groups() const;

    /// Record the sums of groups first .. first + count - 1.
    ///
    /// \param slots  windows in the ring of an input
    /// \param head   slot of the unit's first window
    void record(const vk::raii::CommandBuffer& commands, const MultiplyBuffers& buffers,
                std::uint32_t first, std::uint32_t count, std::uint32_t slots,
                std::uint32_t head) const;

 private:
    std::uint32_t block_;
    std::uint32_t batch_;
    std::uint32_t step_;
    std::uint32_t workgroup_;
    std::uint32_t most_workgroups_;
    Kernel<MultiplyPush> kernel_;
};

}  // namespace cavea::gpu
