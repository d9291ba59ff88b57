// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The transforms of the convolver: windows of two blocks of real samples to spectra, and spectra
// back to the second block of their window. The pipelines and the table of one block size.
//
// A spectrum is block() bins of (re, im), without scaling; bin 0 holds the real values of bins 0
// and block().
#pragma once

#include <cstdint>
#include <vector>

#include "renderer/vulkan/kernel.h"
#include "renderer/vulkan/uploader.h"
#include "shaders/convolve_io.h"

namespace cavea::gpu {

inline constexpr std::uint32_t kSmallestBlock = 64;
inline constexpr std::uint32_t kLargestBlock = 4096;

/// Roots of unity in the order of shaders/fft_passes.h, rounded once from double.
[[nodiscard]] std::vector<float> fft_twiddles(std::uint32_t block);

/// Where the transforms of one dispatch find what they need; the jobs count from there.
struct FftBuffers {
    Binding time;
    Binding spectra;
    Binding jobs;  ///< FftJobs
};

class BlockFft {
 public:
    /// \param block      a power of two, kSmallestBlock to kLargestBlock
    /// \param workgroup  0 chooses
    /// \throws vk::SystemError, std::runtime_error, Error{Machine}
    BlockFft(const Device& device, const vk::raii::PipelineCache& cache, Uploader& uploader,
             std::uint32_t block, std::uint32_t workgroup);

    /// Record transforms of the windows of jobs first .. first + count - 1.
    ///
    /// \param tile_stride  vec2s from one kBinTile bins of a spectrum to the next
    void forward(const vk::raii::CommandBuffer& commands, const FftBuffers& buffers,
                 std::uint32_t first, std::uint32_t count, std::uint32_t tile_stride) const;
    /// The way back; writes only the second block of every window.
    void inverse(const vk::raii::CommandBuffer& commands, const FftBuffers& buffers,
                 std::uint32_t first, std::uint32_t count, std::uint32_t tile_stride) const;

    [[nodiscard]] std::uint32_t block() const { return block_; }

 private:
    void record(const Kernel<FftPush>& kernel, const vk::raii::CommandBuffer& commands,
                const FftBuffers& buffers, FftPush push) const;

    std::uint32_t block_;
    std::uint32_t workgroup_;
    std::uint32_t per_group_;  ///< transforms of a workgroup
    std::uint32_t most_groups_;
    Kernel<FftPush> forward_;
    Kernel<FftPush> inverse_;
    Buffer twiddles_;
};

}  // namespace cavea::gpu
