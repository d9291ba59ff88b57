// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The rooms' convolver on a thread of its own: send blocks in, wet blocks out, one for one. Who
// collects decides how long to wait; a block that is not waited for is convolved all the same, so
// that the next ones are right, until too many pile up.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "core/base/planar.h"
#include "renderer/convolver.h"

namespace cavea::live {

class RoomThread {
 public:
    using Maker = std::function<std::unique_ptr<Convolver>()>;

    /// \param replacement  what takes over when the convolver is lost
    /// \throws Error{Machine}  the convolver cannot be prepared
    RoomThread(const ConvolverSetup& setup, const Maker& convolver, Maker replacement);
    RoomThread(const RoomThread&) = delete;
    RoomThread& operator=(const RoomThread&) = delete;
    ~RoomThread();

    /// The next block follows silence.
    ///
    /// \param rising  its sends fade in: a sound that is there at once is a click, and a room rings
    ///                on with it
    void restart(bool rising);

    /// \param sends  [inputs][block], copied
    void start(Planar<const float> sends);

    /// The result of the block that was started last.
    ///
    /// \param patient  asked again and again; false = do not wait any longer
    /// \param wet      [outputs][block] overwritten when true
    /// \return         whether it came
    [[nodiscard]] bool collect(const std::function<bool()>& patient, Planar<float> wet);

    /// Of the convolver that was made first.
    [[nodiscard]] const std::string& plan_key() const { return plan_key_; }
    /// What happened to it; empty = nothing.
    [[nodiscard]] std::string problem() const;

    /// Blocks that may wait; with more they are dropped and the rooms begin anew.
    static constexpr std::size_t kBacklog = 4;

 private:
    struct Job {
        std::uint64_t number = 0;
        bool after_silence = false;
        bool rising = false;
        PlanarBuffer<float> sends;
    };
    void work();
    void forget(bool rising);
    bool convolve(Job& job);
    void replace(const std::string& reason);

    ConvolverSetup setup_;
    Maker replacement_;
    std::unique_ptr<Convolver> convolver_;  ///< the thread's
    PlanarBuffer<float> out_;               ///< the thread's
    bool replaced_ = false;                 ///< the thread's: the convolver knows nothing yet
    std::string plan_key_;

    mutable std::mutex mutex_;  ///< over everything below
    std::condition_variable wake_;
    std::condition_variable done_;
    std::vector<std::unique_ptr<Job>> free_;
    std::deque<std::unique_ptr<Job>> queue_;
    PlanarBuffer<float> result_;
    std::uint64_t done_number_ = 0;  ///< of the newest block that is done with
    bool have_result_ = false;       ///< of that block
    std::uint64_t started_ = 0;
    bool after_silence_ = true;
    bool rising_ = false;
    bool quit_ = false;
    bool dead_ = false;
    std::string problem_;
    std::thread thread_;
};

}  // namespace cavea::live
