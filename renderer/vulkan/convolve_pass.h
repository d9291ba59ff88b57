// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Everything on the device that one convolver setup needs, and the commands of one unit: transform
// the windows, sum over partitions and inputs, transform back. Knows nothing of queues and waiting:
// that is the convolver's.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/base/planar.h"
#include "renderer/convolver.h"
#include "renderer/vulkan/barriers.h"
#include "renderer/vulkan/block_fft.h"
#include "renderer/vulkan/convolve_schedule.h"
#include "renderer/vulkan/multiply_add.h"
#include "renderer/vulkan/response_bank.h"
#include "renderer/vulkan/uploader.h"

namespace cavea::gpu {

class ConvolvePass {
 public:
    /// \throws vk::SystemError
    /// \throws Error{Machine}  a plan that is not for this engine, limits of the device, too little
    ///                         memory (how much is missing)
    ConvolvePass(const Device& device, const vk::raii::PipelineCache& cache, Uploader& uploader,
                 const Barriers& barriers, const ConvolverSetup& setup,
                 const VulkanOptions& options);

    /// Forget what was convolved. The device must be done.
    void reset();

    /// Take one unit and list its work. The device must be done with the last one.
    ///
    /// \param in  [inputs][unit]
    void load(Planar<const float> in);
    /// Record the work of the unit that was loaded.
    ///
    /// \return whether there is any
    [[nodiscard]] bool record(const vk::raii::CommandBuffer& commands);
    /// The unit whose work is done.
    ///
    /// \param out  [outputs][unit], overwritten
    void read(Planar<float> out) const;

 private:
    [[nodiscard]] ResponseLayout choose_sizes(const ConvolverSetup& setup);
    void allocate(const ResponseLayout& layout, const ConvolverSetup& setup, Uploader& uploader);
    [[nodiscard]] std::size_t bytes_needed() const;
    void load_input(std::size_t input, std::span<const float> samples);
    void upload_lists();
    void record_copies(const vk::raii::CommandBuffer& commands) const;
    void record_forward(const vk::raii::CommandBuffer& commands) const;
    void record_sums(const vk::raii::CommandBuffer& commands) const;
    void record_inverse(const vk::raii::CommandBuffer& commands) const;
    void record_download(const vk::raii::CommandBuffer& commands) const;
    [[nodiscard]] std::uint32_t slots() const;

    const Device& device_;
    const Barriers& barriers_;
    bool staging_;
    std::uint32_t inputs_;
    std::uint32_t outputs_;
    plan::ConvPlan plan_;
    BlockFft fft_;
    MultiplyAdd multiply_;
    std::uint32_t inputs_at_once_ = 1;
    std::uint32_t pairs_at_once_ = 1;
    ConvolveSchedule schedule_;
    ResponseBank bank_;
    std::vector<Buffer> windows_;          ///< [inputs_at_once][tile][slot][kBinTile] vec2 each
    std::optional<Buffer> sums_;           ///< [row][batch][block] vec2
    std::optional<SharedBuffer> samples_;  ///< [inputs][block before the unit, unit]
    std::optional<SharedBuffer> results_;  ///< [row][unit]
    std::optional<SharedBuffer> jobs_;     ///< FftJobs
    std::optional<SharedBuffer> work_;     ///< MultiplyGroups, then MultiplyRuns
    PlanarBuffer<float> history_;          ///< [inputs][block], the block before
    std::vector<char> sounding_;           ///< [inputs][batch + 1], see ConvolveSchedule::plan()
    bool ring_is_stale_ = true;            ///< the windows have to be zeroed first
};

}  // namespace cavea::gpu
