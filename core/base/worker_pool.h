// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A fixed set of threads for offline work that splits into independent pieces. Results must not
// depend on which thread takes which piece. Not for the audio thread.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace cavea {

class WorkerPool {
 public:
    /// \param threads  at least 1
    explicit WorkerPool(std::size_t threads);
    WorkerPool(const WorkerPool&) = delete;
    WorkerPool& operator=(const WorkerPool&) = delete;
    /// Finishes what was started.
    ~WorkerPool();

    [[nodiscard]] std::size_t threads() const { return threads_.size(); }

    /// Pieces 0..count-1 of one job, done in any order.
    class Job;
    using Handle = std::shared_ptr<Job>;

    /// Begin a job and return; jobs are taken up in the order in which they were started.
    ///
    /// \param piece  called with each index, from the pool's threads; may throw
    [[nodiscard]] Handle start(std::size_t count, std::function<void(std::size_t)> piece);
    /// Whether every piece has run.
    [[nodiscard]] static bool done(const Handle& job);
    /// Block until every piece has run; rethrows the first exception of the lowest piece.
    void wait(const Handle& job);
    /// start() and wait().
    void run(std::size_t count, std::function<void(std::size_t)> piece);

 private:
    void work();
    Handle next_job();

    std::mutex mutex_;
    std::condition_variable wake_;
    std::condition_variable finished_;
    std::deque<Handle> jobs_;
    bool stop_ = false;
    std::vector<std::thread> threads_;
};

/// Threads the machine offers to this process, at least 1.
[[nodiscard]] std::size_t hardware_threads();

}  // namespace cavea
