// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "renderer/sink_stage.h"

#include <thread>
#include <utility>

namespace cavea {

SinkStage::~SinkStage() {
    // An exception is on its way out already; only the buffers must outlive the job.
    while (job_ && !WorkerPool::done(job_)) std::this_thread::yield();
}

void SinkStage::resize(std::size_t columns, std::size_t frames) {
    finish();
    for (auto& buffer : buffers_) buffer = PlanarBuffer<float>(columns, frames);
}

void SinkStage::write(std::size_t first, std::size_t count) {
    finish();
    const Planar<float> part = buffers_[next_].view().slice(first, count);
    job_ = pool_.start(sinks_.size(), [this, part](std::size_t i) { sinks_[i]->write(part); });
    next_ = 1 - next_;
}

void SinkStage::finish() {
    if (job_) pool_.wait(std::exchange(job_, nullptr));
}

}  // namespace cavea
