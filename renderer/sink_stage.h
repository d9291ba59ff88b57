// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Hands finished columns to the sinks in the background, one block behind the render.
#pragma once

#include <array>
#include <cstddef>
#include <vector>

#include "core/base/planar.h"
#include "core/base/worker_pool.h"
#include "renderer/render.h"

namespace cavea {

class SinkStage {
 public:
    SinkStage(const std::vector<Sink*>& sinks, WorkerPool& pool) : sinks_(sinks), pool_(pool) {}
    SinkStage(const SinkStage&) = delete;
    SinkStage& operator=(const SinkStage&) = delete;
    ~SinkStage();

    /// Make room for blocks of this shape. Waits for what is under way.
    void resize(std::size_t columns, std::size_t frames);
    /// Where the next block goes; free until write().
    [[nodiscard]] Planar<float> columns() { return buffers_[next_].view(); }
    /// Write frames [first, first + count) of what columns() gave.
    ///
    /// \throws  what a sink threw at the block before
    void write(std::size_t first, std::size_t count);
    /// Wait for the last block; throws as write().
    void finish();

 private:
    const std::vector<Sink*>& sinks_;
    WorkerPool& pool_;
    std::array<PlanarBuffer<float>, 2> buffers_;
    std::size_t next_ = 0;
    WorkerPool::Handle job_;
};

}  // namespace cavea
