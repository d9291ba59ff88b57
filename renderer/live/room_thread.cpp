// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "renderer/live/room_thread.h"

#include <algorithm>
#include <chrono>
#include <exception>
#include <utility>

#include "core/base/error.h"

namespace cavea::live {
namespace {

void copy(Planar<const float> from, Planar<float> to) {
    for (std::size_t c = 0; c < from.channels(); ++c) {
        std::copy(from[c].begin(), from[c].end(), to[c].begin());
    }
}

void rise(Planar<float> sends) {
    for (std::size_t c = 0; c < sends.channels(); ++c) {
        for (std::size_t i = 0; i < sends.frames(); ++i) {
            sends[c][i] *= static_cast<float>(i) / static_cast<float>(sends.frames());
        }
    }
}

}  // namespace

RoomThread::RoomThread(const ConvolverSetup& setup, const Maker& convolver, Maker replacement)
    : setup_(setup),
      replacement_(std::move(replacement)),
      convolver_(convolver()),
      out_(setup.outputs, setup.plan.unit()),
      result_(setup.outputs, setup.plan.unit()) {
    convolver_->prepare(setup_);
    plan_key_ = convolver_->plan_key();
    // One more may be under way, and one more is being filled.
    for (std::size_t i = 0; i < kBacklog + 2; ++i) {
        free_.push_back(std::make_unique<Job>());
        free_.back()->sends = PlanarBuffer<float>(setup.inputs, setup.plan.unit());
    }
    thread_ = std::thread([this] { work(); });
}

RoomThread::~RoomThread() {
    {
        const std::lock_guard lock(mutex_);
        quit_ = true;
    }
    wake_.notify_all();
    thread_.join();
}

void RoomThread::restart(bool rising) {
    const std::lock_guard lock(mutex_);
    forget(rising);
}

/// \pre the lock is held
void RoomThread::forget(bool rising) {
    for (auto& job : queue_) free_.push_back(std::move(job));
    queue_.clear();
    after_silence_ = true;
    rising_ = rising;
}

void RoomThread::start(Planar<const float> sends) {
    std::unique_lock lock(mutex_);
    ++started_;
    if (queue_.size() == kBacklog) forget(true);
    std::unique_ptr<Job> job = std::move(free_.back());
    free_.pop_back();
    job->number = started_;
    job->after_silence = std::exchange(after_silence_, false);
    job->rising = std::exchange(rising_, false);
    lock.unlock();
    copy(sends, job->sends.view());
    if (job->rising) rise(job->sends.view());
    lock.lock();
    queue_.push_back(std::move(job));
    lock.unlock();
    wake_.notify_one();
}

bool RoomThread::collect(const std::function<bool()>& patient, Planar<float> wet) {
    constexpr auto kStep = std::chrono::microseconds(300);
    std::unique_lock lock(mutex_);
    while (done_number_ != started_ && !dead_) {
        if (!patient()) return false;
        done_.wait_for(lock, kStep);
    }
    if (done_number_ != started_ || !have_result_) return false;
    copy(result_.view(), wet);
    return true;
}

std::string RoomThread::problem() const {
    const std::lock_guard lock(mutex_);
    return problem_;
}

void RoomThread::work() {
    std::unique_lock lock(mutex_);
    for (;;) {
        wake_.wait(lock, [&] { return quit_ || !queue_.empty(); });
        if (quit_) return;
        std::unique_ptr<Job> job = std::move(queue_.front());
        queue_.pop_front();
        lock.unlock();
        bool alive = true;
        bool have_result = false;
        std::string why;
        try {
            have_result = convolve(*job);
        } catch (const std::exception& error) {
            alive = false;
            why = error.what();
        }
        lock.lock();
        if (!alive) {
            problem_ = "rooms are silent: " + why;
            dead_ = true;
            done_.notify_all();
            return;
        }
        if (have_result) copy(out_.view(), result_.view());
        have_result_ = have_result;
        done_number_ = job->number;
        free_.push_back(std::move(job));
        done_.notify_all();
    }
}

/// \return false when the convolver was lost over it and replaced
bool RoomThread::convolve(Job& job) {
    if (job.after_silence) convolver_->reset();
    if (replaced_) rise(job.sends.view());
    replaced_ = false;
    const auto ticket = convolver_->submit(job.sends.view());
    if (ticket && convolver_->collect(*ticket, Wait::Yes, out_.view()) == State::Done) return true;
    replace(convolver_->lost_reason());
    return false;
}

/// What rang in the lost convolver is gone: the block is missing, and the next one begins anew.
void RoomThread::replace(const std::string& reason) {
    if (!replacement_) throw Error(ErrorCode::Machine, reason);
    {
        const std::lock_guard lock(mutex_);
        problem_ = "the rooms' engine was lost (" + reason + "); going on with the cpu";
    }
    auto next = std::exchange(replacement_, nullptr)();
    next->prepare(setup_);
    convolver_ = std::move(next);
    replaced_ = true;
}

}  // namespace cavea::live
