// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/worker_pool.h"

#include <sched.h>

#include <algorithm>
#include <exception>
#include <utility>

#include "core/base/assert.h"

namespace cavea {

class WorkerPool::Job {
 public:
    Job(std::size_t count, std::function<void(std::size_t)> piece)
        : count_(count), piece_(std::move(piece)) {}

    [[nodiscard]] bool has_pieces() const { return next_.load(std::memory_order_relaxed) < count_; }

    /// \return true when this call ran the last piece
    bool run_one() {
        const std::size_t index = next_.fetch_add(1, std::memory_order_relaxed);
        if (index >= count_) return false;
        try {
            piece_(index);
        } catch (...) {
            const std::lock_guard lock(error_mutex_);
            if (!error_ || index < error_index_) {
                error_ = std::current_exception();
                error_index_ = index;
            }
        }
        // Release: whoever sees the last count also sees what the pieces wrote.
        return finished_.fetch_add(1, std::memory_order_acq_rel) + 1 == count_;
    }
    [[nodiscard]] bool finished() const {
        return finished_.load(std::memory_order_acquire) >= count_;
    }
    void rethrow() {
        if (error_) std::rethrow_exception(error_);
    }

 private:
    std::size_t count_;
    std::function<void(std::size_t)> piece_;
    std::atomic<std::size_t> next_{0};
    std::atomic<std::size_t> finished_{0};
    std::mutex error_mutex_;
    std::exception_ptr error_;
    std::size_t error_index_ = 0;
};

WorkerPool::WorkerPool(std::size_t threads) {
    CAVEA_ASSERT(threads > 0);
    threads_.reserve(threads);
    for (std::size_t i = 0; i < threads; ++i) threads_.emplace_back([this] { work(); });
}

WorkerPool::~WorkerPool() {
    {
        const std::lock_guard lock(mutex_);
        stop_ = true;
    }
    wake_.notify_all();
    for (std::thread& thread : threads_) thread.join();
}

WorkerPool::Handle WorkerPool::start(std::size_t count, std::function<void(std::size_t)> piece) {
    auto job = std::make_shared<Job>(count, std::move(piece));
    if (count == 0) return job;
    {
        const std::lock_guard lock(mutex_);
        jobs_.push_back(job);
    }
    wake_.notify_all();
    return job;
}

bool WorkerPool::done(const Handle& job) { return job->finished(); }

void WorkerPool::wait(const Handle& job) {
    {
        std::unique_lock lock(mutex_);
        finished_.wait(lock, [&] { return job->finished(); });
    }
    job->rethrow();
}

void WorkerPool::run(std::size_t count, std::function<void(std::size_t)> piece) {
    wait(start(count, std::move(piece)));
}

WorkerPool::Handle WorkerPool::next_job() {
    std::unique_lock lock(mutex_);
    for (;;) {
        while (!jobs_.empty() && !jobs_.front()->has_pieces()) jobs_.pop_front();
        if (!jobs_.empty()) return jobs_.front();
        if (stop_) return nullptr;
        wake_.wait(lock);
    }
}

void WorkerPool::work() {
    while (const Handle job = next_job()) {
        while (job->has_pieces()) {
            if (!job->run_one()) continue;
            // Under the mutex, or a waiter could check, miss this and sleep for ever.
            const std::lock_guard lock(mutex_);
            finished_.notify_all();
        }
    }
}

std::size_t hardware_threads() {
    cpu_set_t set;
    CPU_ZERO(&set);
    if (sched_getaffinity(0, sizeof set, &set) == 0) {
        return static_cast<std::size_t>(std::max(1, CPU_COUNT(&set)));
    }
    return std::max(1U, std::thread::hardware_concurrency());
}

}  // namespace cavea
