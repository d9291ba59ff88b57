// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The dry stage on the device: uploads the feeds in use and the buckets of one chunk, records the
// passes, hands back the columns. Everything of one chunk lies in a slot, so that one can be filled
// while another is computed. Knows nothing of queues and waiting: that is the engine's.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <vector>

#include "core/base/planar.h"
#include "renderer/engine.h"
#include "renderer/vulkan/barriers.h"
#include "renderer/vulkan/buffer.h"
#include "renderer/vulkan/kernel.h"
#include "renderer/vulkan/tile_buckets.h"
#include "shaders/pan_io.h"

namespace cavea::gpu {

class Panner {
 public:
    /// \throws vk::SystemError or Error{Machine}
    Panner(const Device& device, const vk::raii::PipelineCache& cache,
           const VulkanOptions& options);

    /// Allocate every slot for a shape.
    ///
    /// \throws vk::SystemError or Error{Machine}  too little memory, or limits that a row, column
    /// or
    ///                                            chunk of this size does not respect
    void prepare(const EngineSetup& setup);

    /// Copy feeds and plan into a slot and record its work. The device must be done with the slot.
    ///
    /// \param feeds  [rows][>= span frames]
    /// \throws vk::SystemError, Error{Machine}  too little memory for a plan larger than all before
    /// \throws Error{Refused}                   see TileBuckets::sort
    void record(const vk::raii::CommandBuffer& commands, std::size_t slot, Span span,
                Planar<const float> feeds, const plan::SpanPlan& plan);

    /// Copy the columns of a slot whose work is done.
    ///
    /// \param columns  [columns][>= frames]
    void read(std::size_t slot, std::size_t frames, Planar<float> columns) const;

 private:
    struct Slot {
        std::unique_ptr<SharedBuffer> feeds;
        std::unique_ptr<SharedBuffer> segments;
        std::unique_ptr<SharedBuffer> offsets;
        std::unique_ptr<SharedBuffer> columns;
    };

    void check_limits(const EngineSetup& setup) const;
    void upload(Slot& slot, std::size_t index, Span span, Planar<const float> feeds);
    void grow(std::unique_ptr<SharedBuffer>& buffer, std::size_t bytes, std::size_t index,
              const char* name) const;
    void record_copies(const vk::raii::CommandBuffer& commands, const Slot& slot) const;
    void record_pass(const vk::raii::CommandBuffer& commands, const Slot& slot,
                     const PanPass& pass) const;

    const Device& device_;
    std::uint32_t workgroup_;
    bool staging_;
    Barriers barriers_;
    Kernel<PanPush> kernel_;
    EngineSetup setup_;
    std::size_t stride_ = 0;           ///< frames from one row or column to the next
    std::size_t columns_at_once_ = 0;  ///< that one binding shows
    TileBuckets buckets_;
    std::array<Slot, Engine::kInFlight> slots_;
};

}  // namespace cavea::gpu
